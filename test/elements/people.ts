import { createSecureSSO, type SecureSSOPayload } from '../../src/testing/index.js';

/** Somebody nobody has met: what they flag and block is theirs alone. */
export function newPerson(name: string, rights: { isAdmin?: boolean; isModerator?: boolean } = {}) {
  return { id: `${name.toLowerCase()}-${Math.random().toString(36).slice(2)}`, name, ...rights };
}

/** Somebody a site's own backend vouches for, as the `sso` property takes it. */
export async function secureSSO(person: {
  readonly id: string;
  readonly name: string;
  readonly isAdmin?: boolean;
  readonly isModerator?: boolean;
}): Promise<SecureSSOPayload> {
  const { id, name, ...rights } = person;
  const user = { id, username: name, email: `${id}@example.com`, ...rights };
  return createSecureSSO(user, 'demo-secret', Date.now());
}
