/** Live comments that wait behind "Show N new comments" and "Show N new replies". */
import { placeEntry } from './place.js';
import { branchOf, touchList, touchRow, type ThreadState } from './thread-state.js';

/** Shows the held comments of a branch, in order of arrival; returns the ones now visible. */
export function revealHeld(state: ThreadState, parentId: string | null): string[] {
  const branch = branchOf(state, parentId);
  const revealed = branch.held;
  if (revealed.length === 0) return [];
  branch.held = [];
  branch.isClosed = false;
  for (const id of revealed) {
    const entry = state.entries.get(id);
    if (!entry) continue;
    placeEntry(state, entry);
    revealHeld(state, id);
  }
  touchList(state, parentId);
  if (parentId !== null) touchRow(state, parentId);
  return revealed;
}
