/** The user object inside a secure payload. `null` clears what was stored, absent leaves it. */
export interface SecureSSOUser {
  id: string;
  email: string;
  username: string;
  /** http or https. */
  avatar?: string | null;
  displayName?: string | null;
  displayLabel?: string | null;
  websiteUrl?: string | null;
  groupIds?: string[] | null;
  isAdmin?: boolean;
  isModerator?: boolean;
  isProfileActivityPrivate?: boolean;
  isProfileCommentsPrivate?: boolean;
  isProfileDMDisabled?: boolean;
  badgeConfig?: { badgeIds: string[]; override?: boolean; update?: boolean };
}

/** What a host puts into the widget's `sso`. */
export interface SecureSSOPayload {
  userDataJSONBase64: string;
  verificationHash: string;
  timestamp: number;
}

/** UTF-8 bytes of a text. */
export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(new TextEncoder().encode(text));
}

/** Bytes as lower-case hex. */
export function toHex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** UTF-8 text as standard Base64. */
function toBase64(text: string): string {
  let binary = '';
  for (const byte of toBytes(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Lower-case hex HMAC-SHA256 of a message. */
export async function sign(secret: string, message: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', toBytes(secret), algorithm, false, ['sign']);
  return toHex(await crypto.subtle.sign('HMAC', key, toBytes(message)));
}

/**
 * Makes a secure single sign-on payload as a host's backend does: lower-case hex HMAC-SHA256 over the
 * timestamp followed by the Base64 user. For tests and demos: a real secret never reaches a browser.
 * Needs Web Crypto, which browsers offer on https and localhost.
 *
 * @param timestamp epoch milliseconds; a server takes it for two days
 */
export async function createSecureSSO(
  user: SecureSSOUser,
  secret: string,
  timestamp: number = Date.now(),
): Promise<SecureSSOPayload> {
  const userDataJSONBase64 = toBase64(JSON.stringify(user));
  const verificationHash = await sign(secret, `${timestamp}${userDataJSONBase64}`);
  return { userDataJSONBase64, verificationHash, timestamp };
}
