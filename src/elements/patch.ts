/**
 * Brings the nodes of one row in line with what they are to be. Lit keeps objects for every place
 * that may change, which in a thread of 5,000 comments is most of the memory and half of the time;
 * here the page itself is what is compared with. Attributes that are not named are left alone, and
 * so is everything in an element whose children are `kept`.
 */
import { render, type TemplateResult } from 'lit';

/** Attributes by name: null takes one away, undefined leaves it, a name after `+` is for new elements. */
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** What is in an element: text, elements, what Lit draws, nothing; or `kept`. */
export type Child = Spec | string | TemplateResult | null | undefined;

/**
 * What an element is to be. Siblings of one tag are told apart by the first name of their `part`, or
 * of their `class` where they have none.
 */
export type Spec = readonly [tag: string, attributes: Attributes, ...children: Child[]];

/** Stands for children that somebody else puts there. */
export const kept = '\0';

const firstOf = (names: unknown) => (typeof names === 'string' ? names.split(' ', 1)[0] : '');

function fits(node: ChildNode, child: Spec | string): boolean {
  if (typeof child === 'string') return node.nodeType === Node.TEXT_NODE;
  const [tag, attributes] = child;
  const name = 'part' in attributes ? 'part' : 'class';
  return (
    (node as Element).localName === tag &&
    firstOf((node as Element).getAttribute(name)) === firstOf(attributes[name])
  );
}

function create(child: Spec | string): ChildNode {
  if (typeof child === 'string') return document.createTextNode(child);
  const element = document.createElement(child[0]);
  patch(element, child, true);
  return element;
}

/** Makes an element what it is to be. */
export function patch(element: HTMLElement, spec: Spec, isNew = false): void {
  const [, attributes, ...children] = spec;
  for (const key in attributes) {
    const value = attributes[key];
    const isFirst = key.startsWith('+');
    if (value === undefined || (isFirst && !isNew)) continue;
    const name = isFirst ? key.slice(1) : key;
    // An attribute of that name would need `unsafe-inline`.
    if (name === 'style') element.style.cssText = String(value ?? '');
    else if (value === null) {
      if (!isNew) element.removeAttribute(name);
    } else {
      const text = String(value);
      if (isNew || element.getAttribute(name) !== text) element.setAttribute(name, text);
    }
  }
  let node = element.firstChild;
  for (const child of children) {
    if (child === kept) return;
    if (child === null || child === undefined || child === '') continue;
    if (typeof child === 'object' && !Array.isArray(child)) {
      render(child, element);
      return;
    }
    let found = node;
    while (found && !fits(found, child as Spec)) found = found.nextSibling;
    if (!found) {
      element.insertBefore(create(child as Spec), node);
      continue;
    }
    // What stands between is not wanted any more: the order never changes.
    while (node && node !== found) {
      const gone: ChildNode = node;
      node = node.nextSibling;
      gone.remove();
    }
    if (typeof child === 'string') {
      if ((found as Text).data !== child) (found as Text).data = child;
    } else patch(found as HTMLElement, child as Spec);
    node = found.nextSibling;
  }
  while (node) {
    const gone: ChildNode = node;
    node = node.nextSibling;
    gone.remove();
  }
}
