/**
 * Who the visitor is, as one union, in the order in which the answers count: a single sign-on
 * payload, the server's signed-in user, its anonymous session, the id kept on this device.
 */
import type { UserSessionInfo } from '../core/index.js';
import type { SSO } from './sso.js';

/** The visitor, as far as anybody knows. */
export type Identity =
  /** `sso` goes with the calls and names a user. */
  | { readonly kind: 'sso'; readonly wire: string; readonly user: UserSessionInfo | null }
  /** The server knows a signed-in account by its cookie. */
  | { readonly kind: 'account'; readonly user: UserSessionInfo }
  /** The server knows a guest, who gave a name. */
  | { readonly kind: 'guest'; readonly user: UserSessionInfo }
  /** Nobody in particular; `user` is a session without a name, which must not look signed in. */
  | { readonly kind: 'anonymous'; readonly user: UserSessionInfo | null };

/** What is known, folded into one identity. */
export function identify(sso: SSO | null, user: UserSessionInfo | null): Identity {
  if (sso?.wire !== undefined && sso.userKey !== '') return { kind: 'sso', wire: sso.wire, user };
  if (!user?.username) return { kind: 'anonymous', user };
  return { kind: user.isAnonSession ? 'guest' : 'account', user };
}

/** Whether to show a name, "Log out" and the bell: an account, never a guest session. */
export function isSignedIn(identity: Identity): boolean {
  return (
    identity.kind === 'account' || (identity.kind === 'sso' && Boolean(identity.user?.username))
  );
}
