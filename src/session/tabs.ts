/** What the other tabs of one visitor tell: own votes, flags, blocks and drafts. */
import { settleBlock, settleOwnVote, settleSwitch } from '../store/changes.js';
import { type OwnVote } from '../store/index.js';
import type { Context } from './context.js';
import type { StoredDraft } from './drafts.js';
import { keeperOf } from './acting.js';

/** A message between tabs. It never leaves the device. */
export type TabMessage =
  | {
      readonly type: 'vote';
      readonly commentId: string;
      readonly vote: OwnVote;
      readonly removed?: string | undefined;
    }
  | { readonly type: 'flag'; readonly commentId: string; readonly isOn: boolean }
  | {
      readonly type: 'block';
      readonly authors: readonly string[];
      readonly isOn: boolean;
      readonly statuses: Readonly<Record<string, boolean>>;
    }
  | {
      readonly type: 'draft';
      readonly parentId: string | null;
      /** What was kept: storage of another process may tell it only later. */
      readonly draft: StoredDraft | null;
    }
  | OutboxMessage;

/** Who takes care of what is kept in the outbox of a page. The ids are unique on the device. */
export interface OutboxMessage {
  readonly type: 'outbox';
  /** The thread that speaks. */
  readonly owner: string;
  /** It would take these over, if they are nobody's. */
  readonly ask?: readonly string[];
  /** These are its own. */
  readonly held?: readonly string[];
  /** It has taken these over. */
  readonly taken?: readonly string[];
}

/**
 * Applies votes that another tab kept after this one read what is kept and before it could hear the
 * others. Whether the first answer counted them already is for the service to say.
 */
export function catchUpWithTabs(context: Context): void {
  const { store } = context;
  const before = new Map(context.kept.keys);
  keeperOf(context).reload();
  for (const id of new Set([...before.keys(), ...context.kept.keys.keys()])) {
    const removed = before.get(id)?.vote?.voteId;
    const vote = context.kept.keys.get(id)?.vote;
    if (vote?.voteId === removed) continue;
    const { direction = 0, voteId, isPending } = vote ?? {};
    hearTab(context, {
      type: 'vote',
      commentId: id,
      vote: { direction, voteId, isPending },
      removed,
    });
    if (store.state.entries.has(id)) store.state.doubts.add(id);
  }
}

/** Applies what another tab of the same visitor did. */
export function hearTab(context: Context, message: Exclude<TabMessage, OutboxMessage>): void {
  const { ports, store } = context;
  const keeper = keeperOf(context);
  const now = ports.clock.monotonic();
  if (message.type === 'draft') {
    ports.emit('draft-changed', message);
    return;
  }
  keeper.reload();
  const { anonUserId } = keeper;
  store.change((state) => {
    if (anonUserId !== undefined && state.viewer.anonUserId === undefined) {
      state.viewer = { ...state.viewer, anonUserId };
    }
    if (message.type === 'block') {
      settleBlock(state, message.authors, message.isOn, message.statuses, now);
      return;
    }
    const entry = state.entries.get(message.commentId);
    if (!entry) {
      // It may come live in a moment, without what is the viewer's own.
      const change = message.type === 'vote' ? { vote: message.vote } : { isFlagged: message.isOn };
      state.marks.set(message.commentId, { ...state.marks.get(message.commentId), ...change });
      return;
    }
    switch (message.type) {
      case 'vote': {
        const { vote, removed } = message;
        const isNewCounted =
          vote.direction !== 0 &&
          vote.voteId !== undefined &&
          state.votesSeen.has(`new-vote:${vote.voteId}`);
        const isOldGone = removed !== undefined && state.votesSeen.has(`deleted-vote:${removed}`);
        // The live event may have counted the vote before we knew that it was our own.
        if (isOldGone) entry.vote = { direction: 0 };
        if (isNewCounted) {
          entry.vote = vote;
          state.touched.add(`row:${entry.key}`);
        } else {
          settleOwnVote(state, entry, vote, now);
        }
        break;
      }
      case 'flag':
        settleSwitch(state, 'flag', entry, message.isOn, now);
        break;
      default: {
        const unhandled: never = message;
        return unhandled;
      }
    }
  });
}
