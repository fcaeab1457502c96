/**
 * Single sign-on payloads as the host gives them and as they go over the wire. Secure payloads are
 * made by the host's own server and passed through untouched; nothing here is ever logged.
 */

/** The host's `sso` setting. Callbacks stay here; the rest goes over the wire as it is. */
export interface SecureSSO {
  readonly userDataJSONBase64?: string | null;
  readonly verificationHash?: string | null;
  readonly timestamp?: number | null;
  readonly loginURL?: string;
  readonly logoutURL?: string;
  readonly loginCallback?: (instanceId: string) => void;
  readonly logoutCallback?: (instanceId: string) => void;
}

/** The host's `simpleSSO` setting: unsigned, so it grants no rights. */
export interface SimpleSSO {
  readonly username?: string | null;
  readonly email?: string | null;
  readonly avatar?: string | null;
  readonly displayName?: string | null;
  readonly displayLabel?: string | null;
  readonly websiteUrl?: string | null;
  readonly badgeConfig?: unknown;
  readonly loginURL?: string;
  readonly logoutURL?: string;
  readonly loginCallback?: (instanceId: string) => void;
  readonly logoutCallback?: (instanceId: string) => void;
}

/** What the widget makes of either. */
export interface SSO {
  /** The query value, or undefined if none is sent. */
  readonly wire: string | undefined;
  /** Who it names: stable over fresh payloads for the same user; empty for nobody. */
  readonly userKey: string;
  readonly loginURL: string | undefined;
  readonly logoutURL: string | undefined;
  readonly loginCallback: ((instanceId: string) => void) | undefined;
  readonly logoutCallback: ((instanceId: string) => void) | undefined;
}

/** Reads the user's id out of a secure payload; the payload's own text if it cannot be read. */
function secureUserKey(base64: string): string {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const user: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const { id } = user as { id?: unknown };
    return `id:${String(id)}`;
  } catch {
    return `raw:${base64}`;
  }
}

const none = {
  wire: undefined,
  userKey: '',
  loginURL: undefined,
  logoutURL: undefined,
  loginCallback: undefined,
  logoutCallback: undefined,
};

/**
 * What `sso` or `simpleSSO` says; null if the host set neither. A simple payload without an e-mail
 * cannot sign anybody in: then nothing is sent, unless a way to log in is configured.
 */
export function readSSO(secure: unknown, simple: unknown): SSO | null {
  if (typeof secure === 'object' && secure !== null) {
    const sso = secure as SecureSSO;
    return {
      ...none,
      ...pickHooks(sso),
      wire: JSON.stringify(sso),
      userKey: sso.userDataJSONBase64 ? secureUserKey(sso.userDataJSONBase64) : '',
    };
  }
  if (typeof simple === 'object' && simple !== null) {
    const sso = simple as SimpleSSO;
    const hooks = pickHooks(sso);
    if (sso.email) {
      const { loginURL, logoutURL, loginCallback, logoutCallback, ...user } = sso;
      return {
        ...none,
        ...hooks,
        wire: JSON.stringify({ simpleSSOUser: user, loginURL, logoutURL }),
        userKey: `email:${sso.email}`,
      };
    }
    const hasLogin = Boolean(sso.loginURL) || Boolean(sso.loginCallback);
    return { ...none, ...hooks, wire: hasLogin ? JSON.stringify(sso) : undefined };
  }
  return null;
}

function pickHooks({ loginURL, logoutURL, loginCallback, logoutCallback }: SecureSSO) {
  return { loginURL, logoutURL, loginCallback, logoutCallback };
}
