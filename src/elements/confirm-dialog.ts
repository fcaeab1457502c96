/** Questions that need an answer, and texts that need to be copied by hand: modal, in the top layer. */
import { html, render, type TemplateResult } from 'lit';
import overlay from '../theme/overlay.css?inline';
import { adoptSheet } from '../theme/index.js';
import type { ThreadHost } from './thread-host.js';

let dialogs = 0;

/** Opens a modal dialog with a content; resolves to what `close` was called with, or null on Escape. */
export function openDialog<T>(
  host: ThreadHost,
  role: 'dialog' | 'alertdialog',
  content: (
    close: (value: T | null) => void,
    ids: { title: string; text: string },
  ) => TemplateResult,
): Promise<T | null> {
  adoptSheet(host.root, overlay);
  const id = `fc-dialog-${++dialogs}`;
  const ids = { title: `${id}-title`, text: `${id}-text` };
  const dialog = document.createElement('dialog');
  const before = host.root.activeElement as HTMLElement | null;
  dialog.className = 'dialog';
  dialog.setAttribute('part', 'dialog');
  dialog.setAttribute('role', role);
  dialog.setAttribute('aria-labelledby', ids.title);
  if (role === 'alertdialog') dialog.setAttribute('aria-describedby', ids.text);
  return new Promise((resolve) => {
    let value: T | null = null;
    const close = (given: T | null) => {
      value = given;
      dialog.close();
    };
    dialog.addEventListener('close', () => {
      dialog.remove();
      if (before?.isConnected) before.focus();
      resolve(value);
    });
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) close(null);
    });
    render(content(close, ids), dialog);
    host.root.querySelector('.overlays')?.append(dialog);
    // Else the widget was taken off the page meanwhile.
    if (dialog.isConnected) dialog.showModal();
    else resolve(null);
  });
}

/** Asks whether to go on. The way back has the focus first. */
export async function confirm(
  host: ThreadHost,
  texts: {
    readonly title: string;
    readonly text: string;
    readonly yes: string;
    readonly no: string;
  },
): Promise<boolean> {
  const answer = await openDialog<boolean>(
    host,
    'alertdialog',
    (close, ids) =>
      html`<div class="dialog-body">
        <h2 id=${ids.title}>${texts.title}</h2>
        <p id=${ids.text}>${texts.text}</p>
        <div class="row">
          <span class="grow"></span>
          <button
            type="button"
            class="btn"
            part="cancel-button"
            autofocus
            @click=${() => close(false)}
          >
            ${texts.no}
          </button>
          <button
            type="button"
            class="btn danger"
            part="confirm-button"
            @click=${() => close(true)}
          >
            ${texts.yes}
          </button>
        </div>
      </div>`,
  );
  return answer ?? false;
}

/** Shows a text to be copied where the clipboard is out of reach. */
export async function showText(host: ThreadHost, title: string, text: string): Promise<void> {
  await openDialog<true>(
    host,
    'dialog',
    (close, ids) =>
      html`<div class="dialog-body">
        <h2 id=${ids.title}>${title}</h2>
        <div class="field">
          <input
            readonly
            aria-labelledby=${ids.title}
            .value=${text}
            autofocus
            @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
          />
        </div>
        <div class="row">
          <span class="grow"></span>
          <button type="button" class="btn" @click=${() => close(true)}>
            ${host.t('dismiss')}
          </button>
        </div>
      </div>`,
  );
}
