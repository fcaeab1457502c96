import type { Badge } from '../core/index.js';
import type { UserDoc } from './documents.js';
import { Refusal } from './refusal.js';
import { sign, toBytes, toHex } from './secure-sso.js';
import type { TenantSettings } from './settings.js';

/** What a `sso` parameter turned out to be. */
export type SSOIdentity =
  /** Nobody is logged in at the host. */
  | { readonly kind: 'guest' }
  /** A name without an e-mail: shown, but not an account. */
  | { readonly kind: 'name'; readonly profile: SSOProfile }
  | { readonly kind: 'account'; readonly secure: boolean; readonly profile: SSOProfile };

/** A profile to store. Members that are undefined leave what is stored. */
export type SSOProfile = Partial<Omit<UserDoc, '_id' | 'tenantId' | 'wsKey' | 'badges'>> & {
  readonly id: string;
  readonly username: string;
  readonly badges?: {
    readonly list: Badge[];
    readonly override: boolean;
    readonly update: boolean;
  };
};

/** How old a payload may be: two days. */
const maximumAge = 2 * 24 * 3_600_000;

/** How far another machine's clock may be ahead. */
const clockSkew = 60_000;

function fromBase64(text: string): string {
  const binary = atob(text);
  return new TextDecoder('utf-8', { fatal: true }).decode(
    Uint8Array.from(binary, (character) => character.charCodeAt(0)),
  );
}

