import { describe, expect, test } from 'vitest';
import { createManualClock, createTestServer, type TestServer } from '../../src/testing/index.js';
import { loadOpenAPI, openAPINote } from '../support/openapi.js';

type Event = Record<string, unknown> & { type: string };

function listen(server: TestServer, userIdWS: string | null = null, urlId = 'story') {
  const heard: Event[] = [];
  const opened = server.state.connect(
    { urlId: encodeURIComponent(`demo:${urlId}`), tenantIdWS: 'demo', userIdWS },
    server.origin,
    (frame) => heard.push(JSON.parse(frame) as Event),
  );
  if ('refused' in opened) throw new Error(opened.refused);
  return { heard, leave: opened.leave };
}

async function log(server: TestServer, query: Record<string, string | number> = {}) {
  const answer = await server.visitor('Log').call('GET', '/event-log/demo', {
    urlId: 'story',
    userIdWS: 'uws-guest',
    startTime: 0,
    ...query,
  });
  return (answer.json.events as { data: string; createdAt: string; broadcastId: string }[]).map(
    (entry) => ({ ...entry, event: JSON.parse(entry.data) as Event }),
  );
}

describe('presence', () => {
  test('tells everybody there, the newcomer too, who comes and goes', () => {
    const server = createTestServer();
    const first = listen(server, 'uws-a.one');
    const second = listen(server, 'uws-a.two');
    second.leave();
    second.leave();
    expect(first.heard).toEqual([
      { type: 'p-u', uj: ['anon:one'], ul: [], sc: 1 },
      { type: 'p-u', uj: ['anon:two'], ul: [], sc: 2 },
      { type: 'p-u', uj: [], ul: ['anon:two'], sc: 1 },
    ]);
    expect(second.heard).toEqual([{ type: 'p-u', uj: ['anon:two'], ul: [], sc: 2 }]);
  });

  test('counts sockets, but names a person once', () => {
    const server = createTestServer();
    const first = listen(server, 'uws-a.one');
    const again = listen(server, 'uws-a.one');
    again.leave();
    expect(first.heard.slice(1)).toEqual([
      { type: 'p-u', uj: [], ul: [], sc: 2 },
      { type: 'p-u', uj: [], ul: [], sc: 1 },
    ]);
  });

  test('guests nobody knows are each their own', () => {
    const server = createTestServer();
    listen(server);
    const { heard } = listen(server);
    expect(heard[0]).toMatchObject({ sc: 2 });
    expect(String((heard[0]!.uj as string[])[0])).toMatch(/^anon:/);
  });

  test('is asked for by id, account or anonymous, with urlIdWS encoded or not', async () => {
    const server = createTestServer();
    const ann = server.signedIn({ id: 'ann', username: 'ann' });
    const { json } = await ann.call('GET', '/comments/demo', { urlId: 'story' });
    listen(server, String(json.userIdWS));
    listen(server, 'uws-a.one');
    for (const urlIdWS of ['demo:story', 'demo%3Astory', 'demo%253Astory']) {
      const answer = await ann.call('GET', '/user-presence-status', {
        tenantId: 'demo',
        urlIdWS,
        userIds: 'demo:ann,one,nobody',
      });
      expect(answer.json.userIdsOnline).toEqual({ 'demo:ann': true, one: true, nobody: false });
    }
  });

  test('lists who is online and who wrote but is not', async () => {
    const server = createTestServer();
    const ann = server.signedIn({ id: 'ann', username: 'ann', displayName: 'Ann' });
    const ben = server.signedIn({ id: 'ben', username: 'ben', isProfileActivityPrivate: true });
    await ben.comment('was here');
    const { json } = await ann.call('GET', '/comments/demo', { urlId: 'story' });
    listen(server, String(json.userIdWS));
    listen(server, 'uws-a.one');
    const get = async (what: string, query: Record<string, string>) =>
      (await ann.call('GET', `/pages/demo/users/${what}`, query)).json;
    expect(await get('online', { urlId: 'story' })).toMatchObject({
      users: [{ id: 'demo:ann', displayName: 'Ann' }],
      totalCount: 2,
      anonCount: 1,
      nextAfterUserId: null,
    });
    expect(await get('offline', { urlId: 'story' })).toMatchObject({
      users: [{ id: 'demo:ben', displayName: 'ben', isPrivate: true }],
    });
    expect(await get('info', { ids: 'demo:ben,nobody' })).toMatchObject({
      users: [{ id: 'demo:ben' }],
    });
  });
});

