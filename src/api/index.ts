/**
 * The client of the service's PublicApi alone: no Lit, no DOM, runs in browsers and in Node.
 * {@link PublicApi} has everything; who wants a small bundle imports {@link createTransport} and
 * single operations, which are functions of a transport.
 */
export type * from '../core/answers.js';
export { decodeEventLog } from '../core/decode-event-log.js';
export { decodeLiveEvent } from '../core/decode-live-event.js';
export type { Clock, Fetch, Random, Stop } from '../core/ports.js';
export type * from '../core/result.js';
export type * from '../core/wire.js';
export * from './anon-user-id-refusal.js';
export { apiHostOf, type HostOptions } from './api-host.js';
export type { Operation } from './operation.js';
export * from './operations/comments-read.js';
export * from './operations/comments-write.js';
export * from './operations/get-comments.js';
export * from './operations/live.js';
export * from './operations/media.js';
export * from './operations/notifications.js';
export * from './operations/page-reacts.js';
export * from './operations/people.js';
export * from './operations/site.js';
export * from './operations/votes.js';
export type * from './parameters.js';
export * from './public-api.js';
export * from './read-event-log.js';
export * from './transport.js';
