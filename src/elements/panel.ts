/**
 * Panels in the top layer: a dialog at the button that opened it, on a narrow screen a sheet at the
 * lower edge. Escape, a press beside it and "Close" end it; the button gets the focus back.
 */
import { html, nothing, render, type TemplateResult } from 'lit';
import overlay from '../theme/overlay.css?inline';
import panels from '../theme/panel.css?inline';
import { adoptSheet } from '../theme/index.js';
import { fullTexts } from '../i18n/full-texts.js';
import { startEdge } from './start-edge.js';
import type { ThreadHost } from './thread-host.js';

/** An open panel. */
export interface Panel {
  readonly dialog: HTMLDialogElement;
  /** Aborted when the panel is closed. */
  readonly signal: AbortSignal;
  /** Draws what is in it, anew or for the first time. `bar` stands above what scrolls. */
  readonly draw: (content: unknown, bar?: unknown) => void;
  readonly close: () => void;
  /** Says a text politely: what stands outside a modal dialog is not heard while it is open. */
  readonly say: (text: string) => void;
}

/** The part that says which panel it is. */
export type PanelPart = 'gifs' | 'notifications' | 'people-panel' | 'reactors' | 'voters';

/** How a panel looks and where it belongs. */
export interface PanelOptions {
  readonly title: string;
  /** Its part, and with `fc-` its class. */
  readonly part: PanelPart;
  /** What opened it, and gets the focus back; it stands beside it. */
  readonly button: HTMLElement;
  /** Closes it: the thread is left. */
  readonly until?: AbortSignal | undefined;
  /** What gets the focus back instead of the button. */
  readonly focus?: () => void;
}

let panelCount = 0;

/** Opens a panel; it is empty until it is drawn. */
export function openPanel(host: ThreadHost, options: PanelOptions): Panel {
  const { button, part, title, until } = options;
  const t = fullTexts(host.t);
  const id = `fc-panel-${++panelCount}`;
  const abort = new AbortController();
  const { signal } = abort;
  const dialog = document.createElement('dialog');
  adoptSheet(host.root, overlay);
  adoptSheet(host.root, panels);
  dialog.className = `panel fc-${part}`;
  dialog.setAttribute('part', `panel ${part}`);
  dialog.setAttribute('aria-labelledby', id);
  const close = () => dialog.close();
  let said = '';
  let drawn: readonly unknown[] = [];
  const draw = (content: unknown, bar: unknown = nothing) => {
    drawn = [content, bar];
    const page: TemplateResult = html`<div class="panel-head" part="panel-header">
        <h2 id=${id} part="panel-title">${title}</h2>
        <button
          type="button"
          class="act i i-close"
          part="close-button"
          aria-label=${t('close')}
          @click=${close}
        ></button>
      </div>
      ${bar}
      <div class="panel-body" part="panel-body">${content}</div>
      <div class="vh" role="status">${said}</div>`;
    if (signal.aborted) return;
    render(page, dialog);
    // What scrolls can be reached by keys, even where nothing in it can.
    const body = dialog.querySelector<HTMLElement>('.panel-body');
    if (body) body.tabIndex = body.querySelector('a, button, [tabindex]') ? -1 : 0;
  };
  dialog.addEventListener('close', () => {
    abort.abort();
    dialog.remove();
    if (options.focus) options.focus();
    else if (button.isConnected) button.focus();
  });
  // Only the dialog itself lies under a press on its backdrop; its content fills it.
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) close();
  });
  until?.addEventListener('abort', close, { signal });
  draw(nothing);
  host.root.querySelector('.overlays')?.append(dialog);
  // Else the widget was taken off the page meanwhile.
  if (dialog.isConnected) dialog.showModal();
  else abort.abort();
  const replace = () => place(dialog, button);
  replace();
  addEventListener('resize', replace, { signal });
  addEventListener('scroll', replace, { capture: true, passive: true, signal });
  const say = (text: string) => {
    said = text;
    draw(...(drawn as [unknown, unknown]));
  };
  return { dialog, signal, draw, close, say };
}

/** Says where the panel stands, for a style sheet that wants it there. */
function place(dialog: HTMLElement, button: HTMLElement): void {
  const from = button.getBoundingClientRect();
  const { width } = dialog.getBoundingClientRect();
  const gap = 6;
  const above = from.top - 2 * gap;
  const below = innerHeight - from.bottom - 2 * gap;
  const isBelow = below >= Math.min(above, 420);
  const left = startEdge(button, width, gap);
  const { style } = dialog;
  style.setProperty('--_left', `${left}px`);
  style.setProperty('--_top', isBelow ? `${Math.max(gap, from.bottom + gap)}px` : 'auto');
  style.setProperty('--_bottom', isBelow ? 'auto' : `${innerHeight - from.top + gap}px`);
  style.setProperty('--_room', `${Math.max(160, isBelow ? below : above)}px`);
}
