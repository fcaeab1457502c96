import { assert } from '@open-wc/testing';
import type { SeedComment } from '../../src/testing/seed.js';
import { nameOf } from '../support/roles.js';
import { newPerson, secureSSO } from './people.js';
import { ServicePage } from './service.js';
import { frames, leave, until, visit, type Visitor } from './visitor.js';

const admin = { id: 'boss', name: 'Robin', isAdmin: true };
const moderator = { id: 'mod', name: 'Mo', isModerator: true };
const ann = { id: 'ann', name: 'Ann' };

/** What stands in a comment's header and below it, its replies left out. */
function textOf(comment: HTMLElement): string {
  return comment.textContent.replaceAll(/\s+/g, ' ').trim();
}

async function visitWith(comments: readonly SeedComment[], attributes = {}): Promise<Visitor> {
  const page = new ServicePage();
  await page.seed(comments);
  return visit({ page, attributes });
}

describe('reading: the states of a comment', () => {
  afterEach(leave);

  it('shows a plain comment of an account without any mark', async () => {
    const visitor = await visitWith([{ author: ann, text: 'Plain' }]);
    const comment = await visitor.comment('Plain');
    assert.notMatch(textOf(comment), /Unverified|Pinned|Locked|spam|Awaiting/);
    assert.match(nameOf(comment), /^Ann, /);
    await visitor.isAccessible();
  });

  it('marks an unverified author, unless that is switched off', async () => {
    const comments = [{ author: 'Guest', text: 'Who am I' }];
    const visitor = await visitWith(comments);
    assert.include(textOf(await visitor.comment('Who am I')), 'Unverified comment');
    assert.include((await visitor.comment('Who am I')).part.value, 'comment-unverified');
    await visitor.isAccessible();
    leave();
    const other = await visitWith(comments, { 'disable-unverified-label': '' });
    assert.notInclude(textOf(await other.comment('Who am I')), 'Unverified');
  });

  it('marks pinned comments and puts them first in every order', async () => {
    const page = new ServicePage();
    await page.seed([
      { author: ann, text: 'Oldest' },
      { author: ann, text: 'Pinned one', isPinned: true },
      { author: ann, text: 'Newest', votesUp: 9 },
    ]);
    for (const direction of ['OF', 'NF', 'MR']) {
      const visitor = await visit({ page, attributes: { 'default-sort-direction': direction } });
      assert.equal(visitor.bodies()[0], 'Pinned one', direction);
      assert.include(textOf(await visitor.comment('Pinned one')), 'Pinned');
      assert.include((await visitor.comment('Pinned one')).part.value, 'comment-pinned');
      leave();
    }
  });

  it('marks a locked comment and offers no reply to it', async () => {
    const visitor = await visitWith([{ author: ann, text: 'Shut', isLocked: true }]);
    const comment = await visitor.comment('Shut');
    assert.include(textOf(comment), 'Locked');
    assert.isFalse(visitor.sees('button', 'Reply', comment));
    await visitor.isAccessible();
  });

  it('keeps a place for a deleted comment that has replies', async () => {
    const visitor = await visitWith([
      {
        author: ann,
        text: 'Secret',
        isDeleted: true,
        replies: [{ author: ann, text: 'Still here' }],
      },
    ]);
    const reply = await visitor.comment('Still here');
    const [parent] = visitor.comments();
    assert.include(textOf(parent!), 'Deleted comment');
    assert.notInclude(textOf(parent!), 'Secret');
    assert.notInclude(nameOf(parent!), 'Ann');
    assert.equal(reply.dataset.parentId, parent!.dataset.commentId);
    for (const name of ['Vote up', 'Reply', 'More actions']) {
      assert.isFalse(visitor.sees('button', name, parent), name);
    }
    await visitor.isAccessible();
  });

  it('keeps what a removed account wrote', async () => {
    const visitor = await visitWith([{ author: ann, text: 'I left', isDeletedUser: true }]);
    assert.equal(visitor.body(await visitor.comment('I left')), 'I left');
  });

  it('names administrators and moderators, and shows labels and badges', async () => {
    const visitor = await visitWith([
      { author: admin, text: 'By the boss' },
      { author: moderator, text: 'By the mod' },
      { author: { id: 'ed', name: 'Ed', isAdmin: true, displayLabel: 'Editor' }, text: 'By Ed' },
      {
        author: {
          id: 'reg',
          name: 'Reg',
          badges: [{ id: 'b', type: 1, description: 'Wrote a lot', displayLabel: 'Regular' }],
        },
        text: 'By Reg',
      },
    ]);
    assert.include(textOf(await visitor.comment('By the boss')), 'Administrator');
    assert.include(textOf(await visitor.comment('By the mod')), 'Moderator');
    const labelled = textOf(await visitor.comment('By Ed'));
    assert.include(labelled, 'Editor');
    assert.notInclude(labelled, 'Administrator');
    assert.include(textOf(await visitor.comment('By Reg')), 'Regular');
    // Nobody may flag or block who looks after the place.
    const entries = await visitor.openMenu(await visitor.comment('By the boss'));
    assert.notInclude(entries.join(), 'Flag');
    assert.notInclude(entries.join(), 'Block');
    await visitor.isAccessible();
  });

  it('shows spam and what waits for approval to an administrator only', async () => {
    const page = new ServicePage();
    await page.seed([
      { author: ann, text: 'Fine' },
      { author: ann, text: 'Cheap watches', isSpam: true, approved: false },
      { author: ann, text: 'Waits', approved: false },
    ]);
    const visitor = await visit({ page });
    assert.deepEqual(visitor.bodies(), ['Fine']);
    leave();
    const boss = await visit({ page, properties: { sso: await secureSSO(admin) } });
    const spam = textOf(await boss.comment('Cheap watches'));
    assert.include(spam, 'Marked as spam');
    assert.notInclude(spam, 'Awaiting approval', 'spam wins');
    assert.include(textOf(await boss.comment('Waits')), 'Awaiting approval');
    await boss.isAccessible();
  });

  it('shows what the visitor flagged and blocked as notices', async () => {
    const page = new ServicePage();
    const [flagged, blocked] = await page.seed([
      { author: ann, text: 'Rude words' },
      { author: { id: 'bea', name: 'Bea' }, text: 'More rude words' },
    ]);
    const sso = await secureSSO(newPerson('Carl'));
    const query = `tenantId=demo&sso=${encodeURIComponent(JSON.stringify(sso))}`;
    await page.call('POST', `/flag-comment/${flagged!}?isFlagged=true&${query}`);
    await page.call('POST', `/block-from-comment/${blocked!}?${query}`, { commentIds: null });
    const visitor = await visit({ page, properties: { sso } });
    assert.notInclude(visitor.screen(), 'rude words');
    assert.notInclude(visitor.screen(), 'Rude words');
    const [first, second] = [await visitor.comment(flagged!), await visitor.comment(blocked!)];
    assert.include(textOf(first), 'You flagged this comment');
    assert.isTrue(visitor.sees('button', 'Show anyway', first));
    assert.isFalse(visitor.sees('button', 'Undo', first), 'nothing was done just now');
    assert.include(textOf(second), 'You have blocked this user');
    assert.notInclude(nameOf(second), 'Bea');
    assert.isTrue(visitor.sees('button', 'Unblock user', second));
    await visitor.isAccessible();
    await visitor.pressButton('Show anyway', first);
    await until('the text', () => visitor.body(first).includes('Rude words'));
  });

  it('marks what was unread, once', async () => {
    const page = new ServicePage();
    const person = newPerson('Dora');
    const dora = await secureSSO(person);
    const [id] = await page.seed([{ author: person, text: 'Mine' }]);
    await page.postAs('Emil', 'An answer', id);
    const visitor = await visit({ page, properties: { sso: dora } });
    const answer = await visitor.comment('An answer');
    assert.include(answer.part.value, 'comment-unread');
    assert.include(textOf(answer), 'New');
    leave();
    const again = await visit({ page, properties: { sso: dora } });
    assert.notInclude((await again.comment('An answer')).part.value, 'comment-unread');
  });
});

