/** Who the visitor is, and what this device remembers of them. */
export * from './identity.js';
export * from './keeper.js';
export * from './sso.js';