describe('frames', () => {
  test('hold no bare percent sign and mean the same', async () => {
    const server = createTestServer();
    const frames: string[] = [];
    server.state.connect(
      { urlId: 'demo:story', tenantIdWS: 'demo', userIdWS: null },
      server.origin,
      (frame) => frames.push(frame),
    );
    await server.visitor('Ann').comment('100% sure');
    expect(frames.some((frame) => frame.includes('%'))).toBe(false);
    expect(JSON.parse(frames.at(-1)!)).toMatchObject({ comment: { comment: '100% sure' } });
  });

  test('go to the page they are about, whatever stands in its id', async () => {
    const server = createTestServer();
    const urlId = 'https://example.com/ä b?x=1&y=%20';
    const here = listen(server, null, urlId);
    const there = listen(server, null, 'other');
    await server.visitor('Ann').comment('hello', { urlId });
    expect(here.heard.at(-1)).toMatchObject({ type: 'new-comment' });
    expect(there.heard.map(({ type }) => type)).toEqual(['p-u']);
  });

  test('a room of another tenant is refused', () => {
    const server = createTestServer();
    const refused = (urlId: string | null, tenantIdWS: string | null) =>
      'refused' in
      server.state.connect({ urlId, tenantIdWS, userIdWS: null }, server.origin, () => undefined);
    expect(refused('nobody:story', 'demo')).toBe(true);
    expect(refused('nobody:story', 'nobody')).toBe(true);
    expect(refused('elsewhere:story', 'elsewhere')).toBe(true);
    expect(refused(null, 'demo')).toBe(true);
    expect(refused('__internal_profiles:uws-guest', '__internal_profiles')).toBe(true);
  });

  test('are sent only after everything is kept', async () => {
    const server = createTestServer();
    let seen: unknown;
    server.state.connect(
      { urlId: 'demo:story', tenantIdWS: 'demo', userIdWS: null },
      server.origin,
      (frame) => {
        const event = JSON.parse(frame) as Event & { comment?: { _id: string } };
        if (event.comment) seen = server.state.db.comment(event.comment._id)?.text;
      },
    );
    await server.visitor('Ann').comment('kept');
    expect(seen).toBe('kept');
  });
});

describe('the event log', () => {
  test('holds the five stored types with their broadcast ids, and nothing else', async () => {
    const server = createTestServer({ rateLimits: false });
    const { heard } = listen(server);
    const ann = server.visitor('Ann');
    const comment = await ann.comment('one', { broadcastId: 'b1' });
    const voteId = await ann.vote(comment._id, 'up');
    const path = `/comments/demo/${comment._id}`;
    await ann.call('DELETE', `${path}/vote/${voteId}`, { urlId: 'story', broadcastId: 'b3' });
    await ann.call('POST', `${path}/update-text`, { broadcastId: 'b4' }, { comment: 'two' });
    server.close('story');
    server.push('story', { type: 'cvc', changes: { [comment._id]: 3 } });
    await ann.call('DELETE', path, { broadcastId: 'b5' });
    const entries = await log(server);
    expect(entries.map(({ event }) => event.type)).toEqual([
      'new-comment',
      'new-vote',
      'deleted-vote',
      'updated-comment',
      'deleted-comment',
    ]);
    expect(entries.map(({ broadcastId }) => broadcastId).filter((id) => id.length === 2)).toEqual([
      'b1',
      'b3',
      'b4',
      'b5',
    ]);
    // What is logged is what was sent.
    const sent = heard.filter(({ type }) => !['p-u', 'cvc', 'thread-state-change'].includes(type));
    expect(entries.map(({ event }) => event)).toEqual(sent);
    expect(heard.map(({ type }) => type)).toContain('thread-state-change');
  });

  test('is cut at both ends, inclusively, and its times never go back', async () => {
    const clock = createManualClock();
    const server = createTestServer({ clock, rateLimits: false });
    const ann = server.visitor('Ann');
    for (let at = 0; at < 5; at += 1) {
      await ann.comment(`number ${at}`);
      await clock.advance(at % 2 ? 1000 : 0);
    }
    const times = (await log(server)).map(({ event }) => Number(event.timestamp));
    expect(times.map((time) => time - times[0]!)).toEqual([0, 0, 1000, 1000, 2000]);
    const startTime = times[2]!;
    const cut = await log(server, { startTime, endTime: startTime });
    expect(cut.map(({ event }) => event.timestamp)).toEqual([startTime, startTime]);
  });

  test('forgets what is very old', async () => {
    const server = createTestServer({ rateLimits: false });
    for (let at = 0; at < 6000; at += 1) {
      server.push('story', { type: 'new-vote', vote: { _id: `v${at}` } });
    }
    const entries = await log(server);
    expect(entries.length).toBeLessThanOrEqual(5500);
    expect(entries.at(-1)!.event).toMatchObject({ vote: { _id: 'v5999' } });
  });
});

