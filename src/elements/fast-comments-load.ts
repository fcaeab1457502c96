/** Loading a part of the widget from another part that is loaded on demand itself. */
import type { Session } from '../session/index.js';

/** Loads a part, with a second try; if it is gone (a deploy), says so and resolves to null. */
export async function loadPart<T>(session: Session, load: () => Promise<T>): Promise<T | null> {
  for (const wait of [0, 500]) {
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    try {
      return await load();
    } catch {
      // Once more, then it is said.
    }
  }
  const emit = session.context?.ports.emit;
  emit?.('announce', { key: 'errorPart', isAlert: true });
  emit?.('error', {
    code: 'part-missing',
    operation: 'import',
    retryable: true,
    message: 'a part of the widget could not be loaded; reloading the page mends it',
  });
  return null;
}
