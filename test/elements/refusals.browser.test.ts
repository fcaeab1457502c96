import { assert } from '@open-wc/testing';
import { newPerson, secureSSO } from './people.js';
import { withQuickClock } from './quick-clock.js';
import { ServicePage } from './service.js';
import { frames, leave, until, visit, type Visitor } from './visitor.js';

async function member(page: ServicePage): Promise<Visitor> {
  return visit({ page, properties: { sso: await secureSSO(newPerson('Carl')) } });
}

async function admin(page: ServicePage): Promise<Visitor> {
  const sso = await secureSSO(newPerson('Robin', { isAdmin: true }));
  return visit({ page, properties: { sso } });
}

/** The message at a comment. */
function messageAt(visitor: Visitor, comment: HTMLElement): string {
  return visitor
    .all('alert', undefined, comment)
    .map((each) => each.textContent.trim())
    .join();
}

describe('refused: posting', () => {
  afterEach(leave);

  const codes: readonly (readonly [code: string, text: RegExp])[] = [
    ['user-rate-limited', /too quickly/],
    ['thread-closed', /closed/],
    ['comment-too-big', /too long|limit/i],
    ['some-new-code', /could not be posted/],
  ];
  for (const [code, text] of codes) {
    it(`says why (${code}), where the text was written, and keeps the text`, async () => {
      const page = new ServicePage();
      await page.fault({
        operation: 'createCommentPublic',
        times: 1,
        fault: { kind: 'code', code, httpStatus: 400, detail: { maxCharacterLength: 10 } },
      });
      const visitor = await member(page);
      await visitor.post('Precious words');
      const said = await until('the reason', () => {
        const screen = visitor.screen();
        return text.test(screen) && screen;
      });
      assert.match(said, text);
      const kept = [
        visitor.seesComment('Precious words')?.textContent ?? '',
        ...visitor.all('textbox').map((box) => (box as HTMLTextAreaElement).value),
      ].join();
      assert.include(kept, 'Precious words');
      assert.equal(visitor.count, 'No comments yet');
      const [error] = visitor.told('fc-error') as { code: string; operation: string }[];
      assert.deepInclude(error, { code, operation: 'createCommentPublic' });
      await visitor.isAccessible();
    });
  }

  it('says what the service says, in its words', async () => {
    const page = new ServicePage();
    await page.fault({
      operation: 'createCommentPublic',
      fault: { kind: 'code', code: 'odd', detail: { translatedError: 'Not on a Sunday.' } },
    });
    const visitor = await member(page);
    await visitor.post('Precious words');
    await until('the reason', () => visitor.screen().includes('Not on a Sunday.'));
  });

  it('tries again and discards', () =>
    withQuickClock(4, async () => {
      const page = new ServicePage();
      await page.fault({ operation: 'createCommentPublic', times: 2, fault: { kind: 'refuse' } });
      const visitor = await member(page);
      await visitor.post('Second time lucky');
      const failed = await until(
        'the failure',
        () => {
          const comment = visitor.seesComment('Second time lucky');
          return comment?.dataset.state === 'failed' && comment;
        },
        40_000,
      );
      assert.isTrue(visitor.sees('button', 'Try again', failed));
      assert.isTrue(visitor.sees('button', 'Discard', failed));
      assert.include(failed.part.value, 'comment-failed');
      await visitor.isAccessible();
      await page.heal();
      await visitor.pressButton('Try again', failed);
      await until(
        'the comment',
        () => {
          const comment = visitor.seesComment('Second time lucky');
          return comment?.dataset.commentId && !comment.dataset.state;
        },
        40_000,
      );
      assert.equal((await page.comments()).length, 1);

      await page.fault({ operation: 'createCommentPublic', fault: { kind: 'refuse' } });
      await visitor.post('Never mind');
      await until(
        'the failure',
        () => visitor.seesComment('Never mind')?.dataset.state === 'failed',
        40_000,
      );
      await visitor.pressButton('Discard', await visitor.comment('Never mind'));
      await visitor.commentGone('Never mind');
      assert.equal(visitor.count, '1 comment');
    }));

  it('waits while the browser is offline, and sends when it is back', async () => {
    const page = new ServicePage();
    const visitor = await member(page);
    const setOnline = (isOnline: boolean) => {
      Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => isOnline });
      window.dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
    };
    await page.fault({ operation: 'createCommentPublic', fault: { kind: 'refuse' } });
    setOnline(false);
    try {
      await visitor.post('Patience');
      await until(
        'the waiting',
        () => visitor.seesComment('Patience')?.dataset.state === 'waiting',
      );
      await visitor.isAccessible();
      await page.heal();
      setOnline(true);
      await until('the comment', () => {
        const comment = visitor.seesComment('Patience');
        return comment?.dataset.commentId && !comment.dataset.state;
      });
      assert.equal((await page.comments()).length, 1);
    } finally {
      delete (navigator as { onLine?: boolean }).onLine;
    }
  });
});