describe('what an owner does', () => {
  test('closing, new configuration and badges reach the page', () => {
    const server = createTestServer();
    server.seed([{ author: { id: 'ada', name: 'Ada' }, text: 'x' }]);
    const { heard } = listen(server);
    server.close('story');
    server.reopen('story');
    server.configurePage('story', { config: { readonly: true } });
    const badges = [{ id: 'b', type: 1, description: 'New' }];
    expect(server.setBadges('demo:ada', badges)).toBe(true);
    expect(heard.slice(1)).toMatchObject([
      { type: 'thread-state-change', isClosed: true },
      { type: 'thread-state-change', isClosed: false },
      { type: 'new-config', config: { readonly: true } },
      { type: 'update-badges', userId: 'demo:ada', badges },
    ]);
    expect(server.setBadges('demo:nobody', badges)).toBe(false);
  });

  test('spam goes out of sight and back', async () => {
    const server = createTestServer();
    const comment = await server.visitor('Ann').comment('fine');
    const { heard } = listen(server);
    server.markSpam(comment._id);
    server.markSpam(comment._id, false);
    expect(heard.slice(1).map(({ type }) => type)).toEqual(['deleted-comment', 'new-comment']);
  });

  test('spam that is written reaches nobody but its author', async () => {
    const server = createTestServer();
    const { heard } = listen(server);
    const comment = await server.visitor('Spammer').comment('buy CHEAP WATCHES now');
    expect(comment.isSpam).toBe(true);
    expect(heard.map(({ type }) => type)).toEqual(['p-u']);
  });

  test('verifying a guest verifies what they wrote', async () => {
    const server = createTestServer();
    const ann = server.visitor('Ann');
    const comment = await ann.comment('verify me', { email: 'ann@example.com' });
    expect(comment).toMatchObject({ verified: false, requiresVerification: true });
    const { heard } = listen(server);
    expect(server.verify(server.mails[0]!.sessionId)).toBe(true);
    expect(heard.at(-1)).toMatchObject({
      type: 'updated-comment',
      comment: { _id: comment._id, verified: true },
    });
    expect((await ann.comment('again')).verified).toBe(true);
  });
});

const api = loadOpenAPI();

test.skipIf(!api)(`every event is a LiveEvent of the OpenAPI file${openAPINote}`, async () => {
  const server = createTestServer({ rateLimits: false });
  const { heard } = listen(server);
  const ann = server.signedIn({ id: 'ann', username: 'ann', isAdmin: true });
  const { json } = await ann.call('GET', '/comments/demo', { urlId: 'story' });
  const own = listen(server, String(json.userIdWS));
  const comment = await ann.comment('one [img]https://example.com/a.png[/img] #tag');
  const guest = server.visitor('Guest');
  const reply = await guest.comment('reply', { parentId: comment._id });
  await guest.vote(comment._id, 'up');
  await guest.vote(comment._id, 'down');
  for (const act of ['pin', 'unpin', 'lock', 'unlock']) {
    await ann.call('POST', `/comments/demo/${comment._id}/${act}`, { broadcastId: act });
  }
  await ann.call('POST', '/page-reacts/v2/demo', { urlId: 'story', id: 'heart' });
  server.setBadges('demo:ann', [{ id: 'b', type: 1, description: 'New' }]);
  server.close('story');
  server.configurePage('story', { config: { commentThreadDeleteMode: 1 } });
  await ann.call('DELETE', `/comments/demo/${comment._id}`, { broadcastId: 'd' });
  await guest.call('DELETE', `/comments/demo/${reply._id}`, { broadcastId: 'd2' });
  const all = [...heard, ...own.heard];
  expect(new Set(all.map(({ type }) => type))).toEqual(
    new Set([
      'p-u',
      'new-comment',
      'updated-comment',
      'deleted-comment',
      'new-vote',
      'deleted-vote',
      'page-react',
      'update-badges',
      'thread-state-change',
      'new-config',
      'notification',
    ]),
  );
  for (const event of all) {
    // The file types the configuration of this event as an object without members.
    const checked = event.type === 'new-config' ? { ...event, config: {} } : event;
    expect(api!.checkSchema('LiveEvent', checked)).toEqual([]);
  }
});
