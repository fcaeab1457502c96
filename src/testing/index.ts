/**
 * A PublicApi server in memory, for stories, documentation and the tests of those who embed the
 * widget. No network, no Node: hand its `fetch` and `openSocket` to whatever wants to talk to the
 * service. It is the core of the demo's server, so it answers, refuses and sends live events alike.
 *
 * ```ts
 * const server = createTestServer({ seed: 'story' });          // tenant `demo`, page `story`
 *
 * // Other people. Each visitor is a browser of its own, with its cookies.
 * const ann = server.visitor('Ann');
 * const comment = await ann.comment('Hello **world**');
 * await server.visitor('Ben').vote(comment._id, 'up');
 * const admin = server.signedIn({ id: 'sam', username: 'sam', isAdmin: true });
 *
 * // A thread of your own.
 * server.seed([{ text: 'First', author: 'Ann', replies: [{ text: 'Second' }] }], 'my-page');
 *
 * // What owners and the service do.
 * server.configurePage('story', { config: { voteStyle: 1 } });
 * server.close('story');
 * server.push('story', { type: 'p-u', uj: ['anon:1'], ul: [], sc: 12 });
 *
 * // What goes wrong. Operations have the names of the client's methods.
 * server.slowDown(800, 'getCommentsPublic');
 * server.failNext('voteComment', { code: 'already-voted' });
 * server.failNext('getCommentsPublic', { status: 502, text: '<h1>Bad gateway</h1>' });
 * server.failNext('createCommentPublic', { network: 'refused' });      // not processed
 * server.failNext('createCommentPublic', { network: 'answer-lost' });  // processed, nobody knows
 * server.live.hold('demo:story');                                      // events wait for release()
 * server.dropSockets('story');
 * ann.setOffline(true);
 *
 * // Time.
 * const clock = createManualClock();
 * const later = createTestServer({ clock });
 * await clock.advance(60_000);
 * ```
 *
 * Pages of tenant `demo` that refuse: `members-only` wants single sign-on, `closed` is closed,
 * `pending` approves by hand; the name `Banned` is banned and `Taken` is taken; tenant `nobody` is
 * unknown and `elsewhere` refuses the domain. Pictures are drawn by the server under its own origin,
 * from which a page can load nothing: where there is no picture, show initials.
 */
export { createTestServer } from './create-test-server.js';
export type {
  CallAnswer,
  RecordedCall,
  TestServer,
  TestServerOptions,
  Visitor,
  WriteOptions,
} from './test-server.js';
export { createManualClock, systemClock } from './manual-clock.js';
export type { ManualClock } from './manual-clock.js';
export { createSecureSSO } from './secure-sso.js';
export type { SecureSSOPayload, SecureSSOUser } from './secure-sso.js';
export type { Fault, FaultRule } from './fault-rules.js';
export type { WireEvent } from './live-hub.js';
export type { SeedAuthor, SeedComment } from './seed.js';
export type { Seed } from './seeds.js';
export type { RateLimits, TenantSettings } from './settings.js';
export { demoSecret, demoTenants } from './settings.js';
export type { PageSettings } from './documents.js';
export type { RefusalCode } from './refusal.js';
export { refusalCodes } from './refusal.js';
export type { ServerOptions, VerificationMail } from './server-options.js';
export { ServerState } from './server-state.js';
export type { Change, ServerStorage } from './storage.js';
export { createMemoryStorage } from './storage.js';
export { renderComment } from './comment-markup.js';
