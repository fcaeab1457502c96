/** Looking for a post whose answer was lost, before anything is sent again. */
import { getCommentsPublic } from '../api/index.js';
import type { Failure, PublicComment } from '../core/index.js';
import { isMine, type PostOperation } from '../store/index.js';
import { lookForEcho } from './answers.js';
import { askAsVisitor, isLeft, type Context } from './context.js';
import { keeperOf } from './acting.js';

/** What became of a post. */
export type Found =
  /** An echo settled it, or the thread was left. */
  | { readonly kind: 'settled' }
  | { readonly kind: 'there'; readonly comment: PublicComment }
  | { readonly kind: 'absent' }
  /** The service could not be asked. */
  | { readonly kind: 'unknown'; readonly failure: Failure };

/** The viewer's comments that were there before a post was first sent: none of them is it. */
const before = new WeakMap<PostOperation, ReadonlySet<string>>();

/** Notes what is there already. To be called before a post is sent. */
export function noteBefore({ store }: Context, post: PostOperation): void {
  if (before.has(post)) return;
  const own = [...store.state.entries.values()].filter((entry) => isMine(store.state, entry));
  before.set(post, new Set(own.map(({ id }) => id)));
}

/** How many comments are looked through. */
const searchSize = 50;

/**
 * Looks for a post: by its echo, in the event log, then among the newest comments of its parent by
 * author and text.
 *
 * @param looks milliseconds before each look at the event log
 */
export async function findPost(
  context: Context,
  post: PostOperation,
  looks?: readonly number[],
): Promise<Found> {
  const { store, ports, tenantId, transport, urlId } = context;
  const isSettled = () => !store.state.operations.has(post.id);
  const isDone = await lookForEcho(context, isSettled, looks, post.since);
  if (isDone || isLeft(context)) return { kind: 'settled' };
  const wanted = ports.fingerprint(post.draft.text);
  // Not as the thread is read: a filter must not hide it.
  const result = await askAsVisitor(context, (who) =>
    getCommentsPublic(
      transport,
      {
        tenantId,
        urlId,
        parentId: post.parentId ?? undefined,
        asTree: true,
        maxTreeDepth: 0,
        skip: 0,
        limit: searchSize,
        direction: 'NF',
        ...who,
      },
      { signal: context.signal },
    ),
  );
  if (isLeft(context) || isSettled()) return { kind: 'settled' };
  if (!result.ok) return { kind: 'unknown', failure: result.failure };
  const keeper = keeperOf(context);
  const comment = result.value.comments.find(
    (each) =>
      // One whose answer came is another one.
      keeper.editKey(each._id) === undefined &&
      !before.get(post)?.has(each._id) &&
      timeOf(each) >= post.since &&
      ports.fingerprint(each.commentHTML) === wanted &&
      isByViewer(context, each, post),
  );
  return comment ? { kind: 'there', comment } : { kind: 'absent' };
}

function timeOf({ date }: PublicComment): number {
  return date === null ? 0 : Date.parse(date) || 0;
}

/** Whether a comment is the viewer's: by its ids; by its name only where the ids say nothing. */
function isByViewer(
  context: Context,
  { anonUserId, commenterName, userId }: PublicComment,
  post: PostOperation,
): boolean {
  const { user, anonUserId: own } = context.store.state.viewer;
  if (userId && user?.id) return userId === user.id;
  if (anonUserId && own) return anonUserId === own;
  return commenterName === (user?.username ?? post.draft.name);
}
