/** What a visitor's boxes and menus ask of a session, beside what goes to the service. */
import { readSSO } from '../identity/index.js';
import { needsForComment, type IdentityNeeds } from '../identity/needs.js';
import {
  branchOf,
  touchList,
  touchRow,
  type CommentId,
  type SettingLayer,
} from '../store/index.js';
import { draftsOf, keeperOf, outboxOf } from './acting.js';
import type { Context } from './context.js';
import type { StoredDraft } from './drafts.js';
import type { Session } from './session.js';

/** Which fields a comment needs of this visitor. */
export function needsOf(context: Context): IdentityNeeds {
  return needsForComment(context.identity(), context.store.state.settings);
}

/** Whether "Log out" does anything: not where single sign-on offers no way out. */
export function canLogOut(context: Context): boolean {
  const sso = context.sso();
  return !sso || Boolean(sso.logoutURL ?? sso.logoutCallback);
}

/** What is kept of a box (null: the main one; `edit:<id>`: an edit box). */
export function readDraft(context: Context, box: string | null): StoredDraft | null {
  return draftsOf(context).read(box);
}

/** Keeps what stands in a box, and tells the other tabs. */
export function keepDraft(
  context: Context,
  box: string | null,
  content: Omit<StoredDraft, 'at'>,
): void {
  const drafts = draftsOf(context);
  drafts.write(box, content);
  context.tabs?.post({ type: 'draft', parentId: box, draft: drafts.read(box) });
}

/** Opens the reply boxes again in which something was being written. */
export function reopenReplies(context: Context): void {
  context.store.change((state) => {
    for (const id of draftsOf(context).replies()) {
      if (!state.entries.has(id)) continue;
      state.replyingTo.add(id);
      touchRow(state, id);
    }
  });
}

/** Opens or closes the replies of a comment. */
export function toggleReplies(context: Context, commentId: CommentId): void {
  context.store.change((state) => {
    const branch = branchOf(state, commentId);
    branch.isClosed = !branch.isClosed;
    touchList(state, commentId);
    touchRow(state, commentId);
  });
}

/** Forgets everything kept on this device. What stands in a box stays until typed in again. */
export function forget(context: Context): void {
  keeperOf(context).forget();
  draftsOf(context).forget();
  outboxOf(context).forget(context.store.state.operations);
  context.store.change((state) => {
    state.viewer = { ...state.viewer, anonUserId: undefined, editable: new Set() };
    state.touched.add('all').add('shell');
  });
}

/** Starts anew as nobody, and stays so until the host's single sign-on payload says something else. */
export function restartLoggedOut(session: Session): void {
  const { layers, settings } = session.store.state;
  const wireOf = ({ sso, simpleSSO }: SettingLayer) => readSSO(sso, simpleSSO)?.wire;
  const left = wireOf(layers.host);
  const { allowAnon } = settings;
  const blank = (sso: unknown) =>
    typeof sso === 'object' && sso !== null && !allowAnon
      ? {
          ...sso,
          userDataJSONBase64: null,
          verificationHash: null,
          timestamp: null,
          username: null,
          email: null,
        }
      : undefined;
  session.asNobody = (host) =>
    wireOf(host) === left
      ? { ...host, sso: blank(host.sso), simpleSSO: blank(host.simpleSSO) }
      : host;
  session.restart();
}
