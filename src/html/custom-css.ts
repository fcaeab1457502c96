/**
 * The owner's `customCSS` as a style sheet to be adopted by the shadow root, or null if the browser
 * makes none of it. `@import` does not work in constructed style sheets: the browser leaves it out,
 * or, in older ones, refuses the whole text, which is then tried once more without its imports.
 */
export function customSheet(css: string): CSSStyleSheet | null {
  const imports = /@import\s(?:url\([^)]*\)|"[^"]*"|'[^']*'|[^;"'])*;?/gi;
  for (const text of [css, css.replace(imports, '')]) {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return sheet;
    } catch {
      // Tried again, or given up.
    }
  }
  return null;
}
