/** The list of notifications. */
import type { Session } from '../session/index.js';
import type { ComposerHost } from './fc-composer.js';

/** Opens it. */
export async function openNotifications(
  _host: ComposerHost,
  _session: Session,
  _button: HTMLElement,
): Promise<void> {
  await Promise.resolve();
}
