import { allowedTags, attributeRules } from './allow-list.js';
import { decorateBasically } from './decorate-basically.js';
import { decorator, type Decoration } from './decoration.js';
import { isHeavy, isPlain, maxTags, plainText } from './plain-text.js';
import { purify } from './purify.js';
import type { WideList } from './wide-list.js';

/** How a body is sanitised and decorated. */
export interface SanitiseOptions extends Decoration {
  /** For `headerHTML`, which the site's owner writes: `wideList`. */
  readonly wide?: WideList;
  /** Whether frames become click-to-load links; else they go. */
  readonly allowEmbeds?: boolean;
}

/** Elements inside elements; what is deeper is flattened to its text, line breaks and images. */
export const maxDepth = 40;
/** Images in one body; the ones after become links. */
export const maxImages = 100;
/** Characters of markup; longer markup is shown as plain text. */
export const maxMarkup = 200_000;

const commentTags = new Set(allowedTags);

// eslint-disable-next-line no-control-regex -- control characters are what it is for
const controls = /[\0-\x08\x0b-\x1f\x7f]+/g;

/** What the walk is inside of, as far as it matters; `verbatim` is `code` or `pre`. */
interface Inside {
  readonly a?: boolean;
  readonly li?: boolean;
  readonly spoiler?: boolean;
  readonly verbatim?: boolean;
}

interface Walk {
  readonly options: SanitiseOptions | undefined;
  images: number;
}

/**
 * Makes markup from anyone safe to insert. Nothing of it has run or been fetched when this returns;
 * images start to load when the fragment is inserted. Nothing is serialised and parsed again: the
 * nodes that `purify` let through are walked once more, to look at values (URLs, classes, numbers), to
 * contain structure, and to decorate what stays.
 *
 * With `options`, links open elsewhere and images are lazy and have alternative text; once a decorator
 * is there, links name their host, spoilers get their mask, mentions and hashtags are marked (see
 * {@link Decoration}). Without, the fragment is the bare subset.
 *
 * Where markup cannot be parsed (the page requires Trusted Types and refuses our policy), is longer
 * than {@link maxMarkup}, or would take long ({@link isHeavy}), the fragment holds its plain text.
 */
export function sanitise(html: string, options?: SanitiseOptions): DocumentFragment {
  const plain = isPlain(html);
  const mode = options?.wide ? 'wide' : options?.allowEmbeds ? 'embeds' : 'comment';
  const parses = !plain && html.length <= maxMarkup && !isHeavy(html);
  let fragment = parses ? purify(html, mode, options?.wide) : null;
  // A parser can make much of little.
  if (fragment === null || tagsOf(fragment) >= maxTags) {
    fragment = document.createDocumentFragment();
    fragment.append(plain ? html : plainText(html));
  }
  fragment.normalize();
  walk(fragment, 0, {}, { options, images: 0 });
  return fragment;
}

/** Tags that will be left of something: those of images that become links are counted already. */
function tagsOf(fragment: DocumentFragment): number {
  const count = (selector: string) => fragment.querySelectorAll(selector).length;
  return 2 * count('*') - count('br') - Math.min(count('img'), maxImages);
}

function walk(parent: Node, depth: number, inside: Inside, state: Walk): void {
  let node = parent.firstChild;
  while (node) {
    if (node.nodeType === Node.ELEMENT_NODE) {
      node = visit(node as HTMLElement, depth, inside, state);
      continue;
    }
    const next: ChildNode | null = node.nextSibling;
    if (node.nodeType === Node.TEXT_NODE) {
      const text = node as Text;
      const clean = text.data.replace(controls, '');
      if (clean !== text.data) text.data = clean;
      if (state.options && !inside.a && !inside.verbatim) decorator?.text(text, state.options);
    } else node.remove();
    node = next;
  }
}