describe('reading: the thread', () => {
  afterEach(leave);

  it('is a region with a heading that counts, and nested lists of articles', async () => {
    const visitor = await visitWith([
      {
        author: ann,
        text: 'Root',
        replies: [{ author: 'Ben', text: 'Reply', replies: [{ text: 'Deep' }] }],
      },
      { author: ann, text: 'Other' },
    ]);
    assert.equal(nameOf(visitor.get('region')), 'Comments');
    assert.equal(visitor.count, '4 comments');
    assert.equal(visitor.get('heading').getAttribute('aria-level'), '2');
    const root = await visitor.comment('Root');
    const reply = await visitor.comment('Reply');
    const deep = await visitor.comment('Deep');
    assert.isFalse(root.hasAttribute('data-parent-id'));
    assert.deepEqual(
      [root, reply, deep].map((comment) => comment.dataset.depth),
      ['0', '1', '2'],
    );
    assert.equal(deep.dataset.parentId, reply.dataset.commentId);
    assert.equal(reply.parentElement?.parentElement?.closest('li'), root.parentElement);
    assert.equal(root.closest('ul')?.getAttribute('role') ?? 'list', 'list');
    assert.match(nameOf(reply), /Ben/);
    assert.match(nameOf(reply), /Ann/, 'the name of a reply says to whom');
    const [toAnn, toBen] = [root, reply].map((each) =>
      nameOf(visitor.get('button', 'Reply', each)),
    );
    assert.notEqual(toAnn, toBen, 'the name says to whom');
    await visitor.isAccessible();
  });

  it('counts in words', async () => {
    const page = new ServicePage();
    let visitor = await visit({ page });
    assert.equal(visitor.count, 'No comments yet');
    await visitor.isAccessible();
    leave();
    await page.seed([{ text: 'Only one' }]);
    visitor = await visit({ page });
    assert.equal(visitor.count, '1 comment');
    leave();
    visitor = await visit({
      page,
      attributes: { 'comment-count-format': '[count] voices so far', 'heading-level': '4' },
    });
    assert.equal(visitor.count, '1 voices so far');
    assert.equal(visitor.get('heading').getAttribute('aria-level'), '4');
  });

  it('shows the whole date on request, without hover', async () => {
    const at = Date.UTC(2024, 2, 5, 12);
    const visitor = await visitWith([{ author: ann, text: 'Long ago', at }]);
    const comment = await visitor.comment('Long ago');
    const time = comment.querySelector('time');
    assert.exists(time);
    assert.equal(time.dateTime, new Date(at).toISOString());
    assert.match(time.textContent, /years? ago/);
    visitor.press(time.closest('button')!);
    await until('the date', () => time.textContent.includes('2024'));
  });

  it('keeps replies closed where the owner wants that, and opens them', async () => {
    const visitor = await visitWith(
      [
        {
          author: ann,
          text: 'Root',
          replies: [{ text: 'One' }, { text: 'Two' }, { text: 'Three' }],
        },
      ],
      { 'collapse-replies': 'true' },
    );
    await visitor.comment('Root');
    assert.deepEqual(visitor.bodies(), ['Root']);
    await visitor.isAccessible();
    await visitor.pressButton('Show 3 replies');
    await visitor.comment('Three');
    await visitor.pressButton('Hide replies');
    await visitor.commentGone('Three');
    assert.isTrue(visitor.sees('button', 'Show 3 replies'));
  });

  it('shows the thread only on request where the owner wants that', async () => {
    const visitor = await visitWith([{ author: ann, text: 'Behind' }], {
      'use-show-comments-toggle': 'true',
    });
    await visitor.find('button', 'Show comments');
    assert.isUndefined(visitor.seesComment('Behind'));
    await visitor.isAccessible();
    await visitor.pressButton('Show comments');
    await visitor.comment('Behind');
    await visitor.pressButton('Hide comments');
    await visitor.commentGone('Behind');
  });

  it('shows the seeded story whole, with pictures that keep their place', async () => {
    const page = new ServicePage();
    const ids = await page.seed('story');
    const visitor = await visit({ page });
    await visitor.pressAllMore();
    const seen = visitor.comments().map((comment) => comment.dataset.commentId);
    const server = new Set((await page.comments()).map(({ _id }) => _id));
    assert.sameMembers(seen, [...server]);
    assert.isAtLeast(ids.length, server.size);
    assert.equal(visitor.count, `${server.size} comments`);
    await frames();
    await visitor.isAccessible();
  });
});
