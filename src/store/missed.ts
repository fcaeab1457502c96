/** Comments of which something was told before they were here: what brings them may be older. */
import { BoundedSet } from '../core/index.js';
import type { CommentId, ThreadState } from './thread-state.js';

const missed = new WeakMap<ThreadState, BoundedSet<CommentId>>();

/** Notes that something was told of a comment that is not here. */
export function noteMissed(state: ThreadState, id: CommentId): void {
  const ids = missed.get(state) ?? new BoundedSet<CommentId>(1000);
  missed.set(state, ids);
  ids.add(id);
  // A read under way may bring it without what was told.
  if (state.reads > 0) state.doubts.add(id);
}

/** Doubts a comment that has just come if something was told of it before. */
export function doubtIfMissed(state: ThreadState, id: CommentId): void {
  if (missed.get(state)?.has(id)) state.doubts.add(id);
}