/** Settles one element and what is in it; returns the node to go on with. */
function visit(element: HTMLElement, depth: number, inside: Inside, state: Walk): ChildNode | null {
  const { options } = state;
  const tag = element.localName;
  const next = element.nextSibling;
  if (tag === 'iframe' && options?.allowEmbeds) {
    const link = decorator?.frame(element.getAttribute('src'), element, options);
    element.replaceWith(...(link ? [inside.a ? link.textContent : link] : []));
    return next;
  }
  // `purify` has seen to this; it is looked at again because so little code can.
  if (!(options?.wide?.tags.includes(tag) ?? commentTags.has(tag))) {
    element.remove();
    return next;
  }
  // Markup cannot nest these, but dropped elements between them can leave it so.
  if (inside[tag as keyof Inside]) {
    return replaceBy(element, [...element.childNodes]) ?? next;
  }
  // A spoiler stays at any depth: it keeps its mask, and there are none inside it.
  if (depth >= maxDepth && element.firstChild && tag !== 'spoiler') {
    return replaceBy(element, leaves(element)) ?? next;
  }
  if (tag === 'a' && !inside.spoiler && element.querySelector('spoiler')) {
    // A button cannot stand in a link: the mask goes round the whole link.
    const mask = element.ownerDocument.createElement('spoiler');
    element.replaceWith(mask);
    mask.append(element);
    return mask;
  }
  tidyAttributes(element, options?.wide);
  if (tag === 'img' && !tidyImage(element as HTMLImageElement, inside, state)) return next;
  walk(element, depth + 1, enter(inside, tag), state);
  const first = element.firstChild;
  if (tag === 'pre' && first?.nodeType === Node.TEXT_NODE) {
    // A parser drops the first newline here, so that what is copied and parsed again stays the same.
    (first as Text).data = (first as Text).data.replace(/^\n+/, '');
  }
  if (options) decorate(element, inside, options);
  return next;
}

function decorate(element: HTMLElement, inside: Inside, options: SanitiseOptions): void {
  if (decorator) decorator.element(element, inside, options);
  else decorateBasically(element, options);
}

function enter(inside: Inside, tag: string): Inside {
  switch (tag) {
    case 'a':
    case 'li':
    case 'spoiler':
      return { ...inside, [tag]: true };
    case 'pre':
    case 'code':
      return { ...inside, verbatim: true };
    case 'ul':
    case 'ol':
      return { ...inside, li: false };
    default:
      return inside;
  }
}

function tidyAttributes(element: HTMLElement, wide: WideList | undefined): void {
  const rules = wide?.rules ?? attributeRules;
  for (const { name, value } of [...element.attributes]) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    const kept =
      rule && (!rule.on || rule.on.split(' ').includes(element.localName))
        ? rule.keep(value.replace(controls, ''))
        : null;
    if (kept === null) element.removeAttribute(name);
    else if (kept !== value) element.setAttribute(name, kept);
  }
}

/** False if the image gave way: to its text if it has no source, to a link if there are too many. */
function tidyImage(image: HTMLImageElement, inside: Inside, state: Walk): boolean {
  const source = image.getAttribute('src');
  if (source && ++state.images <= maxImages) return true;
  const alt = image.alt || source || '';
  if (source && !inside.a) {
    const link = image.ownerDocument.createElement('a');
    link.href = source;
    link.textContent = alt;
    image.replaceWith(link);
    if (state.options) decorate(link, inside, state.options);
  } else image.replaceWith(alt);
  return false;
}

/** Puts nodes in an element's place; returns the first of them. */
function replaceBy(element: Element, nodes: readonly ChildNode[]): ChildNode | null {
  const fragment = element.ownerDocument.createDocumentFragment();
  for (const node of nodes) fragment.append(node);
  element.replaceWith(fragment);
  return nodes[0] ?? null;
}

/** What stays of a subtree that is nested too deeply, in document order. */
function leaves(root: Element): ChildNode[] {
  const found: ChildNode[] = [];
  const stack: ChildNode[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.nodeType === Node.TEXT_NODE || /^(?:br|img|spoiler)$/i.test(node.nodeName)) {
      found.push(node);
    } else {
      for (let child = node.lastChild; child; child = child.previousSibling) stack.push(child);
    }
  }
  return found;
}
