/** The menu under the visitor's name. */
import { openMenu, type MenuItem } from './popup.js';
import type { ThreadHost } from './thread-host.js';

/** Opens it at its button. */
export function openUserMenu(
  host: ThreadHost,
  button: HTMLElement,
  acts: { readonly logout: (() => void) | undefined },
): void {
  const items: MenuItem[] = [];
  if (acts.logout) items.push({ text: host.t('logOut'), run: acts.logout });
  openMenu(host, button, items);
}
