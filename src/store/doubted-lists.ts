/**
 * Lists in which a comment may be missing though all pages seemed to join: by date a comment keeps its
 * place, so that a page which overlaps with what is held proves that nothing lies between; but one that
 * is pinned or unpinned moves, and may stand in both of two pages that do not join.
 */
import type { Branch } from './thread-state.js';

const doubted = new WeakSet<Branch>();

/** Notes that a list has to be compared as a whole when its end is reached. */
export function doubtList(branch: Branch): void {
  doubted.add(branch);
}

/** Whether a list has to be compared; from then on no more. */
export function takeListDoubt(branch: Branch): boolean {
  return doubted.delete(branch);
}
