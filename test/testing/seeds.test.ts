import { describe, expect, test } from 'vitest';
import type { PublicComment } from '../../src/core/index.js';
import { createManualClock, createTestServer, type Seed } from '../../src/testing/index.js';
import { parseSeed } from '../../src/testing/seeds.js';

const clock = createManualClock();

async function everything(seed: Seed, urlId: string): Promise<PublicComment[]> {
  const server = createTestServer({ clock, seed });
  const admin = server.signedIn({ id: 'admin', username: 'admin', isAdmin: true });
  const query = { urlId, page: -1, direction: 'OF' };
  return (await admin.call('GET', '/comments/demo', query)).json.comments as PublicComment[];
}

function depths(comments: readonly PublicComment[]): number[] {
  const parents = new Map(comments.map(({ _id, parentId }) => [_id, parentId ?? null]));
  const depth = (id: string): number => {
    const parent = parents.get(id);
    return parent ? 1 + depth(parent) : 0;
  };
  return comments.map(({ _id }) => depth(_id));
}

describe('the story', () => {
  test('has every state a designer needs to see', async () => {
    const comments = await everything('story', 'story');
    expect(comments.length).toBeGreaterThanOrEqual(40);
    expect(comments.length).toBeLessThanOrEqual(80);
    expect(Math.max(...depths(comments))).toBeGreaterThanOrEqual(6);
    const some = (what: (comment: PublicComment) => unknown) =>
      comments.some((c) => Boolean(what(c)));
    const states: Record<string, (comment: PublicComment) => unknown> = {
      pinned: (c) => c.isPinned,
      locked: (c) => c.isLocked,
      unverified: (c) => !c.verified,
      verified: (c) => c.verified,
      admin: (c) => c.isByAdmin && c.displayLabel,
      moderator: (c) => c.isByModerator && !c.displayLabel,
      'label badge': (c) => c.badges?.some(({ displayLabel }) => displayLabel),
      'image badge': (c) => c.badges?.some(({ displaySrc }) => displaySrc),
      placeholder: (c) => c.isDeleted,
      'deleted user': (c) => c.isDeletedUser,
      spam: (c) => c.isSpam,
      unapproved: (c) => c.approved === false,
      image: (c) => c.hasImages,
      code: (c) => c.commentHTML.includes('<pre><code class="language-python">'),
      quote: (c) => c.commentHTML.includes('<blockquote>'),
      'bullet list': (c) => c.commentHTML.includes('<ul>'),
      'numbered list': (c) => c.commentHTML.includes('<ol>'),
      spoiler: (c) => c.commentHTML.includes('<spoiler>'),
      link: (c) => c.commentHTML.includes('<a href="https://example.com'),
      mention: (c) => c.commentHTML.includes('class="mention"'),
      hashtag: (c) => c.commentHTML.includes('class="hashtag"'),
      long: (c) => c.commentHTML.length > 500,
      bold: (c) => c.commentHTML.includes('<b>'),
      italic: (c) => c.commentHTML.includes('<i>'),
      strike: (c) => c.commentHTML.includes('<strike>'),
      underline: (c) => c.commentHTML.includes('<u>'),
      'author link': (c) => c.commenterLink,
      'no votes': (c) => c.votesUp === 0 && c.votesDown === 0,
      'more down than up': (c) => c.votes! < 0,
      'up and down': (c) => c.votesUp! > 0 && c.votesDown! > 0,
      cyrillic: (c) => /\p{Script=Cyrillic}{10}/u.test(c.commentHTML.replaceAll(' ', '')),
      japanese: (c) => /\p{Script=Hiragana}/u.test(c.commentHTML),
      arabic: (c) => /\p{Script=Arabic}/u.test(c.commentHTML),
      hebrew: (c) => /\p{Script=Hebrew}/u.test(c.commentHTML),
    };
    const missing = Object.entries(states).filter(([, what]) => !some(what));
    expect(missing.map(([name]) => name)).toEqual([]);
  });

  test('spans several days up to now, replies after what they answer', async () => {
    const comments = await everything('story', 'story');
    const dates = new Map(comments.map(({ _id, date }) => [_id, Date.parse(date!)]));
    const all = [...dates.values()];
    expect(Math.max(...all)).toBeLessThan(clock.wall());
    expect(Math.max(...all)).toBeGreaterThan(clock.wall() - 3_600_000);
    expect(Math.max(...all) - Math.min(...all)).toBeGreaterThan(5 * 24 * 3_600_000);
    for (const { _id, parentId } of comments) {
      if (parentId) expect(dates.get(_id)!).toBeGreaterThan(dates.get(parentId)!);
    }
  });

  test('shows nothing of spam and what waits to visitors', async () => {
    const server = createTestServer({ seed: 'story' });
    const { json } = await server
      .visitor('V')
      .call('GET', '/comments/demo', { urlId: 'story', page: -1 });
    const comments = json.comments as PublicComment[];
    expect(comments.some(({ isSpam, approved }) => isSpam === true || approved === false)).toBe(
      false,
    );
  });

  test('counts at least the votes whose voters it names', () => {
    const server = createTestServer({ seed: 'story' });
    for (const comment of server.state.db.allComments()) {
      const votes = server.state.db.votes.find('comment', comment._id);
      const ups = votes.filter(({ direction }) => direction === 1).length;
      expect(comment.votesUp, comment.text).toBeGreaterThanOrEqual(ups);
      expect(comment.votesDown, comment.text).toBeGreaterThanOrEqual(votes.length - ups);
    }
  });

  test('every picture it shows is served', async () => {
    const server = createTestServer({ seed: 'story' });
    const text = await (
      await server.fetch(`${server.origin}/comments/demo?urlId=story&page=-1`)
    ).text();
    const addresses = new Set(text.match(/https:\/\/comments\.test\/[\w./-]+/g));
    expect(addresses.size).toBeGreaterThan(12);
    expect(text).not.toContain('origin.invalid');
    for (const address of addresses) {
      const picture = await server.fetch(address);
      expect(picture.headers.get('content-type'), address).toBe('image/svg+xml');
      expect(await picture.text()).toMatch(/^<svg [\s\S]*<\/svg>$/);
    }
  });
});

