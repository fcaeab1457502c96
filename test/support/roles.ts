/**
 * Finding things as a person with a screen reader does: by role and accessible name. Plain DOM, so
 * that browser tests import it and end-to-end tests put it into a page.
 *
 * It knows the roles the widget uses, and follows the order of the accessible-name rules as far as
 * the widget goes: `aria-labelledby`, `aria-label`, a label, the content, `title`, `placeholder`.
 */

const inputRoles: Readonly<Record<string, string>> = {
  search: 'searchbox',
  checkbox: 'checkbox',
  radio: 'radio',
  button: 'button',
  submit: 'button',
  reset: 'button',
  file: '',
  hidden: '',
};

const tagRoles: Readonly<Record<string, string>> = {
  article: 'article',
  button: 'button',
  dialog: 'dialog',
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
  h4: 'heading',
  h5: 'heading',
  h6: 'heading',
  img: 'img',
  li: 'listitem',
  ol: 'list',
  option: 'option',
  select: 'combobox',
  summary: 'button',
  textarea: 'textbox',
  ul: 'list',
};

/** Roles whose name may come from what they contain. */
const namedByContent = new Set([
  'button',
  'checkbox',
  'heading',
  'link',
  'listitem',
  'menuitem',
  'option',
  'radio',
  'switch',
  'tab',
]);

/** The role of an element, or the empty string. */
export function roleOf(element: Element): string {
  const given = element.getAttribute('role');
  if (given) return given.split(' ', 1)[0] ?? '';
  const tag = element.localName;
  if (tag === 'input') return inputRoles[(element as HTMLInputElement).type] ?? 'textbox';
  if (tag === 'a') return element.hasAttribute('href') ? 'link' : '';
  if (tag === 'section') return nameOf(element) === '' ? '' : 'region';
  return tagRoles[tag] ?? '';
}

function tidy(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** What is read out of an element's content. */
function contentOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? '';
  if (node.nodeType !== Node.ELEMENT_NODE) return '';
  // Not by `instanceof`: a node of an iframe has other classes.
  const element = node as Element;
  if (element.getAttribute('aria-hidden') === 'true' || element.localName === 'style') return '';
  const label = element.getAttribute('aria-label');
  if (label) return label;
  if (element.localName === 'img') return element.getAttribute('alt') ?? '';
  return [...node.childNodes].map(contentOf).join('');
}

/** The accessible name of an element. */
export function nameOf(element: Element): string {
  const root = element.getRootNode() as Document | ShadowRoot;
  const ids = element.getAttribute('aria-labelledby')?.split(/\s+/) ?? [];
  const labelled = tidy(
    ids
      .map((id) => (id ? contentOf(root.getElementById(id) ?? document.createTextNode('')) : ''))
      .join(' '),
  );
  if (labelled) return labelled;
  const label = element.getAttribute('aria-label');
  if (label) return tidy(label);
  const labels = (element as Partial<HTMLInputElement>).labels;
  const byLabel = tidy([...(labels ?? [])].map(contentOf).join(' '));
  if (byLabel) return byLabel;
  if (element.localName === 'img') return element.getAttribute('alt') ?? '';
  const role = element.getAttribute('role') ?? tagRoles[element.localName] ?? '';
  if (namedByContent.has(role) || element.localName === 'a') {
    const content = tidy(contentOf(element));
    if (content) return content;
  }
  return tidy(element.getAttribute('title') ?? element.getAttribute('placeholder') ?? '');
}

/** Whether a person can see an element: it takes part in the layout and is not hidden. */
function isVisible(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true });
}

/** What to look for: the beginning of a name, or a pattern it must match. */
export type Name = string | RegExp;

function fits(element: Element, wanted: Name | undefined): boolean {
  if (wanted === undefined) return true;
  const name = nameOf(element);
  return typeof wanted === 'string' ? name.startsWith(wanted) : wanted.test(name);
}

/** Every visible element with a role and a name below `scope`, in document order. */
export function findAll(scope: ParentNode, role: string, name?: Name): HTMLElement[] {
  return [...scope.querySelectorAll<HTMLElement>('*')].filter(
    (element) => roleOf(element) === role && fits(element, name) && isVisible(element),
  );
}
