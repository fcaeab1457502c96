/** Changing the text of a box as if it had been typed: the browser's own undo takes it back. */
import type { Edit } from '../html/composer-marks.js';
import type { Draft } from '../store/index.js';
import type { ComposerHost } from './fc-composer.js';

/** A text box that can have tools: `fc-composer` and `fc-edit-box`. Has an element of class `tools`. */
export interface TextBox extends HTMLElement {
  readonly host: ComposerHost;
  readonly textarea: HTMLTextAreaElement | null;
  /** Notes somebody named in the text. */
  addMention(mention: NonNullable<Draft['mentions']>[number]): void;
}

const isLow = (code: number) => code >= 0xdc00 && code < 0xe000;

/** The one stretch in which two texts differ; never half of a surrogate pair. */
function differenceOf(
  before: string,
  after: string,
): { readonly start: number; readonly end: number; readonly insert: string } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  if (isLow(before.charCodeAt(start)) || isLow(after.charCodeAt(start))) start--;
  start = Math.max(0, start);
  let tail = 0;
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  if (tail > 0 && isLow(before.charCodeAt(before.length - tail))) tail--;
  return {
    start,
    end: before.length - tail,
    insert: after.slice(start, after.length - tail),
  };
}

/**
 * Puts an edit into a text box. With `focus` the box gets the focus and the edit's selection; without
 * it a box that is not being written in stays so.
 */
export function applyEdit(
  area: HTMLTextAreaElement,
  { text, start, end }: Edit,
  focus = true,
): void {
  const root = area.getRootNode() as Document | ShadowRoot;
  const { scrollTop } = area;
  if (focus) area.focus({ preventScroll: true });
  const hasFocus = root.activeElement === area;
  if (area.value !== text) {
    if (!hasFocus || !typeIn(area, text)) {
      area.value = text;
      area.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    }
    area.scrollTop = scrollTop;
  }
  // Where the box has no focus, selecting would give it one in some browsers.
  if (hasFocus) area.setSelectionRange(start, end);
}

/** Types the difference, so that it can be undone; false if the browser does not. */
function typeIn(area: HTMLTextAreaElement, text: string): boolean {
  const { start, end, insert } = differenceOf(area.value, text);
  area.setSelectionRange(start, end);
  // There is no other way into the browser's undo stack.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const isDone = document.execCommand(insert ? 'insertText' : 'delete', false, insert);
  return isDone && area.value === text;
}
