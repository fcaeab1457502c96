import { assert } from '@open-wc/testing';
import { nameOf } from '../support/roles.js';
import { newPerson, secureSSO } from './people.js';
import { withQuickClock } from './quick-clock.js';
import { ServicePage } from './service.js';
import { frames, leave, pause, until, visit, type Visitor } from './visitor.js';

const ann = { id: 'ann', name: 'Ann' };
const bea = { id: 'bea', name: 'Bea' };

/** A visitor the service knows, so that nobody asks for a name. */
async function member(page: ServicePage, properties = {}): Promise<Visitor> {
  const sso = await secureSSO(newPerson('Carl'));
  return visit({ page, properties: { sso, ...properties } });
}

function isSettled(comment: HTMLElement | undefined): boolean {
  return comment !== undefined && !comment.dataset.state && Boolean(comment.dataset.commentId);
}

describe('acting: writing', () => {
  afterEach(leave);

  it('posts a comment and empties the box', async () => {
    const page = new ServicePage();
    const visitor = await member(page);
    await visitor.post('Hello **world**\nsecond line');
    await until('the comment on the service', () => isSettled(visitor.seesComment('Hello')));
    const comment = await visitor.comment('Hello');
    await until('the markup', () => comment.querySelector('b')?.textContent === 'world');
    assert.equal(visitor.count, '1 comment');
    assert.equal((visitor.get('textbox', 'Write a comment') as HTMLTextAreaElement).value, '');
    assert.include(comment.part.value, 'comment-own');
    assert.equal((await page.comments()).length, 1);
    assert.equal(visitor.root.activeElement, comment, 'the new comment has the focus');
    assert.equal(visitor.told('fc-reply-success').length, 1);
    await visitor.isAccessible();
  });

  it('posts with Ctrl+Enter', async () => {
    const visitor = await member(new ServicePage());
    visitor.type(await visitor.find('textbox', 'Write a comment'), 'By keyboard');
    visitor.key('Enter', { ctrlKey: true });
    await until('the comment', () => isSettled(visitor.seesComment('By keyboard')));
  });

  it('posts a reply under its comment', async () => {
    const page = new ServicePage();
    const [root] = await page.seed([{ author: ann, text: 'Root', replies: [{ text: 'First' }] }]);
    const visitor = await member(page);
    await visitor.reply(await visitor.comment('Root'), 'My reply');
    await until('the reply', () => isSettled(visitor.seesComment('My reply')));
    const reply = await visitor.comment('My reply');
    assert.equal(reply.dataset.parentId, root);
    assert.equal(reply.dataset.depth, '1');
    assert.equal(visitor.count, '3 comments');
    await visitor.gone('textbox', 'Write a reply');
    await visitor.isAccessible();
  });

  it('cancels a reply and gives the focus back', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'Root' }]);
    const visitor = await member(page);
    const root = await visitor.comment('Root');
    await visitor.pressButton('Reply', root);
    const box = await visitor.find('textbox', 'Write a reply');
    await until('the focus', () => visitor.root.activeElement === box);
    await visitor.isAccessible();
    await visitor.pressButton('Cancel', root.parentElement!);
    await visitor.gone('textbox', 'Write a reply');
    assert.equal(visitor.root.activeElement, visitor.get('button', 'Reply', root));
  });

  it('does not post nothing, and says so at the box', async () => {
    const page = new ServicePage();
    const visitor = await member(page);
    const box = await visitor.find('textbox', 'Write a comment');
    visitor.type(box, ' \n ');
    await visitor.pressButton('Post comment');
    await until('the reason', () => box.getAttribute('aria-invalid') === 'true');
    const why = visitor.root.getElementById(box.getAttribute('aria-describedby') ?? '');
    assert.isAbove(why?.textContent.trim().length ?? 0, 0);
    assert.equal(visitor.root.activeElement, box);
    assert.equal((await page.requests('createCommentPublic')).length, 0);
    await visitor.isAccessible();
  });

  it('never cuts a text that is too long, and says by how much', async () => {
    const page = new ServicePage();
    await page.configure({ maxCommentCharacterLength: 20 });
    const visitor = await member(page);
    const box = (await visitor.find('textbox', 'Write a comment')) as HTMLTextAreaElement;
    const text = 'x'.repeat(25);
    visitor.type(box, text);
    await until('the counter', () => visitor.screen().includes('5 characters too many'));
    await visitor.isAccessible();
    await visitor.pressButton('Post comment');
    await until('the reason', () => box.getAttribute('aria-invalid') === 'true');
    assert.equal(box.value, text);
    assert.equal((await page.requests('createCommentPublic')).length, 0);
    visitor.type(box, 'short enough');
    await visitor.pressButton('Post comment');
    await until('the comment', () => isSettled(visitor.seesComment('short enough')));
  });

  it('posts once, however often and fast it is asked', async () => {
    const page = new ServicePage();
    await page.fault({ operation: 'createCommentPublic', delayBefore: 300 });
    const visitor = await member(page);
    visitor.type(await visitor.find('textbox', 'Write a comment'), 'Only once');
    const button = await visitor.find('button', 'Post comment');
    button.click();
    button.click();
    visitor.key('Enter', { ctrlKey: true });
    button.click();
    await until('the comment', () => isSettled(visitor.seesComment('Only once')));
    await pause(300);
    assert.equal((await page.requests('createCommentPublic')).length, 1);
    assert.equal(visitor.comments().length, 1);
  });

  it('edits: opens at once, fetches the raw text, saves', async () => {
    const page = new ServicePage();
    const visitor = await member(page);
    await visitor.post('The **old** text');
    await until('the comment', () => isSettled(visitor.seesComment('old text')));
    await page.fault({ operation: 'getCommentText', fault: { kind: 'hold' } });
    const comment = await visitor.comment('old text');
    await visitor.choose(comment, 'Edit');
    const box = (await visitor.find('textbox', 'Edit your comment')) as HTMLTextAreaElement;
    assert.equal(box.getAttribute('aria-busy'), 'true');
    await visitor.isAccessible();
    await page.releaseAnswers();
    await until('the raw text', () => box.value === 'The **old** text');
    assert.notEqual(box.getAttribute('aria-busy'), 'true');
    visitor.type(box, 'The *new* text');
    await visitor.pressButton('Save changes');
    await until('the change', () => visitor.seesComment('The new text'));
    await until('the answer', () => isSettled(visitor.seesComment('The new text')));
    assert.include((await visitor.comment('The new text')).textContent, 'Edited');
    assert.include((await page.comments())[0]?.commentHTML, 'new');
    await visitor.gone('textbox', 'Edit your comment');
    await visitor.isAccessible();
  });

  it('leaves a comment alone when editing is cancelled', async () => {
    const page = new ServicePage();
    const visitor = await member(page);
    await visitor.post('Stays');
    await until('the comment', () => isSettled(visitor.seesComment('Stays')));
    await visitor.choose(await visitor.comment('Stays'), 'Edit');
    const box = (await visitor.find('textbox', 'Edit your comment')) as HTMLTextAreaElement;
    await until('the raw text', () => box.value === 'Stays');
    visitor.type(box, 'Changed');
    await visitor.pressButton('Cancel', box.form!);
    await visitor.gone('textbox', 'Edit your comment');
    assert.equal(visitor.body(await visitor.comment('Stays')), 'Stays');
    assert.equal((await page.requests('setCommentText')).length, 0);
  });

  it('asks before it deletes, and takes no for an answer', async () => {
    const page = new ServicePage();
    const visitor = await member(page);
    await visitor.post('Doomed');
    await until('the comment', () => isSettled(visitor.seesComment('Doomed')));
    const comment = await visitor.comment('Doomed');
    await visitor.choose(comment, 'Delete');
    const dialog = await visitor.find('alertdialog');
    await visitor.isAccessible();
    await visitor.pressButton('Cancel', dialog);
    await visitor.gone('alertdialog');
    assert.isOk(visitor.seesComment('Doomed'));

    // Neither the answer nor the echo may come first.
    await page.fault({ operation: 'deleteCommentPublic', fault: { kind: 'hold' } });
    await page.run({ do: 'hold-events', urlId: page.urlId });
    await visitor.choose(comment, 'Delete');
    await visitor.pressButton('Delete', await visitor.find('alertdialog'));
    await until('"Deleting…"', () => visitor.screen().includes('Deleting…'));
    await page.run({ do: 'release-events', urlId: page.urlId });
    await page.releaseAnswers();
    await until('the end of it', () => visitor.comments().length === 0);
    assert.equal((await page.comments()).length, 0);
    assert.equal(visitor.count, 'No comments yet');
    await until('the event', () => visitor.told('fc-comment-deleted').length === 1);
  });

  it('takes a whole thread with the comment that began it', async () => {
    const page = new ServicePage();
    const visitor = await member(page);
    await visitor.post('Begin');
    await until('the comment', () => isSettled(visitor.seesComment('Begin')));
    await visitor.reply(await visitor.comment('Begin'), 'Go on');
    await until('the reply', () => isSettled(visitor.seesComment('Go on')));
    await visitor.choose(await visitor.comment('Begin'), 'Delete');
    await visitor.pressButton('Delete', await visitor.find('alertdialog'));
    await until('the end of it', () => visitor.comments().length === 0);
    assert.equal(visitor.count, 'No comments yet');
  });
});

