/** What acting needs beside reading: what is kept on this device, and who acts. */
import type { Failure } from '../core/index.js';
import { Keeper } from '../identity/keeper.js';
import type { Context } from './context.js';
import { Drafts } from './drafts.js';
import { Outbox } from './outbox.js';

const keepers = new WeakMap<Context, Keeper>();
const drafts = new WeakMap<Context, Drafts>();
const outboxes = new WeakMap<Context, Outbox>();

/** What is kept of the visitor, for writing. */
export function keeperOf(context: Context): Keeper {
  let keeper = keepers.get(context);
  if (!keeper) {
    const { kept, ports, tenantId } = context;
    keeper = new Keeper(ports.storage, ports.clock, tenantId, kept);
    keepers.set(context, keeper);
  }
  return keeper;
}

/** The drafts of the page. */
export function draftsOf(context: Context): Drafts {
  let own = drafts.get(context);
  if (!own) {
    const { ports, tenantId, urlId } = context;
    own = new Drafts(ports.storage, ports.clock, tenantId, urlId);
    drafts.set(context, own);
  }
  return own;
}

/** The outbox of the page. */
export function outboxOf(context: Context): Outbox {
  let own = outboxes.get(context);
  if (!own) {
    const { ports, tenantId, urlId } = context;
    own = new Outbox(ports.storage, ports.clock, tenantId, urlId, ports.createId());
    outboxes.set(context, own);
  }
  return own;
}

/** Who acts, for what is kept: an account, or the anonymous visitor of this device. */
export function writerOf(context: Context): string {
  const { kind, user } = context.identity();
  const isAccount = (kind === 'sso' || kind === 'account') && user?.id;
  return isAccount ? `user:${user.id}` : `anon:${context.store.state.viewer.anonUserId ?? ''}`;
}

/**
 * Keeps what is pending on this device, and forgets what has ended. A post that is kept needs no
 * draft any more: its text would come back twice.
 */
export function keepOutbox(context: Context): void {
  const { operations, broadcasts } = context.store.state;
  outboxOf(context).follow(
    operations,
    writerOf(context),
    (id) => [...broadcasts].filter(([, { operation }]) => operation === id).map(([own]) => own),
    ({ draft, parentId }) => dropDraft(context, parentId, draft.text),
  );
}

/** Forgets the draft of a box if it says what is sent, or was thrown away. */
export function dropDraft(context: Context, parentId: string | null, text: string): void {
  if (draftsOf(context).read(parentId)?.text === text) draftsOf(context).remove(parentId);
}

/** Makes sure there is an anonymous id: called at the first act that needs one, never before. */
export function ensureAnonUserId(context: Context): void {
  const { ports, store } = context;
  const keeper = keeperOf(context);
  if (store.state.viewer.anonUserId !== undefined) return;
  // Another tab may have made it since this one read what is kept: two ids would be two visitors.
  if (keeper.anonUserId === undefined) keeper.reload();
  const id = keeper.anonUserId ?? ports.createId();
  keeper.anonUserId = id;
  store.change((state) => {
    state.viewer = { ...state.viewer, anonUserId: id };
  });
}

/** The id under which the host knows the acting visitor: the server's user, else the anonymous id. */
export function actorId(context: Context): string | undefined {
  const { user, anonUserId } = context.store.state.viewer;
  return user?.id ?? anonUserId;
}

/** Whether it is unknown if the service did what it was asked: the answer did not arrive. */
export function isAnswerLost(failure: Failure): boolean {
  return (
    failure.kind === 'network' ||
    failure.kind === 'timeout' ||
    failure.kind === 'malformed' ||
    failure.status >= 500
  );
}
