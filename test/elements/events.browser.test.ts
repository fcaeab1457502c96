import { assert } from '@open-wc/testing';
import { newPerson, secureSSO } from './people.js';
import { ServicePage } from './service.js';
import { leave, pause, until, visit, type Visitor } from './visitor.js';

const ann = { id: 'ann', name: 'Ann' };

/** Everything anywhere in a value, by member name. */
function membersOf(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value !== 'object' || value === null) return found;
  for (const [name, member] of Object.entries(value)) {
    found.add(name);
    membersOf(member, found);
  }
  return found;
}

async function member(page: ServicePage, properties = {}): Promise<Visitor> {
  const sso = await secureSSO(newPerson('Carl'));
  return visit({ page, properties: { sso, ...properties } });
}

describe('events and callbacks', () => {
  afterEach(leave);

  it('bubble out of shadow roots and are cancelable where that means something', async () => {
    const host = document.body.appendChild(document.createElement('div'));
    const heard: Event[] = [];
    document.addEventListener('fc-ready', (event) => heard.push(event), { once: true });
    const root = host.attachShadow({ mode: 'open' });
    const place = root.appendChild(document.createElement('div'));
    await visit({ into: place });
    assert.equal(heard.length, 1);
    assert.isTrue(heard[0]!.bubbles && heard[0]!.composed);
  });

  it('tell of the life of a thread in order', async () => {
    const page = new ServicePage();
    await page.seed([
      { author: ann, text: 'One' },
      { author: ann, text: 'Two' },
    ]);
    const heard: string[] = [];
    const visitor = await visit({
      page,
      properties: {
        onInit: () => heard.push('onInit'),
        onRender: () => heard.push('onRender'),
      },
    });
    const types = visitor.events.map(({ type }) => type);
    assert.includeMembers(types, ['fc-ready', 'fc-comments-rendered', 'fc-count-change']);
    assert.deepEqual(visitor.told('fc-count-change'), [{ count: 2 }]);
    const [{ comments }] = visitor.told('fc-comments-rendered') as [
      { comments: { _id: string }[] },
    ];
    assert.equal(comments.length, 2);
    assert.equal(heard[0], 'onInit');
    assert.include(heard, 'onRender');
    await visitor.whenLive();
    assert.deepEqual(visitor.told('fc-connection-change')[0], { connected: true });
  });

  it('hand the official callbacks the same by position, after the event', async () => {
    const page = new ServicePage();
    const [id] = await page.seed([{ author: { id: 'bea', name: 'Bea' }, text: 'Theirs' }]);
    const calls: { name: string; args: unknown[] }[] = [];
    const order: string[] = [];
    const names = [
      'onReplySuccess',
      'onVoteSuccess',
      'onCommentFlagged',
      'onUserBlocked',
      'onCommentEdited',
      'onCommentDeleted',
      'commentCountUpdated',
    ];
    const config = Object.fromEntries(
      names.map((name) => [
        name,
        (...args: unknown[]) => {
          calls.push({ name, args });
          order.push(name);
        },
      ]),
    );
    const visitor = await member(page, { config });
    visitor.element.addEventListener('fc-vote-success', () => order.push('fc-vote-success'));
    const last = (name: string) => calls.filter((call) => call.name === name).at(-1)?.args;

    const theirs = await visitor.comment('Theirs');
    await visitor.pressButton('Vote up', theirs);
    await until('the vote', () => last('onVoteSuccess'));
    const [comment, voteId, direction, status] = last('onVoteSuccess') as [
      { _id: string },
      ...unknown[],
    ];
    assert.equal(comment._id, id);
    assert.isString(voteId);
    assert.equal(direction, 'up');
    assert.equal(status, 'success');
    assert.deepEqual(order.slice(-2), ['fc-vote-success', 'onVoteSuccess']);

    await visitor.choose(theirs, 'Flag');
    await until('the flag', () => last('onCommentFlagged'));
    const [userId, flagged, isFlagged] = last('onCommentFlagged') as [
      string,
      { _id: string },
      boolean,
    ];
    assert.match(userId, /^demo:carl-/);
    assert.equal(flagged._id, id);
    assert.isTrue(isFlagged);

    await visitor.choose(theirs, 'Block user');
    await until('the block', () => last('onUserBlocked'));
    assert.deepEqual((last('onUserBlocked') as unknown[])[2], true);

    await visitor.post('Mine');
    await until('the post', () => last('onReplySuccess'));
    const mine = await visitor.comment('Mine');
    await visitor.choose(mine, 'Edit');
    const box = (await visitor.find('textbox', 'Edit your comment')) as HTMLTextAreaElement;
    await until('the raw text', () => box.value === 'Mine');
    visitor.type(box, 'Ours');
    await visitor.pressButton('Save changes');
    await until('the edit', () => last('onCommentEdited'));
    await visitor.choose(await visitor.comment('Ours'), 'Delete');
    await visitor.pressButton('Delete', await visitor.find('alertdialog'));
    await until('the deletion', () => last('onCommentDeleted'));
    assert.deepEqual(
      calls.filter(({ name }) => name === 'commentCountUpdated').map(({ args }) => args[0]),
      [1, 2, 1],
    );
    for (const { args } of calls) {
      for (const secret of ['editKey', 'sessionId'])
        assert.notInclude([...membersOf(args)], secret);
    }
  });

  it('never hand out edit keys or session ids of a guest', async () => {
    const visitor = await visit({});
    await visitor.post('As a guest', { Name: 'Nina' });
    await until('the comment', () => visitor.told('fc-reply-success').length > 0);
    await visitor.pressButton('Vote up', await visitor.comment('As a guest'));
    await until('the vote', () => visitor.told('fc-vote-success').length > 0);
    visitor.element.refresh();
    await until('it anew', () => visitor.told('fc-comments-rendered').length > 1);
    for (const { type, detail } of visitor.events) {
      const names = [...membersOf(detail)];
      for (const secret of ['editKey', 'sessionId']) assert.notInclude(names, secret, type);
    }
  });

  it('let a listener call a comment off; the text stays', async () => {
    const page = new ServicePage();
    const visitor = await member(page);
    const stop = (event: Event) => event.preventDefault();
    visitor.element.addEventListener('fc-comment-submit-start', stop);
    await visitor.post('Think twice');
    await until('the event', () => visitor.told('fc-comment-submit-start').length === 1);
    await pause(300);
    assert.equal((await page.requests('createCommentPublic')).length, 0);
    const box = visitor.get('textbox', 'Write a comment') as HTMLTextAreaElement;
    assert.equal(box.value, 'Think twice');
    assert.equal(visitor.comments().length, 0);
    visitor.element.removeEventListener('fc-comment-submit-start', stop);
    await visitor.pressButton('Post comment');
    await visitor.comment('Think twice');
  });

  it('let a listener hold a comment, and refuse it with a message', async () => {
    const page = new ServicePage();
    const visitor = await member(page);
    let settle: { resolve: () => void; reject: (error: Error) => void } | undefined;
    visitor.element.addEventListener('fc-comment-submit-start', (event) => {
      event.detail.waitUntil(
        new Promise<void>((resolve, reject) => {
          settle = { resolve, reject };
        }),
      );
    });
    await visitor.post('Wait for it');
    await until('the hold', () => settle);
    await pause(200);
    assert.equal((await page.requests('createCommentPublic')).length, 0);
    settle!.reject(new Error('Not like this'));
    await until('the message', () => visitor.screen().includes('Not like this'));
    const box = visitor.get('textbox', 'Write a comment') as HTMLTextAreaElement;
    assert.equal(box.value, 'Wait for it');
    settle = undefined;
    await visitor.pressButton('Post comment');
    await until('the hold', () => settle);
    settle!.resolve();
    await until('the comment', () => visitor.seesComment('Wait for it')?.dataset.commentId);
  });

  it('let onCommentSubmitStart go on or call off', async () => {
    const page = new ServicePage();
    const answers: { goOn: () => void; callOff: (message?: string) => void }[] = [];
    const visitor = await member(page, {
      onCommentSubmitStart: (_comment: unknown, goOn: () => void, callOff: () => void) =>
        answers.push({ goOn, callOff }),
    });
    await visitor.post('May I');
    await until('the question', () => answers.length === 1);
    answers[0]!.callOff('Please do not');
    await until('the message', () => visitor.screen().includes('Please do not'));
    await visitor.pressButton('Post comment');
    await until('the question', () => answers.length === 2);
    answers[1]!.goOn();
    await until('the comment', () => visitor.seesComment('May I')?.dataset.commentId);
    assert.equal((await page.comments()).length, 1);
  });

  it('survive a host whose callback throws', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'Root' }]);
    const errors: string[] = [];
    const onError = (event: ErrorEvent) => {
      errors.push(event.message);
      event.preventDefault();
    };
    // The runner would take it for an error of the test.
    const { onerror } = window;
    window.onerror = null;
    window.addEventListener('error', onError);
    try {
      const visitor = await member(page, {
        onVoteSuccess: () => {
          throw new Error('host is broken');
        },
      });
      await visitor.pressButton('Vote up', await visitor.comment('Root'));
      await until('the error', () => errors.some((message) => message.includes('host is broken')));
      assert.equal(visitor.votes(await visitor.comment('Root')), 1);
    } finally {
      window.removeEventListener('error', onError);
      window.onerror = onerror;
    }
  });

  it('tell of images that are pressed, and can be called off', async () => {
    const page = new ServicePage();
    const src = `${page.api}/pictures/balcony.svg`;
    await page.seed([{ author: ann, text: `Look [img]${src}[/img]` }]);
    const seen: unknown[] = [];
    const visitor = await visit({
      page,
      properties: { onImageClicked: (url: string) => seen.push(url) },
    });
    visitor.element.addEventListener('fc-image-clicked', (event) => event.preventDefault());
    const comment = await visitor.comment('Look');
    const image = await until('the image', () =>
      comment.querySelector<HTMLElement>('[part~="comment-body"] img'),
    );
    visitor.press(image);
    await until('the event', () => visitor.told('fc-image-clicked').length === 1);
    assert.deepEqual(seen, [src]);
  });
});