describe('acting: voting', () => {
  afterEach(leave);

  it('counts up, changes to down and takes back', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'Vote for me', votesUp: 3, votesDown: 1 }]);
    const visitor = await visit({ page });
    const comment = await visitor.comment('Vote for me');
    const onService = (votes: number) =>
      until(`${votes} on the service`, async () => (await page.comments())[0]?.votes === votes);
    assert.equal(visitor.votes(comment), 2);
    await visitor.pressButton('Vote up', comment);
    await frames();
    assert.equal(visitor.votes(comment), 3);
    assert.equal(visitor.ownVote(comment), 1);
    await onService(3);
    await visitor.pressButton('Vote down', comment);
    await frames();
    assert.equal(visitor.votes(comment), 1);
    assert.equal(visitor.ownVote(comment), -1);
    await onService(1);
    await visitor.pressButton('Vote down', comment);
    await frames();
    assert.equal(visitor.votes(comment), 2);
    assert.equal(visitor.ownVote(comment), 0);
    await onService(2);
    await until('the events', () => visitor.told('fc-vote-success').length === 3);
    const told = visitor.told('fc-vote-success') as { direction: string; status: string }[];
    assert.deepEqual(
      told.map(({ direction }) => direction),
      ['up', 'down', 'deleted'],
    );
    await visitor.isAccessible();
  });

  it('takes five quick presses for what the last one wants', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'Quick' }]);
    await page.fault({ operation: 'voteComment', delayAfter: 400 });
    const visitor = await visit({ page });
    const comment = await visitor.comment('Quick');
    for (let press = 0; press < 5; press++) await visitor.pressButton('Vote up', comment);
    await frames();
    assert.equal(visitor.votes(comment), 1);
    assert.equal(visitor.ownVote(comment), 1);
    await until('the vote on the service', async () => (await page.comments())[0]?.votes === 1);
    await pause(800);
    assert.equal(visitor.votes(comment), 1);
    assert.equal((await page.comments())[0]?.votes, 1);
    const calls = (await page.requests()).filter(({ operation }) => operation?.includes('Vote'));
    assert.isAtMost(calls.length, 3, 'one call at a time, the last wish only');
    assert.notInclude(visitor.screen(), 'voted on this already');
  });

  it('has one heart where the owner wants that', async () => {
    const page = new ServicePage();
    await page.configure({ voteStyle: 1 });
    await page.seed([{ author: ann, text: 'Lovely', votesUp: 2 }]);
    const visitor = await visit({ page });
    const comment = await visitor.comment('Lovely');
    assert.isFalse(visitor.sees('button', 'Vote', comment));
    await visitor.pressButton('Like', comment);
    await frames();
    assert.equal(visitor.votes(comment), 3);
    assert.equal(visitor.ownVote(comment), 1);
    await until('the vote', async () => (await page.comments())[0]?.votes === 3);
    await visitor.isAccessible();
    await visitor.pressButton('Like', comment);
    await frames();
    assert.equal(visitor.votes(comment), 2);
  });

  it('hides votes where voting is off', async () => {
    const page = new ServicePage();
    await page.configure({ disableVoting: true });
    await page.seed([{ author: ann, text: 'Quiet' }]);
    const visitor = await visit({ page });
    assert.isFalse(visitor.sees('button', 'Vote', await visitor.comment('Quiet')));
  });

  it('asks who is voting where votes need a name', async () => {
    const page = new ServicePage();
    await page.configure({ allowAnon: false, allowAnonVotes: false });
    await page.seed([{ author: ann, text: 'Say who' }]);
    const visitor = await visit({ page });
    const comment = await visitor.comment('Say who');
    await visitor.pressButton('Vote up', comment);
    const dialog = await visitor.find('dialog');
    await visitor.isAccessible();
    visitor.type(await visitor.find('textbox', 'Name', dialog), 'Voter');
    visitor.type(await visitor.find('textbox', 'Email', dialog), 'voter@example.com');
    await visitor.pressButton('Save and vote', dialog);
    await until('the vote', () => visitor.ownVote(comment) === 1);
    const [call] = await until('the call', async () => {
      const calls = await page.requests('voteComment');
      return calls.length > 0 && calls;
    });
    assert.deepInclude(call?.body as object, {
      commenterName: 'Voter',
      commenterEmail: 'voter@example.com',
    });
    // It counts once the address is confirmed.
    await until('the answer', () => visitor.told('fc-vote-success').length === 1);
    assert.equal(
      (visitor.told('fc-vote-success')[0] as { status: string }).status,
      'pending-verification',
    );
    assert.equal(visitor.votes(comment), 0);
    assert.equal(visitor.ownVote(comment), 1);
  });
});

