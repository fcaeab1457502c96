/** Everything a visitor can do, as one chunk that is loaded once the first comments are painted. */
export { eraseKept } from '../identity/keeper.js';
export { begin } from './begin.js';
export { beginEdit, cancelEdit, deleteComment, saveEdit } from './change.js';
export { findWay } from './find-way.js';
export { logout } from './logout.js';
export { loadMore } from './pager.js';
export { dropPost, editPost, postComment, retryPost } from './post.js';
export { setSwitch } from './switches.js';
export * from './visit.js';
export { vote } from './vote.js';
