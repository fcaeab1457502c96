/** Where the caret of a text box is on the screen; browsers do not say. */

/** What makes the same text break into the same lines. */
const copied = [
  'border-block-start-width',
  'border-inline-start-width',
  'border-inline-end-width',
  'direction',
  'font-family',
  'font-size',
  'font-style',
  'font-weight',
  'letter-spacing',
  'line-height',
  'padding-block-start',
  'padding-inline-start',
  'padding-inline-end',
  'tab-size',
  'text-align',
  'text-indent',
  'word-spacing',
] as const;

/**
 * The place of a character of a text box, in viewport coordinates: a mirror of the box is laid out
 * beside it and measured.
 */
export function caretRect(area: HTMLTextAreaElement, offset: number): DOMRect {
  const style = getComputedStyle(area);
  const mirror = document.createElement('div');
  const caret = document.createElement('span');
  for (const name of copied) mirror.style.setProperty(name, style.getPropertyValue(name));
  const own = {
    position: 'absolute',
    visibility: 'hidden',
    'box-sizing': 'border-box',
    'border-style': 'solid',
    'white-space': 'pre-wrap',
    'overflow-wrap': 'break-word',
    width: `${area.offsetWidth}px`,
    top: '0',
    left: '0',
  };
  for (const [name, value] of Object.entries(own)) mirror.style.setProperty(name, value);
  caret.textContent = '\u200b';
  mirror.append(area.value.slice(0, offset), caret, area.value.slice(offset) || ' ');
  area.parentElement?.append(mirror);
  const at = caret.getBoundingClientRect();
  const from = mirror.getBoundingClientRect();
  const box = area.getBoundingClientRect();
  mirror.remove();
  return new DOMRect(
    box.left + at.left - from.left,
    box.top + at.top - from.top - area.scrollTop,
    0,
    at.height,
  );
}
