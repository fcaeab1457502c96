/** A refusal shown where the visitor acted. */
import type { Failure } from '../core/index.js';
import type { Context } from './context.js';

/** Puts the message beside the comment and says it once; it stays until the next act there. */
export function showRefusal(
  context: Context,
  commentId: string,
  act: string,
  failure: Failure,
): void {
  if (failure.kind === 'aborted') return;
  context.store.change((state) => {
    state.notices.set(commentId, { kind: 'error', act, failure });
    state.touched.add(`row:${state.entries.get(commentId)?.key ?? commentId}`);
  });
}
