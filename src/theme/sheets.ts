/** The widget's style sheets, constructed once for all its instances: no inline style is needed. */
import base from './base.css?inline';
import composer from './composer.css?inline';
import thread from './thread.css?inline';

const made = new Map<string, CSSStyleSheet>();

/** The host's own sheets: they stay behind ours, so that they win. */
const custom = new WeakSet<CSSStyleSheet>();

function sheetOf(text: string): CSSStyleSheet {
  let sheet = made.get(text);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    made.set(text, sheet);
  }
  return sheet;
}

/** Gives a shadow root what first paint needs; `isBare` nothing, and nothing later either. */
export function adoptBase(root: ShadowRoot, isBare: boolean): void {
  root.adoptedStyleSheets = isBare ? [] : [sheetOf(base + thread + composer)];
}

/** Adds a sheet of a lazily loaded part, once, before the host's. */
export function adoptSheet(root: ShadowRoot, text: string): void {
  const sheets = root.adoptedStyleSheets;
  const sheet = sheetOf(text);
  const own = sheets.filter((other) => !custom.has(other));
  if (own.length === 0 || own.includes(sheet)) return;
  root.adoptedStyleSheets = [...own, sheet, ...sheets.filter((other) => custom.has(other))];
}

/** Puts the host's sheet in the place of its last one; null for none. */
export function adoptCustom(root: ShadowRoot, sheet: CSSStyleSheet | null): void {
  const own = root.adoptedStyleSheets.filter((other) => !custom.has(other));
  if (sheet) custom.add(sheet);
  root.adoptedStyleSheets = sheet ? [...own, sheet] : own;
}
