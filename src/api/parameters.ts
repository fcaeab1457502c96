/** Parameters that many operations share. */

/** The tenant, on every call about one. */
export interface TenantParams {
  tenantId: string;
}

/** A page of the tenant. */
export interface PageParams extends TenantParams {
  /** The page's identifier, as it is: the service cleans it. */
  urlId: string;
}

/** Who the visitor is by single sign-on. */
export interface SsoParams {
  /** The payload as JSON text. */
  sso?: string | undefined;
}

/** Who the visitor is: by single sign-on, or by the id an anonymous visitor keeps. */
export interface VisitorParams extends SsoParams {
  /** Not in the OpenAPI file: the service may ignore or refuse it. Not to be sent beside `sso`. */
  anonUserId?: string | undefined;
}

/** A write that is echoed by a live event. */
export interface BroadcastParams {
  /** Fresh for every request; the event bears it too. */
  broadcastId: string;
}

/** A comment of the tenant. */
export interface CommentParams extends TenantParams {
  commentId: string;
}

/** The proof that a comment or vote is one's own. */
export interface EditKeyParams {
  editKey?: string | undefined;
}

/** The session of a guest, as an earlier answer gave it. */
export interface SessionParams {
  sessionId?: string | undefined;
}