function malformed(reason: string): Refusal {
  return new Refusal('malformed-sso', { reason });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function httpUrl(value: unknown, limit: number): string | null | undefined {
  if (value === undefined || value === null) return value;
  if (typeof value !== 'string' || value.length > limit) return null;
  return /^https?:\/\//i.test(value) ? value : null;
}

function optionalText(user: Record<string, unknown>, name: string, limit: number) {
  const value = user[name];
  if (value === undefined || value === null) return value;
  if (typeof value !== 'string') throw malformed(`${name} must be a text.`);
  if (value.length > limit) throw malformed(`${name} may have ${limit} characters at most.`);
  return value;
}

function optionalFlag(user: Record<string, unknown>, name: string): boolean | undefined {
  const value = user[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw malformed(`${name} must be true or false.`);
  return value;
}

function neededText(user: Record<string, unknown>, name: string): string {
  const value = optionalText(user, name, 1000);
  if (!value) throw malformed(`${name} is required.`);
  return value;
}

function groupIds(value: unknown): string[] | undefined {
  if (value === undefined) return undefined;
  if (value === null) return [];
  const fits = (id: unknown): id is string => typeof id === 'string' && id.length <= 50;
  if (!Array.isArray(value) || value.length > 100 || !value.every(fits)) {
    throw malformed('groupIds must be up to 100 texts of up to 50 characters.');
  }
  return value;
}

function badgeChange(value: unknown, catalogue: readonly Badge[]): SSOProfile['badges'] {
  if (value === undefined || value === null) return undefined;
  if (!isRecord(value)) throw malformed('badgeConfig must be an object.');
  const ids: unknown[] = [value.badgeIds, value.pageBadgeIds].flatMap((list: unknown) =>
    Array.isArray(list) ? (list as unknown[]) : [],
  );
  if (ids.length > 30) throw malformed('badgeIds may have 30 members at most.');
  return {
    list: catalogue.filter((badge) => ids.includes(badge.id)),
    override: value.override === true,
    update: value.update === true,
  };
}

/** Members that simple and secure payloads share; limits are the service's. */
function commonProfile(user: Record<string, unknown>, tenant: TenantSettings) {
  return {
    avatarSrc: httpUrl(user.avatar === undefined ? user.avatarSrc : user.avatar, 3000),
    displayName: optionalText(user, 'displayName', 500),
    displayLabel: optionalText(user, 'displayLabel', 100),
    websiteUrl: httpUrl(user.websiteUrl, 2000),
    badges: badgeChange(user.badgeConfig, tenant.badges ?? []),
    isSSO: true,
  };
}

async function readSecure(
  payload: Record<string, unknown>,
  tenant: TenantSettings,
  now: number,
): Promise<SSOIdentity> {
  const { userDataJSONBase64: data, verificationHash: hash, timestamp } = payload;
  if (typeof data !== 'string') throw malformed('userDataJSONBase64 must be a text.');
  if (typeof hash !== 'string') throw malformed('verificationHash is missing.');
  if (typeof timestamp !== 'number' || !Number.isFinite(timestamp)) {
    throw malformed('timestamp must be a number of milliseconds.');
  }
  if (timestamp > now + clockSkew) throw malformed('timestamp is in the future.');
  if (timestamp < now - maximumAge) throw malformed('timestamp is older than two days.');
  if (!tenant.ssoSecret) throw malformed('This tenant has no secret.');
  if ((await sign(tenant.ssoSecret, `${timestamp}${data}`)) !== hash) {
    throw malformed('verificationHash does not fit.');
  }
  let user: unknown;
  try {
    user = JSON.parse(fromBase64(data));
  } catch {
    throw malformed('userDataJSONBase64 is not Base64 of JSON in UTF-8.');
  }
  if (!isRecord(user)) throw malformed('The user must be an object.');
  const id = user.id;
  if ((typeof id !== 'string' && typeof id !== 'number') || String(id) === '') {
    throw malformed('id is required.');
  }
  const username = neededText(user, 'username');
  if (/^\S+@\S+\.\S+$/.test(username)) throw malformed('username may not be an e-mail address.');
  return {
    kind: 'account',
    secure: true,
    profile: {
      id: String(id),
      username,
      email: neededText(user, 'email'),
      ...commonProfile(user, tenant),
      groupIds: groupIds(user.groupIds),
      isAdmin: optionalFlag(user, 'isAdmin'),
      isModerator: optionalFlag(user, 'isModerator'),
      isProfileActivityPrivate: optionalFlag(user, 'isProfileActivityPrivate'),
      isProfileCommentsPrivate: optionalFlag(user, 'isProfileCommentsPrivate'),
      isProfileDMDisabled: optionalFlag(user, 'isProfileDMDisabled'),
    },
  };
}

async function readSimple(
  user: Record<string, unknown>,
  tenant: TenantSettings,
): Promise<SSOIdentity> {
  const username = optionalText(user, 'username', 1000);
  const email = optionalText(user, 'email', 1000);
  if (!username) return { kind: 'guest' };
  const profile = commonProfile(user, tenant);
  if (!email) return { kind: 'name', profile: { id: '', username, ...profile } };
  // The e-mail is the key, but it must not be readable in an id that everybody sees.
  const digest = await crypto.subtle.digest('SHA-256', toBytes(email.toLowerCase()));
  const id = `simple-${toHex(digest).slice(0, 20)}`;
  return { kind: 'account', secure: false, profile: { id, username, email, ...profile } };
}

/**
 * Reads a `sso` query parameter: a secure payload (verified), a simple one wrapped in `simpleSSOUser`
 * or flat, or one of a logged-out visitor. Throws a `malformed-sso` refusal that says what is wrong.
 * Simple payloads are unsigned and never give rights.
 */
export async function readSSO(
  text: string,
  tenant: TenantSettings,
  now: number,
): Promise<SSOIdentity> {
  let payload: unknown;
  try {
    payload = JSON.parse(text);
  } catch {
    throw malformed('sso is not JSON.');
  }
  if (!isRecord(payload)) throw malformed('sso must be an object.');
  if (payload.userDataJSONBase64 !== undefined && payload.userDataJSONBase64 !== null) {
    // Blanked after logging out.
    if (payload.userDataJSONBase64 === '') return { kind: 'guest' };
    return readSecure(payload, tenant, now);
  }
  const wrapped = payload.simpleSSOUser;
  if (wrapped !== undefined && wrapped !== null) {
    if (!isRecord(wrapped)) throw malformed('simpleSSOUser must be an object.');
    return readSimple(wrapped, tenant);
  }
  return readSimple(payload, tenant);
}
