/** The store, as far as acting and live events need it: reducers that a page only reading never runs. */
export * from './apply-event.js';
export * from './blocks.js';
export * from './doubted-lists.js';
export * from './held.js';
export * from './left-out.js';
export * from './live-comment.js';
export * from './merge-list.js';
export * from './operation.js';
export * from './place.js';
export * from './read-window.js';
export * from './remove.js';
export * from './same-author.js';
export * from './settle.js';
export * from './votes.js';
