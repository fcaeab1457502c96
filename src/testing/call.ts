import type { SortDirection } from '../core/index.js';
import type { ApiRequest } from './api-message.js';
import { cleanUrlId } from './clean-url-id.js';
import type { CommentDoc } from './documents.js';
import type { Query } from './query.js';
import { Refusal } from './refusal.js';
import type { ServerState } from './server-state.js';
import type { Page } from './settings.js';
import { isHidden, type Thread } from './thread.js';
import { canModerate, establishSession, isAuthor, type Viewer } from './viewer.js';

/** One request while it is being handled. */
export class Call {
  readonly state: ServerState;
  readonly request: ApiRequest;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly tenantId: string;
  /** The session cookie the answer sets; empty to take it away, null to leave it. */
  cookie: string | null = null;
  #viewer: Viewer;

  constructor(
    state: ServerState,
    request: ApiRequest,
    params: Readonly<Record<string, string>>,
    query: Query,
    tenantId: string,
    viewer: Viewer,
  ) {
    this.state = state;
    this.request = request;
    this.params = params;
    this.query = query;
    this.tenantId = tenantId;
    this.#viewer = viewer;
  }

  get viewer(): Viewer {
    return this.#viewer;
  }

  /** The viewer, made known by a session first if they are not. For writes only. */
  actingViewer(): Viewer & { readonly actor: string } {
    this.#viewer = establishSession(this.state, this.#viewer);
    const { actor, session } = this.#viewer;
    if (session && session._id !== this.request.cookie) this.cookie = session._id;
    if (actor === null) throw new Refusal('internal-error');
    return { ...this.#viewer, actor };
  }

  /** A part of the path. */
  param(name: string): string {
    return this.params[name] ?? '';
  }

  /** The page the request names, cleaned of marketing parameters. */
  urlId(httpStatus?: number): string {
    return cleanUrlId(this.query.needed('urlId', 'missing-url-id', httpStatus));
  }

  /** A page of the request's tenant. */
  page(urlId: string): Page {
    return this.state.page(this.tenantId, urlId);
  }

  thread(urlId: string): Thread {
    return this.state.db.thread(this.tenantId, urlId);
  }

  /** The client's id of a write. */
  broadcastId(): string {
    return this.query.needed('broadcastId', 'missing-broadcast-id');
  }

  /** A comment, by default the one in the path, if the viewer may see it or holds its edit key. */
  comment(id: string = this.param('commentId'), editKey: string | null = null): CommentDoc {
    if (!/^[\w.:-]{1,100}$/.test(id)) throw new Refusal('invalid-comment-id');
    const comment = this.state.db.comment(id);
    const found = comment?.tenantId === this.tenantId ? comment : undefined;
    if (found && (maySee(this.viewer, found) || (editKey !== null && editKey === found.editKey))) {
      return found;
    }
    throw new Refusal('not-found');
  }

  /** Refuses a page that asks for single sign-on to whoever comes without it. */
  needAccess(page: Page): void {
    if (!page.is('requireSSO')) return;
    const { source, isSecure } = this.viewer;
    const enough = page.number('ssoSecLvl', 0) === 0 || isSecure;
    if (source !== 'sso' || !enough) throw new Refusal('unauthorized-page');
  }

  /** Refuses writing where nothing may be written. */
  needWritable(page: Page): void {
    this.needAccess(page);
    if (page.is('readonly')) throw new Refusal('readonly');
  }

  /** The body as an object with text members to be read by hand. */
  body(): Readonly<Record<string, unknown>> {
    const { body } = this.request;
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      throw new Refusal('invalid-body', { reason: 'The body must be a JSON object.' });
    }
    return body as Record<string, unknown>;
  }
}

/** A text member of a body; null if absent, null or empty. Anything else is refused. */
export function textMember(body: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = body[name];
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string') return value;
  throw new Refusal('invalid-body', { reason: `${name} must be a text.` });
}

/** Whether the viewer ever gets to see a comment: everybody, or its author and moderators. */
export function maySee(viewer: Viewer, comment: CommentDoc): boolean {
  if (!isHidden(comment) || canModerate(viewer)) return true;
  return (
    isAuthor(viewer, comment) || (viewer.anonId !== null && comment.anonUserId === viewer.anonId)
  );
}

/** `direction`, or the page's own order. */
export function readDirection(query: Query, page: Page): SortDirection {
  const value = query.text('direction') ?? page.config.defaultSortDirection ?? 'MR';
  if (value === 'MR' || value === 'NF' || value === 'OF') return value;
  throw new Refusal('invalid-direction', { reason: 'direction must be MR, NF or OF.' });
}
