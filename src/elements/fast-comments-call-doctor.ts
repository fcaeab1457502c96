/** The call that says what is wrong with a page's set-up; what it needs is loaded when it is called. */
import type { Finding } from '../doctor/index.js';

/**
 * Looks for what is wrong with the page widgets stand on: their settings, the Content Security
 * Policy, storage. Resolves to what it found, errors and warnings in English; without arguments for
 * every `<fast-comments>` of the document. The attribute `debug` says the same in the console.
 */
export async function fcDoctor(...widgets: readonly Element[]): Promise<readonly Finding[]> {
  const { examineWidgets } = await import('./fast-comments-doctor.js');
  return examineWidgets(
    widgets.length > 0 ? widgets : [...document.querySelectorAll('fast-comments')],
  );
}
