import { pageKey } from './documents.js';
import { FaultRules, type FaultRule } from './fault-rules.js';
import { LiveGate } from './live-gate.js';
import { systemClock } from './manual-clock.js';
import {
  changePage,
  putAccount,
  removeComment,
  setApproved,
  setBadges,
  setClosed,
  setSpam,
  signIn,
  verifySession,
} from './moderation.js';
import { plantSeed } from './seeds.js';
import type { VerificationMail } from './server-options.js';
import { ServerState } from './server-state.js';
import type { RecordedCall, TestServer, TestServerOptions, Visitor } from './test-server.js';
import { createVisitor, type Surroundings } from './test-visitor.js';

/** Makes a server in memory, at once and without a network. */
export function createTestServer(options: TestServerOptions = {}): TestServer {
  const clock = options.clock ?? systemClock;
  const origin = options.origin ?? 'https://comments.test';
  const tenantId = options.tenantId ?? 'demo';
  const mails: VerificationMail[] = [];
  const calls: RecordedCall[] = [];
  const visitors = new Map<string, Visitor>();
  const rules = new FaultRules();
  const live = new LiveGate(clock);
  const state = new ServerState({
    ...options,
    now: () => Math.round(clock.wall()),
    onMail: (mail) => void mails.push(mail),
  });
  let socketsRefused = false;
  const surroundings: Surroundings = {
    clock,
    origin,
    tenantId,
    state,
    rules,
    live,
    calls,
    areSocketsRefused: () => socketsRefused,
  };

  const visitorNamed = (name: string): Visitor => {
    const visitor = visitors.get(name) ?? createVisitor(surroundings, name);
    visitors.set(name, visitor);
    return visitor;
  };
  const first = visitorNamed('Visitor');
  const addRule = (rule: FaultRule): (() => void) => {
    const id = rules.add(rule);
    return () => rules.remove(id);
  };
  const server: TestServer = {
    origin,
    fetch: first.fetch,
    openSocket: first.openSocket,
    state,
    calls,
    mails,
    live,
    visitor: visitorNamed,
    signedIn(account) {
      const user = putAccount(state, tenantId, account);
      const name = account.displayName ?? account.username;
      const visitor = createVisitor(surroundings, name, signIn(state, user._id));
      visitors.set(name, visitor);
      return visitor;
    },
    seed: (seed, urlId) => plantSeed(state, tenantId, seed, urlId),
    configureTenant: (settings, id = tenantId) => state.configureTenant(id, settings),
    configurePage: (urlId, settings) => changePage(state, tenantId, urlId, settings),
    push: (urlId, event) => state.transact(() => state.publish(tenantId, urlId, event)),
    approve: (id) => setApproved(state, id, true),
    unapprove: (id) => setApproved(state, id, false),
    markSpam: (id, isSpam = true) => setSpam(state, id, isSpam),
    remove: (id) => removeComment(state, id),
    close: (urlId) => setClosed(state, tenantId, urlId, true),
    reopen: (urlId) => setClosed(state, tenantId, urlId, false),
    setBadges: (userId, badges) => setBadges(state, userId, badges),
    verify: (sessionId) => verifySession(state, sessionId),
    addRule,
    slowDown: (ms, operation) =>
      addRule({ delayBefore: ms, ...(operation === undefined ? {} : { operation }) }),
    failNext: (operation, fault) => addRule({ operation, fault, times: 1 }),
    clearRules: () => rules.clear(),
    dropSockets(urlId) {
      const room = urlId === undefined ? undefined : pageKey(tenantId, urlId);
      for (const socket of state.hub.sockets(room)) socket.end();
    },
    refuseSockets(refused) {
      socketsRefused = refused;
    },
  };
  if (options.seed !== undefined) server.seed(options.seed);
  return server;
}
