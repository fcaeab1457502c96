/**
 * Settling doubts: facts about which two sources disagree in time (an answer that may or may not
 * have contained an event) are read again once the thread is quiet, until they stand.
 */
import { mergeList } from '../store/changes.js';
import { branchOf, type CommentId } from '../store/index.js';
import { isLeft, type Context } from './context.js';
import { pause } from './answers.js';
import { sweepBranch } from './pager.js';
import { applyCount, applyPage, readPage } from './read.js';

/** Milliseconds of quiet before a doubt is read, then growing. */
const waits = [1500, 3500, 8000, 20_000];

/** Comments around a doubtful one that are read with it, for places that have moved. */
const margin = 4;

/** More doubtful comments than this in one branch, and the whole branch is read. */
const windowSize = 60;

const running = new WeakSet<Context>();

/** Reads whatever is in doubt, once at a time; resolves when nothing is, or nothing more can be done. */
export async function settleDoubts(context: Context): Promise<void> {
  const { store } = context;
  if (running.has(context)) return;
  running.add(context);
  for (const wait of waits) {
    if (store.state.doubts.size === 0) break;
    await pause(context, wait);
    if (isLeft(context)) break;
    await readDoubts(context);
  }
  running.delete(context);
}

async function readDoubts(context: Context): Promise<void> {
  const { store } = context;
  const doubts = [...store.state.doubts];
  store.state.doubts.clear();
  const byParent = new Map<CommentId | null, CommentId[]>();
  for (const id of doubts) {
    const entry = store.state.entries.get(id);
    if (!entry) {
      // A read under way may bring it.
      if (store.state.reads > 0) store.state.doubts.add(id);
      continue;
    }
    byParent.set(entry.parentId, [...(byParent.get(entry.parentId) ?? []), id]);
  }
  for (const [parentId, ids] of byParent) {
    const isRead = await readWindow(context, parentId, ids);
    if (isLeft(context)) return;
    if (!isRead) for (const id of ids) store.state.doubts.add(id);
  }
  if (!doubts.includes('count')) return;
  const result = await readPage(context, { parentId: null, skip: 0, limit: 1, depth: 0 });
  if (isLeft(context)) return;
  if (result.ok) applyCount(context, result.value, result.startedAt);
  else store.state.doubts.add('count');
}

/**
 * Reads the stretch of a branch in which the doubtful comments stand; all of it if they moved.
 * Resolves to whether the service answered.
 */
async function readWindow(
  context: Context,
  parentId: CommentId | null,
  ids: readonly CommentId[],
): Promise<boolean> {
  const { store, ports } = context;
  const branch = branchOf(store.state, parentId);
  const order = store.state.direction === 'NF' ? [...branch.held, ...branch.head] : branch.head;
  const places = ids.map((id) => order.indexOf(id));
  const from = Math.min(...places);
  const to = Math.max(...places);
  const startedAt = ports.clock.monotonic();
  if (from >= 0 && to - from <= windowSize) {
    const skip = Math.max(0, from - margin);
    const query = { parentId, skip, limit: to - skip + 1 + margin, depth: 0 };
    const result = await readPage(context, query);
    if (!result.ok || isLeft(context)) return false;
    applyPage(context, result.value, query, result.startedAt, mergeList, true);
  }
  const isUnread = ids.some((id) => {
    const entry = store.state.entries.get(id);
    return entry && entry.readAt < startedAt && !store.state.doubts.has(id);
  });
  return !isUnread || (await sweepBranch(context, parentId, true)).isRead;
}
