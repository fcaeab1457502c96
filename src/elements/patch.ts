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

/** What was made once, by its shape: to copy nodes is a third of the work of making them. */
const models = new Map<string, readonly [element: HTMLElement, spec: Spec]>();

/** So that a thread with many kinds of rows keeps no page full of models. */
const mostModels = 32;

/**
 * Which nodes there will be, whatever is in them; null if Lit draws some of them, or if a copy would
 * have a `style` attribute, which a page may forbid.
 */
function shapeOf([tag, { style }, ...children]: Spec): string | null {
  if (style) return null;
  let shape = tag;
  for (const child of children) {
    if (typeof child === 'string') shape += child === '' ? '-' : child === kept ? '~' : '"';
    else if (!child) shape += '-';
    else {
      const inner = Array.isArray(child) ? shapeOf(child as unknown as Spec) : null;
      if (inner === null) return null;
      shape += `(${inner})`;
    }
  }
  return shape;
}

/** Makes an element. Of each shape the first is made node by node, the others are copies of it. */
export function make(spec: Spec): HTMLElement {
  const shape = shapeOf(spec);
  const model = shape === null ? undefined : models.get(shape);
  if (model) {
    const copy = model[0].cloneNode(true) as HTMLElement;
    turnInto(copy, model[1], spec);
    return copy;
  }
  const element = create(spec) as HTMLElement;
  if (shape !== null && models.size < mostModels) {
    models.set(shape, [element.cloneNode(true) as HTMLElement, spec]);
  }
  return element;
}

/** Makes of a copy what it is to be; both are of one shape. */
function turnInto(element: HTMLElement, was: Spec, is: Spec): void {
  const before = was[1];
  const after = is[1];
  for (const key in after) {
    if (after[key] !== before[key]) setAttribute(element, key, after[key] ?? null, true);
  }
  for (const key in before) if (!(key in after)) setAttribute(element, key, null, true);
  let node = element.firstChild;
  for (let index = 2; index < is.length; index++) {
    const child = is[index];
    if (!child || child === kept) continue;
    if (typeof child === 'string') {
      if (child !== was[index]) (node as Text).data = child;
    } else turnInto(node as HTMLElement, was[index] as Spec, child as Spec);
    node = (node as ChildNode).nextSibling;
  }
}

function setAttribute(
  element: HTMLElement,
  key: string,
  value: Attributes[string],
  isNew: boolean,
): void {
  const isFirst = key.startsWith('+');
  if (value === undefined || (isFirst && !isNew)) return;
  const name = isFirst ? key.slice(1) : key;
  // An attribute of that name would need `unsafe-inline`.
  if (name === 'style') element.style.cssText = String(value ?? '');
  else if (value === null) element.removeAttribute(name);
  else {
    const text = String(value);
    if (isNew || element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
}

/** Makes an element what it is to be. */
export function patch(element: HTMLElement, spec: Spec, isNew = false): void {
  const [, attributes, ...children] = spec;
  for (const key in attributes) setAttribute(element, key, attributes[key], isNew);
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
