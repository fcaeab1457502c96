/**
 * What waits for the network: sent in the order in which it was done, when the network is back or
 * the page is opened again. Of several threads on one page, in one tab or more, exactly one takes
 * care of an act (see `outbox`).
 */
import { addPost } from '../store/changes.js';
import type { PostOperation } from '../store/index.js';
import { dropDraft, outboxOf, writerOf } from './acting.js';
import { pause } from './answers.js';
import { isLeft, type Context } from './context.js';
import { findWay } from './find-way.js';
import { isKeptWish, type StoredAct, type StoredPost, type StoredWish } from './outbox.js';
import { resumePost, retryPost } from './post.js';
import { housePosts, putIntoBox } from './rescue.js';
import { sendSwitches, setSwitch } from './switches.js';
import type { OutboxMessage } from './tabs.js';
import { sendVotes, vote } from './vote.js';

/** Milliseconds after which a post is not sent any more, but becomes a draft: a day. */
const postLife = 86_400_000;

/** Milliseconds for which votes, flags and blocks are kept. */
const wishLife = 600_000;

/** Milliseconds given to other threads to say that an act is theirs. */
const askTime = 400;

/** Milliseconds before each look for a post whose answer may have been lost with the network. */
const looks = [400, 1500, 4000];

const sending = new WeakSet<Context>();
/** Acts that this thread is asking the others about; those that are theirs are taken out. */
const asking = new WeakMap<Context, Set<string>>();

/** Sends what waits, one after the other; stops where the network is gone again. */
async function sendWaiting(context: Context): Promise<void> {
  const { ports, store } = context;
  if (sending.has(context)) return;
  sending.add(context);
  for (const operation of [...store.state.operations.values()]) {
    if (isLeft(context) || !ports.isOnline()) break;
    if (!store.state.operations.has(operation.id) || isTaken(context, operation.id)) continue;
    if (operation.kind === 'post') {
      if (operation.state !== 'waiting') continue;
      if (ports.clock.wall() - operation.date > postLife) {
        store.state.operations.delete(operation.id);
        putIntoBox(context, operation);
      } else {
        await retryPost(context, operation.id, looks);
      }
    } else if (isKeptWish(operation) && !operation.isSending) {
      const { commentId, kind } = operation;
      // In another order it may stand on a page that is not loaded.
      if (!store.state.entries.has(commentId)) {
        if (store.state.phase !== 'ready') continue;
        await findWay(context, commentId);
        if (isLeft(context)) break;
      }
      await (kind === 'vote'
        ? sendVotes(context, operation)
        : sendSwitches(context, kind, operation));
    }
  }
  sending.delete(context);
  if (!isLeft(context)) await housePosts(context);
}

/** Another thread has taken an act over while this one slept: then it is no longer this one's. */
function isTaken(context: Context, id: string): boolean {
  const owner = outboxOf(context).ownerOf(id);
  if (owner === undefined || owner === outboxOf(context).owner) return false;
  leaveToOthers(context, [id]);
  return true;
}

function leaveToOthers(context: Context, ids: readonly string[]): void {
  for (const id of ids) {
    outboxOf(context).giveUp(id);
    context.store.change((state) => {
      if (state.operations.delete(id)) state.touched.add('all').add('list:').add('shell');
    });
  }
}

/** Takes up what an earlier page left unsent. */
export async function restoreOutbox(context: Context): Promise<void> {
  const outbox = outboxOf(context);
  const isForeign = ({ id, owner }: StoredAct) =>
    owner !== outbox.owner && !context.store.state.operations.has(id);
  const ids = new Set(
    outbox
      .read()
      .filter(isForeign)
      .map(({ id }) => id),
  );
  if (ids.size > 0 && context.tabs && !asking.has(context)) {
    asking.set(context, ids);
    context.tabs.post(message(context, { ask: [...ids] }));
    await pause(context, askTime);
    asking.delete(context);
    if (isLeft(context)) return;
  }
  const entries = outbox.read().filter((entry) => ids.has(entry.id) && isForeign(entry));
  for (const entry of entries) outbox.take(entry);
  if (entries.length > 0)
    context.tabs?.post(message(context, { taken: entries.map(({ id }) => id) }));
  for (const entry of entries) {
    if (entry.kind === 'post') restorePost(context, entry);
  }
  void sendWaiting(context);
  for (const entry of entries) {
    if (entry.kind !== 'post') await restoreWish(context, entry);
  }
}

function message(context: Context, content: Partial<OutboxMessage>): OutboxMessage {
  return { type: 'outbox', owner: outboxOf(context).owner, ...content };
}

function isStale(context: Context, { at, by }: StoredAct, life: number): boolean {
  return by !== writerOf(context) || context.ports.clock.wall() - at > life;
}

function restorePost(context: Context, entry: StoredPost): void {
  const { ports, store } = context;
  const { at, broadcastIds, draft, failure, id, mayHaveArrived, parentId, since, state } = entry;
  if (isStale(context, entry, postLife)) {
    outboxOf(context).remove(id);
    putIntoBox(context, entry);
    return;
  }
  const isUnderWay = state === 'sending' || state === 'checking';
  const post: PostOperation = {
    kind: 'post',
    id,
    parentId,
    draft,
    state: isUnderWay ? (mayHaveArrived ? 'failed' : 'waiting') : state,
    failure,
    date: at,
    startedAt: ports.clock.monotonic(),
    mayHaveArrived,
    since,
  };
  dropDraft(context, parentId, draft.text);
  store.change((thread) => {
    for (const broadcastId of broadcastIds) {
      thread.broadcasts.set(broadcastId, { operation: id, isAnswered: false });
    }
    addPost(thread, post);
  });
  if (isUnderWay && mayHaveArrived) void resumePost(context, post);
}

async function restoreWish(context: Context, entry: StoredWish): Promise<void> {
  const { commentId, id, kind, voter, wish } = entry;
  const { store } = context;
  const isThere =
    !isStale(context, entry, wishLife) && (await findWay(context, commentId)) !== null;
  if (isLeft(context)) return;
  if (isThere && kind === 'vote') await vote(context, commentId, wish, voter, true);
  else if (isThere && kind !== 'vote') await setSwitch(context, kind, commentId, wish === 1, true);
  if (!isLeft(context) && !store.state.operations.has(id)) outboxOf(context).remove(id);
}

/** Another thread asks, answers or takes over. */
export function hearOutbox(context: Context, { ask, held, owner, taken }: OutboxMessage): void {
  const own = outboxOf(context).owner;
  const asked = asking.get(context);
  for (const id of held ?? []) asked?.delete(id);
  if (taken) leaveToOthers(context, taken);
  if (!ask) return;
  const { operations } = context.store.state;
  // Of two that ask at the same time one has to give way.
  const mine = ask.filter((id) => operations.has(id) || (asked?.has(id) && own < owner));
  for (const id of ask) if (own > owner) asked?.delete(id);
  if (mine.length > 0) context.tabs?.post(message(context, { held: mine }));
}
