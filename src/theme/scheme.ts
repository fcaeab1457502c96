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
  const canvas = canvasScheme(element);
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

function canvasScheme(element: Element): Scheme {
  const scheme = getComputedStyle(element).colorScheme;
  const canBeDark = scheme.includes('dark');
  const isDark =
    canBeDark && (!scheme.includes('light') || matchMedia('(prefers-color-scheme: dark)').matches);
  return isDark ? 'dark' : 'light';
}

/** Whether a computed colour is dark or light; null if it is (nearly) transparent or not readable. */
function schemeOf(colour: string): Scheme | null {
  const srgb = /^rgba?\(([\d.]+)[ ,]+([\d.]+)[ ,]+([\d.]+)(?:[ ,/]+([\d.]+)(%?))?\)$/.exec(colour);
  if (srgb) {
    const alpha = srgb[4] === undefined ? 1 : Number(srgb[4]) / (srgb[5] ? 100 : 1);
    if (alpha < 0.5) return null;
    const [red = 0, green = 0, blue = 0] = [srgb[1], srgb[2], srgb[3]].map(
      (part) => Number(part) / 255,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.45 ? 'dark' : 'light';
  }
  // oklch(), oklab(), lab(), lch(): lightness comes first, out of 1 or of 100.
  const other = /^(oklch|oklab|lab|lch)\(([\d.]+)(%?)/.exec(colour);
  if (other && !/\/ ?0(\.[0-4]\d*)?\)/.test(colour)) {
    const whole = other[3] || !other[1]?.startsWith('ok') ? 100 : 1;
    return Number(other[2]) / whole < 0.55 ? 'dark' : 'light';
  }
  return null;
}

/** Calls `changed` when the page may have switched its theme. Returns how to stop. */
export function watchScheme(changed: () => void): () => void {
  const query = matchMedia('(prefers-color-scheme: dark)');
  query.addEventListener('change', changed);
  const observer = new MutationObserver(changed);
  const options = {
    attributes: true,
    attributeFilter: ['class', 'style', 'data-theme', 'data-mode'],
  };
  for (const node of [document.documentElement, document.body as HTMLElement | null]) {
    if (node) observer.observe(node, options);
  }
  return () => {
    query.removeEventListener('change', changed);
    observer.disconnect();
  };
}
