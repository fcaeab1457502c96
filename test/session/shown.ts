/** What a visitor sees of a thread, and how two accounts of it are compared. */
import type { PublicComment } from '../../src/core/index.js';

/** One comment on a screen. */
export interface Shown {
  readonly id: string;
  readonly parentId: string | null;
  readonly text: string;
  readonly votes: number;
  readonly up: number;
  readonly down: number;
  readonly mine: number;
  readonly isFlagged: boolean;
  readonly isBlocked: boolean;
  readonly isPinned: boolean;
}

/** A tree of comments as the server tells it, in reading order. */
export function toShown(comments: readonly PublicComment[]): Shown[] {
  const rows: Shown[] = [];
  const walk = (list: readonly PublicComment[]) => {
    for (const comment of list) {
      rows.push({
        id: comment._id,
        parentId: comment.parentId ?? null,
        text: comment.commentHTML,
        votes: comment.votes ?? 0,
        up: comment.votesUp ?? 0,
        down: comment.votesDown ?? 0,
        mine: comment.isVotedUp ? 1 : comment.isVotedDown ? -1 : 0,
        isFlagged: Boolean(comment.isFlagged),
        isBlocked: Boolean(comment.isBlocked),
        isPinned: Boolean(comment.isPinned),
      });
      walk(comment.children ?? []);
    }
  };
  walk(comments);
  return rows;
}

/** Comments in words, for comparing their order. */
export function inOrder(rows: readonly Shown[]): string {
  return rows.map(({ id, text }) => `${text}:${id.slice(-4)}`).join(' ');
}

/** How a screen differs from what the server tells. */
export interface Differences {
  /** In words; empty if it does not. */
  readonly wrong: string[];
  /** How many comments of blocked authors are left out, with what hangs on them. */
  readonly left: number;
}

/** Compares a screen with what the server tells; the order only where it is certain. */
export function compareRows(
  shown: readonly Shown[],
  told: readonly Shown[],
  isOrdered: boolean,
): Differences {
  const wrong: string[] = [];
  const byId = new Map(shown.map((row) => [row.id, row]));
  // A live comment of an author who was blocked then is not shown, nor what hangs on it.
  const left = new Set<string>();
  for (const { id, parentId, isBlocked } of told) {
    if (!byId.has(id) && (isBlocked || left.has(parentId ?? ''))) left.add(id);
  }
  const rows = told.filter(({ id }) => !left.has(id));
  const name = (row: Shown) => `${row.id} (${row.text})`;
  for (const row of rows) {
    const here = byId.get(row.id);
    if (!here) wrong.push(`missing ${name(row)}`);
    else if (JSON.stringify(here) !== JSON.stringify(row)) {
      wrong.push(`differs: shown ${JSON.stringify(here)}, server ${JSON.stringify(row)}`);
    }
  }
  const known = new Set(rows.map(({ id }) => id));
  for (const row of shown) if (!known.has(row.id)) wrong.push(`not on the server: ${name(row)}`);
  if (shown.length !== byId.size) wrong.push('a comment is shown twice');
  if (wrong.length === 0 && isOrdered && inOrder(shown) !== inOrder(rows)) {
    wrong.push(`order: shown ${inOrder(shown)}; server ${inOrder(rows)}`);
  }
  return { wrong, left: left.size };
}
