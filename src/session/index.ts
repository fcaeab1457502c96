/** The session: the only folder that knows every port. */
export * from './context.js';
export type { StoredDraft } from './drafts.js';
export { missingTenant, Session, visibleKeys } from './session.js';
export type { SwitchKind } from './switches.js';
export type { VoterDetails } from './vote.js';