describe('acting: flags, blocks, pins and locks', () => {
  afterEach(leave);

  it('flags at once, and "Undo" takes it back', async () => {
    const page = new ServicePage();
    const [id] = await page.seed([{ author: ann, text: 'Rude' }]);
    const visitor = await member(page);
    await visitor.choose(await visitor.comment('Rude'), 'Flag');
    const comment = await visitor.comment(id!);
    await until('the notice', () => visitor.body(comment).includes('You flagged this comment'));
    assert.notInclude(visitor.body(comment), 'Rude');
    assert.include(comment.part.value, 'comment-flagged');
    await until('the call', async () => (await page.requests('flagCommentPublic')).length === 1);
    await visitor.isAccessible();
    await visitor.pressButton('Undo', comment);
    await until('the text', () => visitor.body(comment) === 'Rude');
    await until('the call', async () => {
      const calls = await page.requests('flagCommentPublic');
      return calls[1]?.query.isFlagged?.[0] === 'false';
    });
    const entries = await visitor.openMenu(comment);
    assert.include(entries, 'Flag');
    await until('both events', () => visitor.told('fc-comment-flagged').length > 1);
    assert.deepEqual(
      visitor
        .told('fc-comment-flagged')
        .map((detail) => (detail as { isFlagged: boolean }).isFlagged),
      [true, false],
    );
  });

  it('shows a flagged comment anyway, and removes the flag by the menu', async () => {
    const page = new ServicePage();
    const [id] = await page.seed([{ author: ann, text: 'Rude' }]);
    const visitor = await member(page);
    await visitor.choose(await visitor.comment('Rude'), 'Flag');
    const comment = await visitor.comment(id!);
    await visitor.pressButton('Show anyway', comment);
    await until('the text', () => visitor.body(comment) === 'Rude');
    assert.include(comment.textContent, 'Flagged by you');
    await visitor.choose(comment, 'Remove flag');
    await until('no flag', () => !comment.part.contains('comment-flagged'));
  });

  it('offers "Undo" for at least ten seconds', () =>
    withQuickClock(2.5, async () => {
      const page = new ServicePage();
      const [id] = await page.seed([{ author: ann, text: 'Rude' }]);
      const visitor = await member(page);
      const comment = await visitor.comment('Rude');
      const tenSeconds = pause(10_000);
      await visitor.choose(comment, 'Flag');
      await visitor.find('button', 'Undo', await visitor.comment(id!));
      await tenSeconds;
      assert.isTrue(visitor.sees('button', 'Undo', comment));
    }));

  it('blocks every comment of an author, and unblocks from the notice', async () => {
    const page = new ServicePage();
    const [one, two] = await page.seed([
      { author: ann, text: 'Ann one', replies: [{ author: ann, text: 'Ann two' }] },
      { author: bea, text: 'Bea stays' },
    ]);
    const visitor = await member(page);
    await visitor.choose(await visitor.comment('Ann one'), 'Block user');
    const [first, second] = [await visitor.comment(one!), await visitor.comment(two!)];
    for (const comment of [first, second]) {
      await until('the notice', () => visitor.body(comment).includes('You have blocked this user'));
      assert.match(nameOf(comment), /^Blocked user/);
    }
    assert.equal(visitor.body(await visitor.comment('Bea stays')), 'Bea stays');
    await until(
      'the call',
      async () => (await page.requests('blockFromCommentPublic')).length === 1,
    );
    await visitor.isAccessible();
    await visitor.pressButton('Unblock user', second);
    await until('the text', () => visitor.body(first) === 'Ann one');
    assert.equal(visitor.body(second), 'Ann two');
    await until('the call', async () => (await page.requests('unBlockCommentPublic')).length === 1);
    await until('both events', () => visitor.told('fc-user-blocked').length > 1);
    assert.deepEqual(
      visitor.told('fc-user-blocked').map((detail) => (detail as { isBlocked: boolean }).isBlocked),
      [true, false],
    );
  });

  it('lets "Undo" take a block back', async () => {
    const page = new ServicePage();
    const [id] = await page.seed([{ author: ann, text: 'Not so bad' }]);
    const visitor = await member(page);
    await visitor.choose(await visitor.comment('Not so bad'), 'Block user');
    await visitor.pressButton('Undo', await visitor.comment(id!));
    await visitor.comment('Not so bad');
    await until('the call', async () => (await page.requests('unBlockCommentPublic')).length === 1);
  });

  it('pins and locks as an administrator', async () => {
    const page = new ServicePage();
    await page.seed([
      { author: ann, text: 'Older', replies: [{ text: 'A reply' }] },
      { author: bea, text: 'Newer' },
    ]);
    const sso = await secureSSO({ id: 'boss', name: 'Robin', isAdmin: true });
    const visitor = await visit({
      page,
      properties: { sso },
      attributes: { 'default-sort-direction': 'NF' },
    });
    const older = await visitor.comment('Older');
    const entries = await visitor.openMenu(await visitor.comment('A reply'));
    assert.notInclude(entries, 'Pin', 'only at the top level');
    assert.include(entries, 'Lock');
    await visitor.isAccessible();
    visitor.key('Escape');
    await visitor.choose(older, 'Pin');
    await until('the pin', () => older.part.contains('comment-pinned'));
    await until('the new order', () => visitor.bodies()[0] === 'Older');
    await visitor.choose(older, 'Unpin');
    await until('the old order', () => visitor.bodies()[0] === 'Newer');

    await visitor.choose(older, 'Lock');
    await until('the lock', () => older.part.contains('comment-locked'));
    await visitor.gone('button', 'Reply', older);
    await until('the call', async () => (await page.requests('lockComment')).length === 1);
    await visitor.choose(older, 'Unlock');
    await visitor.find('button', 'Reply', older);
  });

  it('offers nobody else to pin, lock, edit or delete', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'Not mine' }]);
    const visitor = await member(page);
    const entries = await visitor.openMenu(await visitor.comment('Not mine'));
    assert.sameMembers(entries, ['Copy link', 'Flag', 'Block user']);
  });

  it('offers what belongs to an own comment', async () => {
    const visitor = await member(new ServicePage());
    await visitor.post('Mine');
    await until('the comment', () => isSettled(visitor.seesComment('Mine')));
    const entries = await visitor.openMenu(await visitor.comment('Mine'));
    assert.sameMembers(entries, ['Copy link', 'Edit', 'Delete']);
  });
});

