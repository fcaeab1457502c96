/** Finding what else somebody wrote. */
import type { Entry, ThreadState } from './thread-state.js';

/** The comments of one author that are held, the given one included. */
export function sameAuthor(state: ThreadState, entry: Entry): Entry[] {
  const { userId, anonUserId } = entry.data;
  if (!userId && !anonUserId) return [entry];
  return [...state.entries.values()].filter(
    ({ data }) =>
      (Boolean(userId) && data.userId === userId) ||
      (Boolean(anonUserId) && data.anonUserId === anonUserId),
  );
}

/** Who a comment is by, in every form the service knows. */
export function authorsOf({ data }: Entry): string[] {
  return [data.userId, data.anonUserId].filter(
    (id) => typeof id === 'string' && id !== '',
  ) as string[];
}
