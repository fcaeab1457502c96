/**
 * What end-to-end tests put into every page before anything else of it runs, as `fcPage`: looking
 * for things as a person does, and notes of what a test asks for afterwards.
 */
import { findAll, nameOf, roleOf } from '../support/roles.js';

/** Violations of the page's Content Security Policy, Trusted Types included. */
export const violations: string[] = [];

addEventListener(
  'securitypolicyviolation',
  ({ effectiveDirective, blockedURI, lineNumber, sample, sourceFile }) => {
    const place = `${sourceFile}:${String(lineNumber)}`;
    violations.push(`${effectiveDirective} ${blockedURI} ${place} ${sample}`);
  },
  true,
);

/** The shadow root of a widget on the page, once it is there. */
export function rootOf(selector: string): ShadowRoot | null {
  return document.querySelector(selector)?.shadowRoot ?? null;
}

/** The comment that says a text, or has that id. */
export function commentOf(root: ParentNode, text: string): HTMLElement | undefined {
  return findAll(root, 'article').find(
    (comment) =>
      comment.dataset.commentId === text ||
      (comment.querySelector('[part~="comment-body"], textarea')?.textContent ?? '').includes(text),
  );
}

/** What has a role and a name, in the comment with a text (its reply box included) or anywhere. */
export function find(
  root: ParentNode,
  role: string,
  name: string,
  within: string | null,
): HTMLElement | null {
  const comment = within === null ? undefined : commentOf(root, within);
  if (within !== null && !comment) return null;
  const boxes = comment ? [...(comment.parentElement?.children ?? [])] : [root];
  for (const box of boxes) {
    if (box instanceof HTMLUListElement) continue;
    const [found] = findAll(box, role, name);
    if (found) return found;
  }
  return null;
}

/** What has the focus, however deep. */
export interface Focused {
  readonly role: string;
  readonly name: string;
  /** Of the element, for what is outside of widgets. */
  readonly id: string;
  /** The comment it stands in, or is. */
  readonly commentId: string | null;
  readonly isExpanded: boolean | null;
  readonly isPressed: boolean | null;
  /** Whether a person can see where the focus is: an outline or a ring, on the screen, uncovered. */
  readonly shown: 'yes' | 'no ring' | 'off the screen' | 'covered';
}

function stateOf(element: Element, name: string): boolean | null {
  const value = element.getAttribute(name);
  return value === null ? null : value === 'true';
}

function hasRing(element: Element): boolean {
  const { boxShadow, outlineStyle, outlineWidth } = getComputedStyle(element);
  return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
}

function shownness(element: Element): Focused['shown'] {
  const isText = element.localName === 'textarea';
  const ringed = isText ? element.parentElement : element;
  if (!ringed || !hasRing(ringed)) return 'no ring';
  const { bottom, left, right, top } = element.getBoundingClientRect();
  const [x0, x1] = [Math.max(0, left), Math.min(innerWidth, right)];
  const [y0, y1] = [Math.max(0, top), Math.min(innerHeight, bottom)];
  if (x1 <= x0 || y1 <= y0) return 'off the screen';
  const root = element.getRootNode() as Document | ShadowRoot;
  const hit = root.elementFromPoint((x0 + x1) / 2, (y0 + y1) / 2);
  return hit && (element.contains(hit) || hit.contains(element)) ? 'yes' : 'covered';
}

/** What has the focus; null where nothing has. */
export function focused(): Focused | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (!element || element === document.body) return null;
  const item = element.closest('li[data-key]');
  const comment = element.closest('article') ?? item?.querySelector('article');
  return {
    role: roleOf(element),
    name: nameOf(element),
    id: element.id,
    commentId: comment?.dataset.commentId ?? null,
    isExpanded: stateOf(element, 'aria-expanded'),
    isPressed: stateOf(element, 'aria-pressed'),
    shown: shownness(element),
  };
}

/** What a comment shows of what visitors do with it. */
export interface Seen {
  readonly vote: 'up' | 'down' | 'none';
  readonly votes: string;
  readonly body: string;
  readonly parts: readonly string[];
}

/** What a comment shows; null if it is not on the page. */
export function seen(root: ParentNode, id: string): Seen | null {
  const article = root.querySelector(`[data-comment-id="${CSS.escape(id)}"]`);
  if (!article) return null;
  const textOf = (part: string) =>
    article.querySelector(`[part~="${part}"]`)?.textContent.trim() ?? '';
  const isPressed = (part: string) =>
    article.querySelector(`[part~="${part}"]`)?.getAttribute('aria-pressed') === 'true';
  return {
    vote: isPressed('vote-up') ? 'up' : isPressed('vote-down') ? 'down' : 'none',
    votes: textOf('vote-count'),
    body: textOf('comment-body'),
    parts: [...article.part],
  };
}

/** Notes whether a press comes to an element. */
export function expectPress(element: Element): { hasCome: boolean } {
  const press = { hasCome: false };
  const note = () => {
    press.hasCome = true;
  };
  element.addEventListener('click', note, { capture: true, once: true });
  return press;
}

let watching: Promise<number> | null = null;

/** Milliseconds after which nobody waits any more. */
const longest = 10_000;

/** Begins to wait for the next press; {@link watched} gives how long what it does took to show. */
export function watch(shows: () => boolean): void {
  watching = new Promise((resolve) => {
    const begin = () => {
      const pressedAt = performance.now();
      const look = () => {
        const ms = performance.now() - pressedAt;
        if (shows()) resolve(ms);
        else if (ms > longest) resolve(Infinity);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    };
    addEventListener('click', begin, { capture: true, once: true });
  });
}

/** Milliseconds from the press to the first frame that had it; of what was watched last. */
export function watched(): Promise<number> | null {
  return watching;
}

export { findAll, nameOf };
export * as visitor from './in-page-acts.js';
