/**
 * Comment text and HTML, as far as the first paint needs it. What comes later is imported from its
 * own file by the part that is loaded later: `composer-marks.ts`, `mention-token.ts`,
 * `text-fingerprint.ts`, `embed-frame.ts`, `host-name.ts`.
 */
export { bodyAction, type BodyAction } from './body-action.js';
export { isEmptyText, toWireText, wireLength } from './composer-text.js';
export { customSheet } from './custom-css.js';
export type { BodyLabels, Decoration } from './decoration.js';
export { isPlain, plainText } from './plain-text.js';
export { safeColour } from './safe-colour.js';
export { hostOf, safeUrl, type UrlKind } from './safe-url.js';
export { sanitise, type SanitiseOptions } from './sanitise.js';
