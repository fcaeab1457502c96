/**
 * The texts of the widget, as far as its first paint needs them. What comes later is imported from
 * its own file by the part that is loaded later: `full-texts.ts`, `official-keys.ts`, the locales
 * (through `load-texts.ts`).
 */
export * from './absolute-time.js';
export * from './create-texts.js';
export * from './make-texts.js';
export * from './load-texts.js';
export * from './locale.js';
export * from './relative-time.js';
export type { Text } from './text.js';
