import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PublicComment } from '../../src/core/index.js';
import { createTestServer, type TestServer, type Visitor } from '../../src/testing/index.js';

async function one(visitor: Visitor, urlId = 'story'): Promise<PublicComment> {
  const answer = await visitor.call('GET', '/comments/demo', { urlId, asTree: true });
  return (answer.json.comments as PublicComment[])[0]!;
}

function vote(
  visitor: Visitor,
  id: string,
  voteDir: string,
  body: Record<string, unknown> = {},
  query: Record<string, string> = {},
) {
  return visitor.call(
    'POST',
    `/comments/demo/${id}/vote`,
    { urlId: 'story', broadcastId: crypto.randomUUID(), ...query },
    { voteDir, commenterName: null, commenterEmail: null, url: null, ...body },
  );
}

function unvote(visitor: Visitor, id: string, voteId: string, query: Record<string, string> = {}) {
  return visitor.call('DELETE', `/comments/demo/${id}/vote/${voteId}`, {
    urlId: 'story',
    broadcastId: crypto.randomUUID(),
    ...query,
  });
}

/** Everything sent to the page, in order. */
function listen(server: TestServer): Record<string, unknown>[] {
  const heard: Record<string, unknown>[] = [];
  server.state.connect(
    { urlId: 'demo:story', tenantIdWS: 'demo', userIdWS: null },
    server.origin,
    (frame) => heard.push(JSON.parse(frame) as Record<string, unknown>),
  );
  return heard;
}

function seeded(options: Parameters<typeof createTestServer>[0] = {}) {
  const server = createTestServer({ rateLimits: false, ...options });
  const [id] = server.seed([{ text: 'vote on me', votesUp: 3, votesDown: 1 }]) as [string];
  return { server, id };
}

