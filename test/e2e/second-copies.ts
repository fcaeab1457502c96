import { buildSync } from 'esbuild';

/** A classic script of a page, with everything in it that it imports. */
function bundle(contents: string): string {
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: '.' },
    bundle: true,
    write: false,
    format: 'iife',
    minify: true,
    conditions: ['production'],
  });
  return outputFiles[0]?.text ?? '';
}

/** An element made with a copy of Lit of its own: with a `lit-html` policy of its own, too. */
export const secondLit = bundle(`
  import { html, LitElement } from 'lit';
  import { unsafeHTML } from 'lit/directives/unsafe-html.js';
  customElements.define('page-greeting', class extends LitElement {
    render() { return html\`<p title=\${'a'}>Hello \${'from'} the page\${unsafeHTML('')}</p>\`; }
  });`);

/**
 * A DOMPurify of the page's own, the real one, as a global: it takes all text away, and forbids every
 * tag. `pageClean` is what the page makes with it.
 */
export const secondPurifier = bundle(`
  import DOMPurify from 'dompurify';
  window.DOMPurify = DOMPurify;
  DOMPurify.addHook('uponSanitizeElement', (node) => { node.textContent = 'hooked'; });
  DOMPurify.setConfig({ ALLOWED_TAGS: [], KEEP_CONTENT: false });
  window.pageClean = () => String(DOMPurify.sanitize('<p>said by the page</p>'));
  window.pageClean();`);
