/**
 * Comment text and HTML, as far as the first paint needs it. What comes later is imported from its
 * own file by the part that is loaded later: `body-action.ts`, `composer-marks.ts`, `custom-css.ts`, …
 */
export { decorator } from './decoration.js';
export { isEmptyText, toWireText, wireLength } from './composer-text.js';
export { isPlain, plainText } from './plain-text.js';
export { canPurify, isPurifierReady, loadPurifier } from './purify.js';
export { safeColour } from './safe-colour.js';
export { safeUrl } from './safe-url.js';
export { sanitise, type SanitiseOptions } from './sanitise.js';