describe('a large thread', () => {
  test('has so many comments, the same every time, six levels deep', async () => {
    const first = await everything('large:800', 'large');
    const second = await everything('large:800', 'large');
    const withoutIds = (list: PublicComment[]) => list.map((c) => ({ ...c, anonUserId: null }));
    expect(withoutIds(second)).toEqual(withoutIds(first));
    expect(first).toHaveLength(800);
    expect(Math.max(...depths(first))).toBe(5);
    const lengths = first.map(({ commentHTML }) => commentHTML.length);
    expect(Math.min(...lengths)).toBeLessThan(60);
    expect(Math.max(...lengths)).toBeGreaterThan(400);
  });

  test('fills an empty page only', () => {
    const server = createTestServer({ seed: 'large:20' });
    expect(server.seed('large:20')).toEqual([]);
    expect(server.seed('large:20', 'another')).toHaveLength(20);
    expect(server.state.db.thread('demo', 'large').size).toBe(20);
  });
});

test.each([
  ['story', 'story'],
  ['empty', 'empty'],
  ['large:5000', 'large:5000'],
  ['large:0', null],
  ['large:', null],
  ['large:x', null],
  ['Story', null],
])('the word %s means %s', (text, seed) => {
  expect(parseSeed(text)).toBe(seed);
});

test('comments of your own keep ids, order and authors', async () => {
  const comments = await everything(
    [
      { id: 'a', text: 'first', author: 'Guest A', replies: [{ id: 'b', text: 'reply' }] },
      { id: 'c', text: 'second', author: { id: 'cem', name: 'cem', displayName: 'Cem' } },
    ],
    'story',
  );
  expect(comments).toMatchObject([
    { _id: 'a', commenterName: 'Guest A', verified: false, userId: null },
    { _id: 'b', commenterName: 'Guest', parentId: 'a' },
    { _id: 'c', commenterName: 'Cem', verified: true, userId: 'demo:cem' },
  ]);
});
