/** The widget's style sheets, constructed once for all its instances: no inline style is needed. */
import base from './base.css?inline';
import composer from './composer.css?inline';
import thread from './thread.css?inline';

const made = new Map<string, CSSStyleSheet>();

/** The sheet of a text; the same object for the same text. */
export function sheetOf(text: string): CSSStyleSheet {
  let sheet = made.get(text);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    made.set(text, sheet);
  }
  return sheet;
}

/** What first paint needs. */
export function baseSheets(): CSSStyleSheet[] {
  return [base, thread, composer].map(sheetOf);
}

/** Adds a sheet of a lazily loaded part to a shadow root, once. */
export function adoptSheet(root: ShadowRoot, text: string): void {
  const sheet = sheetOf(text);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
