/**
 * A PublicApi server in memory, for stories, documentation and the tests of those who embed the
 * widget. No network, no Node: hand its `fetch` and `openSocket` to whatever wants to talk to the
 * service.
 *
 * ```ts
 * const server = createTestServer({ seed: 'story' });
 * const ann = server.visitor('Ann');
 * const comment = await ann.comment('Hello **world**');
 * await server.visitor('Ben').vote(comment._id, 'up');
 * server.slowDown(800, 'getCommentsPublic');
 * server.failNext('createCommentPublic', { network: 'answer-lost' });
 * server.push('story', { type: 'thread-state-change', isClosed: true });
 * ```
 */
export { createTestServer } from './create-test-server.js';
export type {
  CallAnswer,
  RecordedCall,
  TestServer,
  TestServerOptions,
  Visitor,
  WriteOptions,
} from './create-test-server.js';
export { createManualClock, systemClock } from './manual-clock.js';
export type { ManualClock } from './manual-clock.js';
export { createSecureSSO } from './sso.js';
export type { SecureSSOPayload, SecureSSOUser } from './sso.js';
export type { Fault, FaultRule } from './fault-rules.js';
export type { WireEvent } from './live-hub.js';
export type { SeedAuthor, SeedComment } from './seed.js';
export type { Seed } from './seeds.js';
export type { RateLimits, TenantSettings } from './settings.js';
export { demoSecret, demoTenants } from './settings.js';
export type { PageSettings } from './documents.js';
export type { RefusalCode } from './refusal.js';
export { refusalCodes } from './refusal.js';
export type { ServerOptions, VerificationMail } from './server-state.js';
export { ServerState } from './server-state.js';
export type { Change, ServerStorage } from './storage.js';
export { createMemoryStorage } from './storage.js';
export { renderComment } from './comment-markup.js';
