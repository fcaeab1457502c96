/** The toolbar of a text box: one tab stop, arrows inside. Source: ARIA Authoring Practices, "Toolbar". */
import { html, nothing, type TemplateResult } from 'lit';
import { marks, type Mark } from '../html/composer-marks.js';
import type { FullTexts } from '../i18n/full-texts.js';
import type { RareTextKey } from '../i18n/english-rare.js';

/** The name of each mark, and the letter it is shown as (else an icon). */
const faces: Readonly<Record<Mark, readonly [name: RareTextKey, letter?: string]>> = {
  bold: ['bold', 'B'],
  italic: ['italic', 'I'],
  underline: ['underline', 'U'],
  strike: ['strikethrough', 'S'],
  link: ['link'],
  quote: ['quote'],
  code: ['code'],
  list: ['list'],
  ordered: ['orderedList'],
  spoiler: ['hideAsSpoiler'],
};

/** The marks that have a key: Ctrl, or Cmd on Apple's devices. */
const keys: Readonly<Partial<Record<Mark, string>>> = { bold: 'b', italic: 'i' };

const isApple = () => /Mac|iP(hone|ad|od)/.test(navigator.platform);

/** The mark a key press asks for, if it is one. */
export function markOfKey(event: KeyboardEvent): Mark | undefined {
  if (event.altKey || event.shiftKey || event.isComposing) return undefined;
  if (isApple() ? !event.metaKey || event.ctrlKey : !event.ctrlKey || event.metaKey) {
    return undefined;
  }
  const key = event.key.toLowerCase();
  return marks.find((mark) => keys[mark] === key);
}

/** The toolbar. `apply` puts a mark on what is selected. */
export function toolbarTemplate(
  t: FullTexts,
  hasSpoilers: boolean,
  apply: (mark: Mark) => void,
): TemplateResult {
  const shown = hasSpoilers ? marks : marks.filter((mark) => mark !== 'spoiler');
  return html`<div
    role="toolbar"
    class="marks"
    part="toolbar"
    aria-label=${t('formatting')}
    @keydown=${onKey}
  >
    ${shown.map((mark, index) => {
      const [key, letter] = faces[mark];
      const name = t(key);
      const shortcut = keys[mark]?.toUpperCase();
      return html`<button
        type="button"
        class=${letter ? 'tool' : `tool i i-${mark}`}
        part="tool tool-${mark}"
        tabindex=${index === 0 ? 0 : -1}
        aria-label=${name}
        aria-keyshortcuts=${shortcut ? `${isApple() ? 'Meta' : 'Control'}+${shortcut}` : nothing}
        title=${shortcut ? `${name} (${isApple() ? '⌘' : 'Ctrl+'}${shortcut})` : name}
        @mousedown=${keepFocus}
        @click=${() => apply(mark)}
      >
        ${letter ? html`<span class=${mark} aria-hidden="true">${letter}</span>` : nothing}
      </button>`;
    })}
  </div>`;
}

/** A press with the mouse leaves focus and selection where one writes. */
export function keepFocus(event: Event): void {
  event.preventDefault();
}

function onKey(event: KeyboardEvent): void {
  const bar = event.currentTarget as HTMLElement;
  const buttons = [...bar.querySelectorAll<HTMLElement>('button')];
  const at = buttons.indexOf(event.target as HTMLElement);
  const isRtl = getComputedStyle(bar).direction === 'rtl';
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: at + (isRtl ? -1 : 1),
    ArrowLeft: at + (isRtl ? 1 : -1),
    Home: 0,
    End: buttons.length - 1,
  };
  const to = steps[event.key];
  if (at < 0 || to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const next = buttons[(to + buttons.length) % buttons.length];
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next?.focus();
}