describe('acting: the menu', () => {
  afterEach(leave);

  it('follows the keys of a menu button', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'Menu' }]);
    const visitor = await member(page);
    const button = visitor.get('button', 'More actions', await visitor.comment('Menu'));
    visitor.press(button);
    const menu = await visitor.find('menu');
    const items = visitor.all('menuitem', undefined, menu);
    assert.equal(visitor.root.activeElement, items[0]);
    visitor.key('ArrowDown');
    assert.equal(visitor.root.activeElement, items[1]);
    visitor.key('End');
    assert.equal(visitor.root.activeElement, items.at(-1));
    visitor.key('ArrowDown');
    assert.equal(visitor.root.activeElement, items[0]);
    visitor.key('b');
    assert.match(nameOf(visitor.root.activeElement!), /^Block/);
    visitor.key('Escape');
    await visitor.gone('menu');
    assert.equal(visitor.root.activeElement, button);
    assert.equal(button.getAttribute('aria-expanded'), 'false');
  });

  it('copies a link, in the host’s own form if it has one', async () => {
    const page = new ServicePage();
    const [id] = await page.seed([{ author: ann, text: 'Link me' }]);
    const copied: string[] = [];
    const clipboard = { writeText: (text: string) => Promise.resolve(void copied.push(text)) };
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
    try {
      const visitor = await member(page);
      await visitor.choose(await visitor.comment('Link me'), 'Copy link');
      await visitor.says('Link copied');
      assert.deepEqual(copied, [`${location.href.split('#')[0]}#fast-comments-jt=${id!}`]);
      visitor.element.permalink = (comment: { _id: string }) =>
        `https://example.com/c/${comment._id}`;
      await visitor.choose(await visitor.comment('Link me'), 'Copy link');
      await until('the link', () => copied[1] === `https://example.com/c/${id!}`);
    } finally {
      delete (navigator as { clipboard?: unknown }).clipboard;
    }
  });

  it('shows the link where the clipboard is out of reach', async () => {
    const page = new ServicePage();
    const [id] = await page.seed([{ author: ann, text: 'Link me' }]);
    const clipboard = { writeText: () => Promise.reject(new Error('not allowed')) };
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
    try {
      const visitor = await member(page);
      await visitor.choose(await visitor.comment('Link me'), 'Copy link');
      const dialog = await visitor.find('dialog');
      assert.include((visitor.get('textbox', undefined, dialog) as HTMLInputElement).value, id!);
      await visitor.isAccessible();
    } finally {
      delete (navigator as { clipboard?: unknown }).clipboard;
    }
  });
});
