/**
 * Menus in the top layer: one at a time, closed by Escape, a press elsewhere, or when their button
 * leaves the screen, with the keys of the menu-button pattern. Source: ARIA Authoring Practices, "Menu Button".
 */
import { html, render } from 'lit';
import { adoptSheet } from '../theme/index.js';
import { startEdge } from './start-edge.js';
import type { ThreadHost } from './thread-host.js';
import overlay from '../theme/overlay.css?inline';

/** One entry of a menu. */
export interface MenuItem {
  readonly text: string;
  readonly run: () => void;
  readonly isDanger?: boolean;
}

let close: ((returnsFocus: boolean) => void) | null = null;

/** Opens a menu below (or above) its button; a second press of the button closes it. */
export function openMenu(host: ThreadHost, button: HTMLElement, items: readonly MenuItem[]): void {
  const wasOpen = button.getAttribute('aria-expanded') === 'true';
  close?.(wasOpen);
  if (wasOpen) return;
  adoptSheet(host.root, overlay);
  const menu = document.createElement('div');
  menu.className = 'menu';
  menu.setAttribute('part', 'menu');
  menu.setAttribute('role', 'menu');
  menu.setAttribute('aria-label', button.getAttribute('aria-label') ?? button.textContent);
  menu.popover = 'manual';
  render(
    items.map(
      (item) =>
        html`<button
          type="button"
          role="menuitem"
          tabindex="-1"
          class=${item.isDanger ? 'danger' : ''}
          part="menu-item"
          @click=${() => {
            shut(true);
            item.run();
          }}
        >
          ${item.text}
        </button>`,
    ),
    menu,
  );
  host.root.querySelector('.overlays')?.append(menu);
  // The widget was taken off the page while this was loaded.
  if (!menu.isConnected) return;
  menu.showPopover();
  button.setAttribute('aria-expanded', 'true');
  place(menu, button);
  const entries = [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  entries[0]?.focus();

  const leave = (event: Event) => {
    const path = event.composedPath();
    if (!path.includes(menu) && !path.includes(button)) shut(false);
  };
  const follow = () => {
    const { bottom, top } = button.getBoundingClientRect();
    if (bottom > 0 && top < innerHeight) place(menu, button);
    else shut(menu.contains(host.root.activeElement));
  };
  const onKey = (event: KeyboardEvent) => {
    const at = entries.indexOf(host.root.activeElement as HTMLElement);
    const go = (index: number) => {
      event.preventDefault();
      entries[(index + entries.length) % entries.length]?.focus();
    };
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      shut(true);
    } else if (event.key === 'Tab') shut(true);
    else if (event.key === 'ArrowDown') go(at + 1);
    else if (event.key === 'ArrowUp') go(at - 1);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(entries.length - 1);
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      const letter = event.key.toLowerCase();
      const order = [...entries.slice(at + 1), ...entries.slice(0, at + 1)];
      order.find((entry) => entry.textContent.trim().toLowerCase().startsWith(letter))?.focus();
    }
  };
  const shut = (returnsFocus: boolean) => {
    if (close === shut) close = null;
    document.removeEventListener('pointerdown', leave, true);
    removeEventListener('resize', follow);
    removeEventListener('scroll', follow, true);
    menu.remove();
    button.setAttribute('aria-expanded', 'false');
    if (returnsFocus) button.focus({ preventScroll: true });
  };
  close = shut;
  menu.addEventListener('keydown', onKey);
  menu.addEventListener('focusout', (event) => {
    if (event.relatedTarget !== null && !menu.contains(event.relatedTarget as Node)) shut(false);
  });
  document.addEventListener('pointerdown', leave, true);
  addEventListener('resize', follow);
  addEventListener('scroll', follow, { capture: true, passive: true });
}

/** Puts the menu at its button, inside the viewport. */
function place(menu: HTMLElement, button: HTMLElement): void {
  const from = button.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const gap = 4;
  const below = from.bottom + gap + size.height <= innerHeight;
  const top = below ? from.bottom + gap : Math.max(gap, from.top - gap - size.height);
  const left = startEdge(button, size.width, gap);
  menu.style.setProperty('top', `${top}px`);
  menu.style.setProperty('left', `${left}px`);
}
