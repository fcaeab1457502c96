/**
 * The store, as far as reading a thread needs it. What only acting and live events need is imported
 * from its own file by the part that is loaded later: `apply-event.ts`, `held.ts`, `settle.ts`, …
 */
export * from './entries.js';
export * from './insert-page.js';
export * from './list-view.js';
export type { Draft, Operation, PostOperation, WishOperation } from './operation.js';
export * from './row-view.js';
export * from './settings.js';
export * from './thread-state.js';
export * from './thread-store.js';
