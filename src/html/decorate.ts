import { decorateBasically, isGif } from './decorate-basically.js';
import type { Decoration, Decorator } from './decoration.js';
import { hostOf, safeUrl } from './safe-url.js';

/** Providers whose frames the service lets through by itself, as far as they are known. */
const embedProviders =
  /^(?:(?:www\.)?youtube(?:-nocookie)?\.com|player\.vimeo\.com|open\.spotify\.com|w\.soundcloud\.com|(?:player|clips)\.twitch\.tv|codepen\.io|www\.dailymotion\.com|giphy\.com)$/;

/** Tags as the service finds them, and names after white space; neither inside a bare URL. */
const marks =
  /\B#(?<!:\/\/\S{0,300})[a-z0-9_-]+|(?<![^\s(])@[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?/giu;

/** Twice the marks in one text; the rest of it stays text. */
const maxMarks = 400;

/** Something that reads like a host: `example.com`, `https://example.com/page`. */
const looksLikeHost = /^(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})(?=$|[/:?#])/iu;

function hashtagButton(owner: Document, text: string): HTMLButtonElement {
  const button = owner.createElement('button');
  button.type = 'button';
  button.dataset.fc = 'hashtag';
  button.value = text.slice(1);
  button.textContent = text;
  button.setAttribute('part', 'hashtag');
  return button;
}

/** Marks the `@names` and `#tags` in a text. */
function decorateText(
  text: Text,
  { mentions, hashtags, wide }: Decoration & { wide?: unknown },
): void {
  const { data, ownerDocument } = text;
  if (wide || !/[@#]/.test(data)) return;
  const nodes: (Node | string)[] = [];
  let end = 0;
  for (const { 0: mark, index } of data.matchAll(marks)) {
    const isTag = mark.startsWith('#');
    if ((isTag ? hashtags : mentions) === false) continue;
    let node: HTMLElement;
    if (isTag) node = hashtagButton(ownerDocument, mark);
    else {
      node = ownerDocument.createElement('span');
      node.className = 'mention';
      node.setAttribute('part', 'mention');
      node.textContent = mark;
    }
    nodes.push(data.slice(end, index), node);
    end = index + mark.length;
    if (nodes.length >= maxMarks) break;
  }
  if (end > 0) text.replaceWith(...nodes, data.slice(end));
}

/** Decorates one settled element whose children are decorated already; may replace it. */
function decorateElement(
  element: HTMLElement,
  inside: { readonly a?: boolean | undefined },
  options: Decoration & { wide?: unknown },
): void {
  const { localName: tag, classList } = element;
  decorateBasically(element, options);
  let part: string | undefined = parts[tag as keyof typeof parts];
  if (tag === 'a') part = decorateLink(element as HTMLAnchorElement);
  else if (tag === 'img') {
    decorateImage(element as HTMLImageElement, inside, options);
    return;
  } else if (tag === 'spoiler') {
    maskSpoiler(element, options);
    return;
  }
  if (classList.contains('hashtag') && options.hashtags !== false) {
    const text = element.textContent.trim();
    if (!inside.a && !element.hasAttribute('href') && /^#[^\s#]+$/.test(text)) {
      element.replaceWith(hashtagButton(element.ownerDocument, text));
      return;
    }
    part = 'hashtag';
  }
  if (
    classList.contains('mention') ||
    ((tag === 'b' || tag === 'strong') && /^@\S.{0,80}$/.test(element.textContent))
  ) {
    part = part ? `${part} mention` : 'mention';
    for (const inner of element.querySelectorAll('.mention')) inner.replaceWith(inner.textContent);
  }
  if (part) element.setAttribute('part', part);
}

const parts = { blockquote: 'blockquote', code: 'code', pre: 'code-block' } as const;

/** Sends a link elsewhere and notes its real host; returns its parts. */
function decorateLink(link: HTMLAnchorElement): string | undefined {
  const url = link.getAttribute('href');
  if (!url) return undefined;
  const host = hostOf(url);
  if (host) link.dataset.fcHost = host;
  const text = link.textContent.trim();
  const [only] = link.children;
  if (!text && only && link.children.length === 1 && only.localName === 'img') {
    link.dataset.fc = 'image';
    return 'image-link';
  }
  const claimed = looksLikeHost.exec(text)?.[1];
  if (!claimed || !host) return 'link';
  // The parser's form of both, so that `münchen.example` and its ASCII form are one host.
  const said = hostOf(safeUrl(`http://${claimed}`, 'link') ?? '').replace(/^www\./, '');
  const real = host.replace(/^www\.|:\d+$/g, '');
  if (said === real || real.endsWith(`.${said}`)) return 'link';
  link.title = host;
  return 'link link-mismatch';
}

function decorateImage(
  image: HTMLImageElement,
  inside: { readonly a?: boolean | undefined },
  { labels }: Decoration,
): void {
  const sized = image.hasAttribute('width') && image.hasAttribute('height');
  if (!image.classList.contains('react')) {
    image.setAttribute('part', sized ? 'comment-image comment-image-sized' : 'comment-image');
  }
  const source = image.dataset.fcSrc;
  if (source === undefined || image.closest('[data-fc="held"]')) return;
  const gif = isGif(source);
  const button = image.ownerDocument.createElement('button');
  button.type = 'button';
  button.dataset.fc = 'held';
  button.setAttribute('part', 'image-hold');
  button.setAttribute('aria-pressed', 'false');
  button.setAttribute('aria-label', `${gif ? labels.playGif : labels.loadImage}: ${image.alt}`);
  const link = inside.a ? image.closest('a') : null;
  // A button cannot stand in a link: it follows it, and takes its place if nothing else is in it.
  if (link) link.after(button);
  else image.replaceWith(button);
  button.append(image);
  if (link && !link.textContent.trim() && !link.querySelector('img')) link.remove();
}

function maskSpoiler(spoiler: HTMLElement, { labels }: Decoration): void {
  const { ownerDocument: owner } = spoiler;
  const mask = owner.createElement('span');
  mask.dataset.fc = 'spoiler';
  mask.setAttribute('part', 'spoiler');
  const button = owner.createElement('button');
  button.type = 'button';
  button.setAttribute('part', 'spoiler-button');
  button.setAttribute('aria-expanded', 'false');
  button.textContent = labels.spoiler;
  const text = owner.createElement('span');
  text.inert = true;
  text.setAttribute('part', 'spoiler-text');
  while (spoiler.firstChild) text.append(spoiler.firstChild);
  mask.append(button, text);
  spoiler.replaceWith(mask);
}

/**
 * The link that stands for a frame, or null if the frame's address may not be used. Only `https`
 * hosts that are known or allowed can be loaded in place; the link opens the others elsewhere.
 */
function frameLink(
  source: string | null,
  frame: Element,
  options: Decoration,
): HTMLAnchorElement | null {
  const { labels, allowedEmbedDomains } = options;
  const url = safeUrl(source, 'image');
  if (!url) return null;
  const host = hostOf(url);
  const link = frame.ownerDocument.createElement('a');
  link.href = url;
  link.textContent = labels.embed(host);
  decorateBasically(link, options);
  link.setAttribute('part', decorateLink(link) ?? '');
  if (
    url.startsWith('https:') &&
    // A setting that nobody has looked at: what is no list counts as not set.
    (!Array.isArray(allowedEmbedDomains) ||
      embedProviders.test(host) ||
      allowedEmbedDomains.includes(host))
  ) {
    link.dataset.fc = 'embed';
    link.setAttribute('part', 'link embed');
  }
  return link;
}

/** The whole of it. */
export const fullDecorator: Decorator = {
  text: decorateText,
  element: decorateElement,
  frame: frameLink,
};

/**
 * Decorates a body that stands on the page already, in place: nothing of it is loaded or laid out
 * again but what changes. What is decorated already stays as it is: the decorator may have come after
 * the body was sanitised or before.
 */
export function decorateBody(body: Element, options: Decoration): void {
  const visit = (parent: Node, inside: { a?: boolean; verbatim?: boolean }): void => {
    for (const node of [...parent.childNodes]) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (!inside.a && !inside.verbatim) decorateText(node as Text, options);
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        const { dataset, localName } = node as HTMLElement;
        if (dataset.fc) continue;
        visit(node, {
          a: inside.a || localName === 'a',
          verbatim: inside.verbatim || localName === 'pre' || localName === 'code',
        });
        decorateElement(node as HTMLElement, inside, options);
      }
    }
  };
  visit(body, {});
}
