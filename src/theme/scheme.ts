/** Which of the two themes fits the page, and whether the widget needs a ground of its own. */

/** A theme. */
export type Scheme = 'light' | 'dark';

/** How the widget is to look. */
export interface SchemeChoice {
  readonly scheme: Scheme;
  /** The page shows something else behind the widget: it paints its own surface. */
  readonly needsGround: boolean;
}

/**
 * Chooses between light and dark: what is asked for, else what lies behind the element, else what the
 * visitor prefers.
 */
export function chooseScheme(
  element: Element,
  theme: 'auto' | Scheme,
  hasDarkBackground: boolean | undefined,
): SchemeChoice {
  const behind = schemeBehind(element);
  const asked =
    theme !== 'auto'
      ? theme
      : hasDarkBackground === undefined
        ? undefined
        : hasDarkBackground
          ? 'dark'
          : 'light';
  const preferred = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const scheme = asked ?? behind ?? preferred;
  // Nothing painted behind is the browser's canvas: white, unless the page says it can be dark.
  const canvas = canvasScheme(element, preferred);
  const isKnown = hasDarkBackground !== undefined && hasDarkBackground === (scheme === 'dark');
  return { scheme, needsGround: !isKnown && scheme !== (behind ?? canvas) };
}

/** The scheme of the nearest painted background above an element; null if there is none. */
function schemeBehind(element: Element): Scheme | null {
  for (let at: Element | null = element; at; at = parentOf(at)) {
    const colour = getComputedStyle(at).backgroundColor;
    const scheme = schemeOf(colour);
    if (scheme) return scheme;
  }
  return null;
}

function parentOf(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot;
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** The browser's canvas is white, unless the page says that it can be dark. */
function canvasScheme(element: Element, preferred: Scheme): Scheme {
  const scheme = getComputedStyle(element).colorScheme;
  if (!scheme.includes('dark')) return 'light';
  return scheme.includes('light') ? preferred : 'dark';
}

/** Whether a computed colour is dark or light; null if it is (nearly) transparent or not readable. */
function schemeOf(colour: string): Scheme | null {
  const numbers = colour.match(/[\d.]+/g)?.map(Number) ?? [];
  const [first = 0, second = 0, third = 0, alpha = 1] = numbers;
  // `rgb()` in bytes; `oklch()` and `oklab()` begin with a lightness up to 1, `lch()` up to 100.
  const light = colour.startsWith('rgb')
    ? (0.2126 * first + 0.7152 * second + 0.0722 * third) / 255
    : colour.startsWith('ok')
      ? first
      : colour.startsWith('l')
        ? first / 100
        : NaN;
  return alpha < 0.5 || Number.isNaN(light) ? null : light < 0.5 ? 'dark' : 'light';
}
