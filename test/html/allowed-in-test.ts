/**
 * What may be left of a comment, written down a second time: a mistake in the source's own list
 * must not pass its test.
 */
const tags = /^(?:b|em|u|i|strike|pre|span|code|img|a|strong|ul|ol|li|br|blockquote|spoiler)$/;

const wideTags =
  /^(?:h[1-6]|p|div|hr|table|caption|t(?:head|body|foot|r|h|d)|col|colgroup|figure|figcaption|section|small|sub|sup|s|del|ins|mark|q|cite|abbr|kbd|dl|dt|dd)$/;

const classes =
  /^(?:(?:inline-image|comment-image|react|mention|hashtag|(?:hljs|token)(?:-[\w-]+)?|language-[\w-]+)(?: |$))+$/;

const user: Readonly<Record<string, RegExp>> = {
  href: /^(?:https?:\/\/[^\s]+|mailto:.*)$/,
  src: /^https?:\/\/[^\s]+$/,
  alt: /^[\P{Cc}\n\t]*$/u,
  width: /^\d{1,4}$/,
  height: /^\d{1,4}$/,
  start: /^-?\d{1,6}$/,
  title: /^[\P{Cc}\n\t]*$/u,
  dir: /^(?:ltr|rtl|auto)$/,
  lang: /^[a-z\d-]+$/,
  class: classes,
};

const wide: Readonly<Record<string, RegExp>> = {
  ...user,
  colspan: /^\d{1,3}$/,
  rowspan: /^\d{1,3}$/,
  scope: /^(?:row|col|rowgroup|colgroup)$/,
};

/** What decoration adds. */
const ours: Readonly<Record<string, RegExp>> = {
  part: /^(?:link|link-mismatch|image-link|image-hold|comment-image|comment-image-sized|react|mention|hashtag|blockquote|code|code-block|spoiler|spoiler-button|spoiler-text|embed| )+$/,
  'data-fc': /^(?:spoiler|hashtag|image|held|embed)$/,
  'data-fc-host': /^[\w.:[\]-]+$/,
  'data-fc-src': /^https?:\/\/[^\s]+$/,
  rel: /^ugc nofollow noopener noreferrer$/,
  target: /^_blank$/,
  loading: /^lazy$/,
  decoding: /^async$/,
  referrerpolicy: /^no-referrer$/,
  inert: /^$/,
  type: /^button$/,
  value: /^[^\s#]+$/,
  'aria-expanded': /^false$/,
  'aria-pressed': /^false$/,
  'aria-label': /^(?:Play GIF|Load image): /,
};

/** What of a tree is outside the list, in words; nothing if all is well. */
export function offences(
  root: ParentNode,
  { decorated = false, header = false }: { decorated?: boolean; header?: boolean } = {},
): string[] {
  const found: string[] = [];
  const rules = header ? wide : user;
  for (const element of root.querySelectorAll('*')) {
    const tag = element.localName;
    if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml')
      found.push(`<${tag}> of another namespace`);
    else if (
      !tags.test(tag) &&
      !(header && wideTags.test(tag)) &&
      !(decorated && tag === 'button')
    ) {
      found.push(`<${tag}>`);
    }
    if (element.shadowRoot) found.push(`<${tag}> with a shadow root`);
    for (const { name, value } of element.attributes) {
      const rule = rules[name] ?? (decorated ? ours[name] : undefined);
      if (!rule || !Object.hasOwn({ ...rules, ...ours }, name)) found.push(`<${tag} ${name}>`);
      else if (!rule.test(value)) found.push(`<${tag} ${name}="${value}">`);
    }
    if (decorated && tag === 'a' && element.hasAttribute('href')) {
      for (const name of ['rel', 'target']) {
        if (!element.hasAttribute(name)) found.push(`<a> without ${name}`);
      }
    }
    for (const [name, only] of [
      ['href', 'a'],
      ['src', 'img'],
      ['alt', 'img'],
      ['start', 'ol'],
    ] as const) {
      if (element.hasAttribute(name) && tag !== only) found.push(`<${tag} ${name}>`);
    }
  }
  const walker = document.createTreeWalker(
    root,
    NodeFilter.SHOW_COMMENT | NodeFilter.SHOW_PROCESSING_INSTRUCTION,
  );
  if (walker.nextNode()) found.push('a comment or an instruction');
  if (root.querySelector('a a, a button, button button, button a, li > li'))
    found.push('wrong nesting');
  return found;
}
