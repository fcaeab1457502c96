import { renderForPage } from './render-for-page.js';
import { softDelete } from './edit-comment.js';
import { hashTagsIn } from './comment-markup.js';
import { pageKey, type CommentDoc, type UserDoc } from './documents.js';
import { putAccount } from './moderation.js';
import type { ServerState } from './server-state.js';

/** Somebody who writes in a seeded thread. With an `id` it is an account, else a guest. */
export type SeedAuthor = { readonly name: string; readonly id?: string } & Partial<
  Pick<
    UserDoc,
    'displayName' | 'avatarSrc' | 'displayLabel' | 'badges' | 'isAdmin' | 'isModerator' | 'groupIds'
  >
> & { readonly link?: string };

/** A comment to begin with, and its replies. */
export interface SeedComment {
  /** Default: made up. */
  readonly id?: string;
  /** Default: a guest named "Guest". A text is a guest's name. */
  readonly author?: SeedAuthor | string;
  /** Markup as a visitor would send it. */
  readonly text: string;
  /** Epoch milliseconds. Default: one minute after the comment before. */
  readonly at?: number;
  readonly votesUp?: number;
  readonly votesDown?: number;
  /** Accounts whose votes stand in the list of voters; counted in `votesUp` or `votesDown` already. */
  readonly voters?: readonly { readonly by: SeedAuthor; readonly direction: 1 | -1 }[];
  /** Names in the text that are mentions. */
  readonly mentions?: readonly SeedAuthor[];
  /** Default: true for accounts. */
  readonly verified?: boolean;
  readonly approved?: boolean;
  readonly isSpam?: boolean;
  readonly isPinned?: boolean;
  readonly isLocked?: boolean;
  /** Leaves a placeholder. */
  readonly isDeleted?: boolean;
  /** The account is gone, the comment stayed. */
  readonly isDeletedUser?: boolean;
  readonly rating?: number;
  readonly replies?: readonly SeedComment[];
}

/** A comment in the order of its date, and the one it answers. */
interface Placed {
  readonly seed: SeedComment;
  readonly id: string;
  readonly parentId: string | null;
  at: number;
}

function place(state: ServerState, seeds: readonly SeedComment[], start: number): Placed[] {
  const placed: Placed[] = [];
  let last = start;
  const walk = (list: readonly SeedComment[], parent: Placed | null): void => {
    for (const seed of list) {
      const at = Math.max(seed.at ?? last + 60_000, (parent?.at ?? -Infinity) + 1);
      last = at;
      const entry = { seed, id: seed.id ?? state.newId('c-'), parentId: parent?.id ?? null, at };
      placed.push(entry);
      walk(seed.replies ?? [], entry);
    }
  };
  walk(seeds, null);
  placed.sort((a, b) => a.at - b.at);
  placed.forEach((entry, index) => {
    entry.at = Math.max(entry.at, (placed[index - 1]?.at ?? -Infinity) + 1);
  });
  return placed;
}

function account(state: ServerState, tenantId: string, author: SeedAuthor): UserDoc | null {
  const { id, name, link, ...members } = author;
  if (id === undefined) return null;
  const known = state.db.users.get(`${tenantId}:${id}`);
  if (known) return known;
  return putAccount(state, tenantId, {
    ...members,
    id,
    username: name,
    websiteUrl: link ?? null,
    isSSO: true,
  });
}

/**
 * Fills a page. Nothing is sent live and nobody is notified. Dates are made to differ and to follow
 * the tree; without dates the thread ends now.
 * @returns ids in the order of the dates
 */
export function seedThread(
  state: ServerState,
  tenantId: string,
  urlId: string,
  seeds: readonly SeedComment[],
): string[] {
  return state.transact(() => {
    const page = state.page(tenantId, urlId);
    const count = (list: readonly SeedComment[]): number =>
      list.reduce((sum, { replies = [] }) => sum + 1 + count(replies), 0);
    const placed = place(state, seeds, state.now() - (count(seeds) + 1) * 60_000);
    const guests = new Map<string, string>();
    for (const { seed, id, parentId, at } of placed) {
      const author = typeof seed.author === 'string' ? { name: seed.author } : seed.author;
      const writer: SeedAuthor = author ?? { name: 'Guest' };
      const user = account(state, tenantId, writer);
      if (!user && !guests.has(writer.name)) guests.set(writer.name, state.newId('a-'));
      const mentions = (seed.mentions ?? []).map((named) => ({
        id: account(state, tenantId, named)?._id ?? named.name,
        tag: `@${named.displayName ?? named.name}`,
      }));
      const urls = page.tenant.hashTagUrls ?? {};
      const hashTags = hashTagsIn(seed.text).map((tag) => ({
        id: tag.slice(1).toLowerCase(),
        tag,
        url: urls[tag.toLowerCase()] ?? null,
      }));
      const comment: CommentDoc = {
        _id: id,
        tenantId,
        urlId,
        url: page.settings.url ?? urlId,
        pageTitle: page.settings.title ?? null,
        userId: seed.isDeletedUser ? null : (user?._id ?? null),
        anonUserId: user ? null : (guests.get(writer.name) ?? null),
        email: null,
        sessionId: null,
        commenterName: user?.displayName ?? writer.name,
        commenterLink: writer.link ?? null,
        avatarSrc: user?.avatarSrc ?? writer.avatarSrc ?? null,
        text: seed.text,
        ...renderForPage(page, seed.text, mentions, hashTags),
        mentions,
        hashTags,
        parentId,
        date: at,
        votesUp: seed.votesUp ?? 0,
        votesDown: seed.votesDown ?? 0,
        verified: seed.verified ?? user !== null,
        requiresVerification: false,
        approved: seed.approved ?? true,
        isSpam: seed.isSpam ?? false,
        isDeleted: false,
        isDeletedUser: seed.isDeletedUser ?? false,
        isByAdmin: user?.isAdmin ?? false,
        isByModerator: user?.isModerator ?? false,
        isPinned: seed.isPinned ?? false,
        isLocked: seed.isLocked ?? false,
        displayLabel: user?.displayLabel ?? null,
        badges: user ? [] : (writer.badges ?? []),
        rating: seed.rating ?? null,
        feedbackIds: [],
        viewCount: 0,
        flagCount: 0,
        editKey: null,
        locale: 'en_us',
      };
      if (seed.isDeleted) softDelete(comment);
      state.db.putComment(comment);
      for (const { by, direction } of seed.voters ?? []) {
        const voter = account(state, tenantId, by);
        if (!voter) continue;
        state.db.votes.put({
          _id: state.newId('v-'),
          tenantId,
          urlId,
          commentId: id,
          actor: `u:${voter._id}`,
          userId: voter._id,
          sessionId: null,
          name: voter.displayName ?? voter.username,
          direction,
          editKey: state.newId('vek-'),
          pending: false,
          createdAt: at + 1,
        });
      }
    }
    const key = pageKey(tenantId, urlId);
    state.db.pages.put({
      title: page.settings.title ?? urlId,
      url: page.settings.url ?? urlId,
      ...state.db.pages.get(key),
      _id: key,
      tenantId,
      urlId,
      updatedAt: state.now(),
    });
    return placed.map(({ id }) => id);
  });
}