describe('counting', () => {
  test('any sequence of votes and removals of any visitors counts as plain arithmetic', async () => {
    const acts = fc.array(
      fc.record({
        who: fc.constantFrom('Ann', 'Ben', 'Cem'),
        act: fc.constantFrom<'up' | 'down' | 'remove'>('up', 'down', 'remove'),
      }),
      { maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(acts, async (list) => {
        const { server, id } = seeded();
        const heard = listen(server);
        const held = new Map<string, { voteId: string; direction: 'up' | 'down' }>();
        for (const { who, act } of list) {
          const visitor = server.visitor(who);
          const before = held.get(who);
          if (act === 'remove') {
            const answer = await unvote(visitor, id, before?.voteId ?? 'nothing');
            expect(answer.ok).toBe(before !== undefined);
            held.delete(who);
          } else {
            const answer = await vote(visitor, id, act);
            if (before?.direction === act) expect(answer.json.code).toBe('already-voted');
            else held.set(who, { voteId: String(answer.json.voteId), direction: act });
          }
          const ups = 3 + [...held.values()].filter(({ direction }) => direction === 'up').length;
          const downs =
            1 + [...held.values()].filter(({ direction }) => direction === 'down').length;
          expect(await one(visitor)).toMatchObject({
            votesUp: ups,
            votesDown: downs,
            votes: ups - downs,
          });
        }
        // The live events alone lead to the same sums.
        let sum = 2;
        for (const event of heard) {
          const { direction } = (event.vote ?? {}) as { direction?: number };
          if (event.type === 'new-vote') sum += direction!;
          if (event.type === 'deleted-vote') sum -= direction!;
        }
        expect(sum).toBe((await one(server.visitor('Ann'))).votes);
      }),
      { numRuns: 40 },
    );
  });

  test('a direct switch is echoed as deleted-vote and new-vote with one broadcastId', async () => {
    const { server, id } = seeded();
    const ann = server.visitor('Ann');
    const first = await vote(ann, id, 'up');
    const heard = listen(server);
    const second = await vote(ann, id, 'down', {}, { broadcastId: 'switch' });
    expect(heard.slice(1)).toMatchObject([
      {
        type: 'deleted-vote',
        broadcastId: 'switch',
        vote: { _id: first.json.voteId, direction: 1 },
      },
      { type: 'new-vote', broadcastId: 'switch', vote: { _id: second.json.voteId, direction: -1 } },
    ]);
    expect(await one(ann)).toMatchObject({ votes: 1, isVotedDown: true, isVotedUp: false });
  });
});

describe('who may', () => {
  test('removes with the cookie, the session or the key of the vote, and nobody else', async () => {
    const { server, id } = seeded();
    const ann = server.visitor('Ann');
    const made = await vote(ann, id, 'up');
    const stranger = server.visitor('Stranger');
    const refused = await unvote(stranger, id, String(made.json.voteId));
    expect(refused).toMatchObject({ httpStatus: 401, json: { code: 'edit-key-invalid' } });
    ann.blockCookies(true);
    const keyed = await unvote(ann, id, String(made.json.voteId), {
      editKey: String(made.json.editKey),
    });
    expect(keyed.ok).toBe(true);
    expect((await one(ann)).votes).toBe(2);
  });

  test('a vote by an identified visitor is theirs again in a new browser', async () => {
    const { server, id } = seeded();
    const made = await vote(server.visitor('First'), id, 'up', {}, { anonUserId: 'me-1' });
    const answer = await server
      .visitor('Second')
      .call('GET', '/comments/demo', { urlId: 'story', anonUserId: 'me-1' });
    expect((answer.json.comments as PublicComment[])[0]).toMatchObject({
      isVotedUp: true,
      myVoteId: made.json.voteId,
    });
  });

  test.each([
    [{ allowAnon: true, allowAnonVotes: true }, {}, 'success'],
    [{ allowAnon: true, allowAnonVotes: false }, {}, 'success'],
    [{ allowAnon: false, allowAnonVotes: true }, {}, 'success'],
    [
      { allowAnon: false, allowAnonVotes: true },
      { commenterName: 'Ann', commenterEmail: 'ann@example.com' },
      'pending-verification',
    ],
    [
      { allowAnon: false, allowAnonVotes: false },
      { commenterName: 'Ann', commenterEmail: 'ann@example.com' },
      'pending-verification',
    ],
    [{ allowAnon: false, allowAnonVotes: false }, {}, 'failed'],
  ])('with %j a guest with %j: %s', async (config, body, status) => {
    const { server, id } = seeded();
    server.configurePage('story', { config });
    const answer = await vote(server.visitor('Ann'), id, 'up', body);
    expect(answer.json.status).toBe(status);
    if (status === 'failed') expect(answer).toMatchObject({ httpStatus: 401 });
    expect((await one(server.visitor('Ann'))).votes).toBe(status === 'success' ? 3 : 2);
  });
});

describe('votes that wait', () => {
  async function pending() {
    const { server, id } = seeded();
    server.configurePage('story', { config: { allowAnon: false, allowAnonVotes: false } });
    const ann = server.visitor('Ann');
    const heard = listen(server);
    const made = await vote(ann, id, 'up', {
      commenterName: 'Ann',
      commenterEmail: 'ann@example.com',
    });
    return { server, id, ann, heard, made };
  }

  test('stand at the comment, count nothing and tell nobody', async () => {
    const { ann, heard, made } = await pending();
    expect(made.json).toMatchObject({ status: 'pending-verification', isVerified: false });
    expect(await one(ann)).toMatchObject({ votes: 2, isVotedUp: true, myVoteId: made.json.voteId });
    expect(heard.filter(({ type }) => type === 'new-vote')).toEqual([]);
  });

  test('are removed without a trace', async () => {
    const { id, ann, made } = await pending();
    const removed = await unvote(ann, id, String(made.json.voteId));
    expect(removed.json).toMatchObject({ status: 'success', wasPendingVote: true });
    expect((await one(ann)).votes).toBe(2);
  });

  test('count once their voter followed the mailed link', async () => {
    const { server, id, ann, heard } = await pending();
    expect(server.mails).toMatchObject([{ to: 'ann@example.com', about: 'vote' }]);
    expect(server.verify(server.mails[0]!.sessionId)).toBe(true);
    expect((await one(ann)).votes).toBe(3);
    expect(heard.at(-1)).toMatchObject({ type: 'new-vote', vote: { commentId: id, direction: 1 } });
    // From now on this session is verified.
    server.seed([{ id: 'second', text: 'again' }]);
    const next = await vote(ann, 'second', 'up');
    expect(next.json).toMatchObject({ status: 'success', isVerified: true });
  });
});

test('names of voters are listed by direction', async () => {
  const { server, id } = seeded();
  await vote(server.visitor('Ann'), id, 'up', { commenterName: 'Ann' });
  await vote(server.visitor('Ben'), id, 'down');
  await vote(server.signedIn({ id: 'cem', username: 'cem', displayName: 'Cem K.' }), id, 'up');
  const names = async (dir: number) => {
    const answer = await server.visitor('Any').call('GET', `/comments/demo/${id}/votes`, { dir });
    return answer.json.voteUserNames;
  };
  expect(await names(1)).toEqual(['Ann', 'Cem K.']);
  expect(await names(-1)).toEqual(['Anonymous']);
});
