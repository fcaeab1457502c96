/** Defines `<fast-comments>` and exports its class. Importing it twice, or beside another copy, is harmless. */
import { FastCommentsElement } from './element.js';

export * from './element.js';

declare global {
  interface HTMLElementTagNameMap {
    'fast-comments': FastCommentsElement;
  }
}

if (typeof customElements !== 'undefined' && !customElements.get('fast-comments')) {
  customElements.define('fast-comments', FastCommentsElement);
}
