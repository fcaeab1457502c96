/** Who the visitor is, as far as reading needs it. `keeper.ts` and `needs.ts` come with the acts. */
export * from './identity.js';
export * from './kept.js';
export * from './sso.js';