describe('refused: everything else', () => {
  afterEach(leave);

  it('rolls a vote back and says so at the comment', async () => {
    const page = new ServicePage();
    await page.seed([{ author: 'Ann', text: 'Votes', votesUp: 4 }]);
    await page.fault({
      operation: 'voteComment',
      delayBefore: 300,
      fault: { kind: 'code', code: 'voting-disabled', httpStatus: 400 },
    });
    const visitor = await member(page);
    const comment = await visitor.comment('Votes');
    await visitor.pressButton('Vote up', comment);
    await frames();
    assert.equal(visitor.votes(comment), 5);
    await until('the way back', () => visitor.votes(comment) === 4);
    assert.equal(visitor.ownVote(comment), 0);
    await until('the message', () =>
      messageAt(visitor, comment).includes('Voting is switched off'),
    );
    await visitor.isAccessible();
    await visitor.pressButton('Dismiss', comment);
    await until('no message', () => messageAt(visitor, comment) === '');
  });

  it('rolls back and says so where the vote was cast before', async () => {
    const page = new ServicePage();
    await page.seed([{ author: 'Ann', text: 'Votes', votesUp: 4 }]);
    await page.fault({
      operation: 'voteComment',
      times: 1,
      fault: { kind: 'code', code: 'already-voted', httpStatus: 400 },
    });
    const visitor = await member(page);
    const comment = await visitor.comment('Votes');
    await visitor.pressButton('Vote up', comment);
    await until('the message', () => messageAt(visitor, comment).includes('voted on this already'));
    assert.equal(visitor.votes(comment), 4);
  });

  it('asks who is voting after a 401, and votes then', async () => {
    const page = new ServicePage();
    await page.seed([{ author: 'Ann', text: 'Votes' }]);
    await page.fault({
      operation: 'voteComment',
      times: 1,
      fault: { kind: 'code', code: 'unauthorized', httpStatus: 401 },
    });
    const visitor = await visit({ page });
    const comment = await visitor.comment('Votes');
    await visitor.pressButton('Vote up', comment);
    const dialog = await visitor.find('dialog');
    assert.equal(visitor.votes(comment), 0, 'rolled back');
    visitor.type(await visitor.find('textbox', 'Name', dialog), 'Nina');
    const [email] = visitor.all('textbox', 'Email', dialog);
    if (email) visitor.type(email, 'nina@example.com');
    await visitor.isAccessible();
    await visitor.pressButton('Save and vote', dialog);
    await until('the vote', () => visitor.votes(comment) === 1);
    await until('the vote there', async () => (await page.comments())[0]?.votes === 1);
  });

  for (const [entry, operation, part, text] of [
    ['Flag', 'flagCommentPublic', 'comment-flagged', 'The flag could not be changed'],
    ['Block user', 'blockFromCommentPublic', 'comment-blocked', 'The block could not be changed'],
  ] as const) {
    it(`takes "${entry}" back and says so at the comment`, async () => {
      const page = new ServicePage();
      const [id] = await page.seed([{ author: { id: 'ann', name: 'Ann' }, text: 'Fine words' }]);
      await page.fault({
        operation,
        delayBefore: 300,
        fault: { kind: 'code', code: 'odd', httpStatus: 400 },
      });
      const visitor = await member(page);
      await visitor.choose(await visitor.comment('Fine words'), entry);
      await until('the notice', () => visitor.seesComment(id!)?.part.contains(part));
      const comment = await visitor.comment('Fine words');
      await until('the message', () => messageAt(visitor, comment).includes(text));
      assert.isFalse(comment.part.contains(part));
      await visitor.isAccessible();
    });
  }

  for (const [entry, operation, part] of [
    ['Pin', 'pinComment', 'comment-pinned'],
    ['Lock', 'lockComment', 'comment-locked'],
  ] as const) {
    it(`takes "${entry}" back and says so at the comment`, async () => {
      const page = new ServicePage();
      await page.seed([{ author: 'Ann', text: 'Fine words' }]);
      await page.fault({
        operation,
        delayBefore: 300,
        fault: { kind: 'code', code: 'unauthorized', httpStatus: 401 },
      });
      const visitor = await admin(page);
      const comment = await visitor.comment('Fine words');
      await visitor.choose(comment, entry);
      await until('it', () => comment.part.contains(part));
      await until('the message', () => messageAt(visitor, comment) !== '');
      assert.isFalse(comment.part.contains(part));
    });
  }

  it('keeps the new text of a refused edit in its box, with the reason', async () => {
    const page = new ServicePage();
    const visitor = await member(page);
    await visitor.post('First');
    await until('the comment', () => visitor.seesComment('First')?.dataset.commentId);
    await page.fault({
      operation: 'setCommentText',
      times: 1,
      fault: { kind: 'code', code: 'odd', httpStatus: 400 },
    });
    await visitor.choose(await visitor.comment('First'), 'Edit');
    let box = (await visitor.find('textbox', 'Edit your comment')) as HTMLTextAreaElement;
    await until('the raw text', () => box.value === 'First');
    visitor.type(box, 'Second');
    await visitor.pressButton('Save changes');
    await until('the reason', () => visitor.screen().includes('could not be saved'));
    box = (await visitor.find('textbox', 'Edit your comment')) as HTMLTextAreaElement;
    assert.equal(box.value, 'Second');
    await visitor.isAccessible();
    await visitor.pressButton('Save changes');
    await visitor.comment('Second');
    await until('it there', async () => (await page.comments())[0]?.commentHTML === 'Second');
  });

  it('brings a comment back that could not be deleted, and says so', async () => {
    const page = new ServicePage();
    const visitor = await member(page);
    await visitor.post('Stubborn');
    await until('the comment', () => visitor.seesComment('Stubborn')?.dataset.commentId);
    await page.fault({
      operation: 'deleteCommentPublic',
      fault: { kind: 'code', code: 'has-replies', httpStatus: 400 },
    });
    await visitor.choose(await visitor.comment('Stubborn'), 'Delete');
    await visitor.pressButton('Delete', await visitor.find('alertdialog'));
    const comment = await visitor.comment('Stubborn');
    await until('the message', () => messageAt(visitor, comment).includes('cannot be deleted'));
    assert.equal(visitor.count, '1 comment');
    await visitor.isAccessible();
  });

  it('says so when the text to be edited does not come', async () => {
    const page = new ServicePage();
    const visitor = await member(page);
    await visitor.post('Mine');
    await until('the comment', () => visitor.seesComment('Mine')?.dataset.commentId);
    await page.fault({
      operation: 'getCommentText',
      fault: { kind: 'code', code: 'edit-key-invalid', httpStatus: 401 },
    });
    await visitor.choose(await visitor.comment('Mine'), 'Edit');
    const comment = await visitor.comment('Mine');
    await until('the message', () => messageAt(visitor, comment).includes('Log in to edit'));
    assert.isFalse(visitor.sees('textbox', 'Edit your comment'));
  });
});

describe('refused: names', () => {
  afterEach(leave);

  for (const [name, text] of [
    ['Taken', /taken/],
    ['Banned', /banned/],
    ['me@example.com', /email address/],
  ] as const) {
    it(`keeps form and text for the name ${name}, with the reason at the field`, async () => {
      const page = new ServicePage();
      const visitor = await visit({ page });
      await visitor.post('My words', { Name: name });
      const box = await until('the reason', () => {
        const [field] = visitor
          .all('textbox')
          .filter((each) => each.getAttribute('aria-invalid') === 'true');
        return field ?? (text.test(visitor.screen()) && visitor.all('textbox')[0]);
      });
      assert.isOk(box);
      await until('the words', () => text.test(visitor.screen()));
      const texts = visitor.all('textbox').map((each) => (each as HTMLTextAreaElement).value);
      const isKept = texts.includes('My words') || visitor.seesComment('My words') !== undefined;
      assert.isTrue(isKept);
      await visitor.isAccessible();
    });
  }
});
