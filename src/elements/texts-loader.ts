/** Texts that are not built in: other languages, and what hosts and servers put in their place. */
export { loadTexts } from '../i18n/load-texts.js';
