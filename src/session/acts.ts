/** Everything a visitor can do, as one chunk that is loaded once the first comments are painted. */
export { beginEdit, cancelEdit, deleteComment, saveEdit } from './change.js';
export { settleDoubts } from './doubts.js';
export { startLive, type LiveThread } from './live-thread.js';
export { dropPost, postComment, retryPost, sendWaiting } from './post.js';
export { setSwitch, type SwitchKind } from './switches.js';
export { hearTab, type TabMessage } from './tabs.js';
export { vote, type VoterDetails } from './vote.js';
export { logout } from './logout.js';
export { revealHeld } from '../store/index.js';
