import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSecureSSO, createTestServer, demoSecret } from '../../src/testing/index.js';

const now = Date.UTC(2026, 10, 21, 12);
const clock = { wall: () => now, after: () => () => undefined };
const day = 24 * 3_600_000;
const user = { id: 'ada', email: 'ada@example.com', username: 'Ada' };

function server() {
  return createTestServer({ clock });
}

async function read(sso: unknown, here = server()) {
  const text = typeof sso === 'string' ? sso : JSON.stringify(sso);
  const answer = await here
    .visitor('V')
    .call('GET', '/comments/demo', { urlId: 'story', sso: text });
  return { ...answer, user: answer.json.user as Record<string, unknown> | null };
}

test('the payload is what a backend would make with its own HMAC', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
      fc.string({ minLength: 1 }),
      async (username, secret) => {
        const payload = await createSecureSSO({ ...user, username }, secret, now);
        const data = Buffer.from(JSON.stringify({ ...user, username }), 'utf8').toString('base64');
        const hash = createHmac('sha256', secret).update(`${now}${data}`).digest('hex');
        expect(payload).toEqual({
          userDataJSONBase64: data,
          verificationHash: hash,
          timestamp: now,
        });
      },
    ),
    { numRuns: 40 },
  );
});

describe('secure', () => {
  test('signs in, stores the account under the tenant, and gives rights', async () => {
    const here = server();
    const payload = await createSecureSSO(
      {
        ...user,
        displayName: 'Ada L.',
        displayLabel: 'Editor',
        avatar: 'https://example.com/a.png',
        websiteUrl: 'https://ada.example',
        groupIds: ['staff'],
        isAdmin: true,
        badgeConfig: { badgeIds: ['badge-regular', 'unknown'] },
      },
      demoSecret,
      now,
    );
    const answer = await read({ ...payload, loginURL: 'https://example.com/login' }, here);
    expect(answer.json.isSiteAdmin).toBe(true);
    expect(answer.user).toMatchObject({
      id: 'demo:ada',
      isAnonSession: false,
      username: 'Ada',
      displayName: 'Ada L.',
      displayLabel: 'Editor',
      avatarSrc: 'https://example.com/a.png',
      groupIds: ['staff'],
      badges: [{ id: 'badge-regular' }],
    });
  });

  test('null clears what was stored, absent leaves it', async () => {
    const here = server();
    const full = { ...user, displayName: 'Ada L.', avatar: 'https://example.com/a.png' };
    await read(await createSecureSSO(full, demoSecret, now), here);
    const kept = await read(await createSecureSSO(user, demoSecret, now), here);
    expect(kept.user).toMatchObject({ displayName: 'Ada L.' });
    const cleared = await read(
      await createSecureSSO({ ...user, displayName: null, avatar: null }, demoSecret, now),
      here,
    );
    expect(cleared.user).toMatchObject({ avatarSrc: null });
    expect(cleared.user).not.toHaveProperty('displayName');
  });

  test('badges are added, or replaced with override', async () => {
    const here = server();
    const badges = async (badgeIds: string[], more = {}) => {
      const badgeConfig = { badgeIds, ...more };
      const answer = await read(
        await createSecureSSO({ ...user, badgeConfig }, demoSecret, now),
        here,
      );
      return (answer.user?.badges as { id: string }[]).map(({ id }) => id);
    };
    expect(await badges(['badge-regular'])).toEqual(['badge-regular']);
    expect(await badges(['badge-first-harvest'])).toEqual(['badge-regular']);
    expect(await badges(['badge-first-harvest'], { update: true })).toEqual([
      'badge-regular',
      'badge-first-harvest',
    ]);
    expect(await badges(['badge-golden-trowel'], { override: true })).toEqual([
      'badge-golden-trowel',
    ]);
  });

  test.each([
    ['two days old', now - 2 * day, true],
    ['older', now - 2 * day - 1, false],
    ['a little ahead', now + 30_000, true],
    ['in the future', now + 120_000, false],
  ])('a timestamp %s', async (_, timestamp, ok) => {
    const answer = await read(await createSecureSSO(user, demoSecret, timestamp));
    expect(answer.ok).toBe(ok);
    if (!ok) {
      expect(answer.json.code).toBe('malformed-sso');
      expect(answer.json.reason).toContain('timestamp');
    }
  });

  test.each([
    ['another secret', () => createSecureSSO(user, 'wrong', now), 'verificationHash'],
    [
      'a changed user',
      async () => ({
        ...(await createSecureSSO(user, demoSecret, now)),
        userDataJSONBase64: btoa(JSON.stringify({ ...user, isAdmin: true })),
      }),
      'verificationHash',
    ],
    [
      'no hash',
      async () => ({
        ...(await createSecureSSO(user, demoSecret, now)),
        verificationHash: undefined,
      }),
      'verificationHash',
    ],
    ['no e-mail', () => createSecureSSO({ ...user, email: '' }, demoSecret, now), 'email'],
    [
      'an address as name',
      () => createSecureSSO({ ...user, username: 'a@b.cc' }, demoSecret, now),
      'username',
    ],
    [
      'a long name',
      () => createSecureSSO({ ...user, username: 'x'.repeat(1001) }, demoSecret, now),
      '1000',
    ],
    ['no JSON', () => Promise.resolve('{'), 'JSON'],
    ['a list', () => Promise.resolve('[]'), 'object'],
  ])('%s is malformed-sso with a reason', async (_, make, reason) => {
    const answer = await read(await make());
    expect(answer).toMatchObject({ httpStatus: 400, json: { code: 'malformed-sso' } });
    expect(answer.json.reason).toContain(reason);
  });

  test('blanked after logging out is a guest', async () => {
    const answer = await read({ userDataJSONBase64: '', verificationHash: '', loginURL: 'x' });
    expect(answer).toMatchObject({ ok: true, user: null });
    const nulls = await read({ userDataJSONBase64: null, verificationHash: null });
    expect(nulls).toMatchObject({ ok: true, user: null });
  });
});

