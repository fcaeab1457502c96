/** Tokens and style sheets. Imports nothing. */
export * from './scheme.js';
export * from './sheets.js';
