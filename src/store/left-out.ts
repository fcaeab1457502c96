/** Live comments that are not shown, because the visitor has blocked their authors. */
import type { PubSubComment } from '../core/index.js';
import type { ThreadState } from './thread-state.js';

/** How many are remembered for the end of a block. */
const most = 500;

/** What is known of a thread's blocks beside the marks of its comments. */
interface BlockRecord {
  /** By id, in order of arrival. */
  readonly leftOut: Map<string, PubSubComment>;
  /** Monotonic time of the last block or unblock; -1 for none. */
  changedAt: number;
  /** How many there were. */
  changes: number;
}

const records = new WeakMap<ThreadState, BlockRecord>();

/** The blocks of a thread. */
export function blockRecord(state: ThreadState): BlockRecord {
  let record = records.get(state);
  if (!record) records.set(state, (record = { leftOut: new Map(), changedAt: -1, changes: 0 }));
  return record;
}

/** Notes a comment that is left out. */
export function leaveOut(state: ThreadState, comment: PubSubComment): void {
  const { leftOut } = blockRecord(state);
  leftOut.set(comment._id, comment);
  for (const oldest of leftOut.keys()) {
    if (leftOut.size <= most) break;
    leftOut.delete(oldest);
  }
}
