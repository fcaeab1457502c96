/** The store: a thread's state, its reducers and its selectors. Knows no DOM and no network. */
export * from './apply-event.js';
export * from './entries.js';
export * from './held.js';
export * from './insert-page.js';
export * from './list-view.js';
export * from './live-comment.js';
export * from './operation.js';
export * from './read-window.js';
export * from './row-view.js';
export * from './settings.js';
export * from './settle.js';
export * from './thread-state.js';
export * from './thread-store.js';
export * from './votes.js';
