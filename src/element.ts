/**
 * The class without the definition: `customElements.define('my-comments', class extends
 * FastCommentsElement {})`. Inner tags are defined when the first one is constructed.
 */
export type { Failure, PublicComment, SortDirection } from './core/index.js';
export type { Finding } from './doctor/index.js';
export type { SecureSSO, SimpleSSO, WidgetConfig } from './elements/configured-element.js';
export { fcDoctor } from './elements/fast-comments-call-doctor.js';
export type { FastCommentsEventMap, SubmitStartDetail } from './elements/fast-comments-events.js';
export type { FastCommentsPartMap } from './elements/fast-comments-parts.js';
export type { WidgetTransport } from './elements/fast-comments-ports.js';
export { FastCommentsElement } from './elements/fast-comments.js';