describe('simple', () => {
  const bob = { username: 'Bob', email: 'Bob@example.com', avatar: 'https://example.com/b.png' };

  test('wrapped and flat are the same account, found by e-mail without showing it', async () => {
    const here = server();
    const wrapped = await read({ simpleSSOUser: bob }, here);
    const flat = await read({ ...bob, email: 'bob@EXAMPLE.com', loginURL: 'x' }, here);
    expect(wrapped.user?.id).toBe(flat.user?.id);
    expect(wrapped.user?.id).toMatch(/^demo:simple-/);
    expect(wrapped.user?.id).not.toContain('bob');
    expect(wrapped.user).toMatchObject({ username: 'Bob', isAnonSession: false });
  });

  test('gives no rights, whatever it says', async () => {
    const answer = await read({ simpleSSOUser: { ...bob, isAdmin: true, isModerator: true } });
    expect(answer.json.isSiteAdmin).toBe(false);
  });

  test('without an e-mail it is only a name', async () => {
    const here = server();
    const sso = JSON.stringify({ simpleSSOUser: { username: 'Bob' } });
    expect((await read(sso, here)).user).toBeNull();
    const written = await here
      .visitor('V')
      .call(
        'POST',
        '/comments/demo',
        { urlId: 'story', broadcastId: 'b', sso },
        { commenterName: '', comment: 'hi', url: 'x', urlId: 'story' },
      );
    expect(written.json.comment).toMatchObject({
      commenterName: 'Bob',
      verified: false,
      userId: null,
    });
  });
});

describe('a page that wants single sign-on', () => {
  test('refuses guests and opens to a payload', async () => {
    const here = server();
    const guest = await here.visitor('V').call('GET', '/comments/demo', { urlId: 'members-only' });
    expect(guest).toMatchObject({ httpStatus: 401, json: { code: 'unauthorized-page' } });
    const sso = JSON.stringify(await createSecureSSO(user, demoSecret, now));
    const member = await here
      .visitor('V')
      .call('GET', '/comments/demo', { urlId: 'members-only', sso });
    expect(member.ok).toBe(true);
  });

  test('and a secure one refuses a simple payload', async () => {
    const here = server();
    here.configurePage('members-only', { config: { ssoSecLvl: 1 } });
    const sso = JSON.stringify({ simpleSSOUser: { username: 'Bob', email: 'b@example.com' } });
    const answer = await here
      .visitor('V')
      .call('GET', '/comments/demo', { urlId: 'members-only', sso });
    expect(answer.json.code).toBe('unauthorized-page');
  });

  test('lets only members listen', async () => {
    const here = server();
    const sso = JSON.stringify(await createSecureSSO(user, demoSecret, now));
    const member = await here
      .visitor('V')
      .call('GET', '/comments/demo', { urlId: 'members-only', sso });
    const room = { urlId: String(member.json.urlIdWS), tenantIdWS: 'demo' };
    const open = (userIdWS: string | null) =>
      'refused' in here.state.connect({ ...room, userIdWS }, here.origin, () => undefined);
    expect(open(null)).toBe(true);
    expect(open('uws-a.guest')).toBe(true);
    expect(open(String(member.json.userIdWS))).toBe(false);
  });
});
