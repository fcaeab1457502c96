/** What acting needs beside reading: what is kept on this device, and who acts. */
import type { Failure } from '../core/index.js';
import { Keeper } from '../identity/keeper.js';
import type { Context } from './context.js';
import { Drafts } from './drafts.js';

const keepers = new WeakMap<Context, Keeper>();
const drafts = new WeakMap<Context, Drafts>();

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

/** Makes sure there is an anonymous id: called at the first act that needs one, never before. */
export function ensureAnonUserId(context: Context): void {
  const { ports, store } = context;
  const keeper = keeperOf(context);
  if (store.state.viewer.anonUserId !== undefined) return;
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
