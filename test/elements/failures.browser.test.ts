import { assert } from '@open-wc/testing';
import { withQuickClock } from './quick-clock.js';
import { ServicePage } from './service.js';
import { leave, pause, until, visit, type Visitor } from './visitor.js';

async function fails(
  page: ServicePage,
  attributes: Record<string, string | null>,
): Promise<Visitor> {
  const visitor = await visit({ page, attributes, waits: false });
  await visitor.find('alert', undefined);
  return visitor;
}

function errorCode(visitor: Visitor): string | undefined {
  const [error] = visitor.told('fc-error') as { code: string }[];
  return error?.code;
}

describe('failures: the first load', () => {
  afterEach(leave);

  it('says that the tenant id is missing, to the page’s author too', async () => {
    const { error } = console;
    const heard: unknown[] = [];
    console.error = (...words: unknown[]) => heard.push(words.join(' '));
    try {
      const visitor = await visit({ attributes: { 'tenant-id': null }, waits: false });
      await visitor.says('has no tenant id');
      assert.include(visitor.screen(), 'tenant-id');
      assert.isFalse(visitor.sees('button', 'Try again'));
      assert.match(String(heard), /tenant/i);
      await visitor.isAccessible();
      visitor.element.setAttribute('tenant-id', 'demo');
      await visitor.whenReady();
      await visitor.find('textbox', 'Write a comment');
      assert.isFalse(visitor.screen().includes('has no tenant id'));
    } finally {
      console.error = error;
    }
  });

  it('says that the tenant is unknown, and how that is mended', async () => {
    const visitor = await fails(new ServicePage(), { 'tenant-id': 'nobody' });
    await visitor.says('unknown');
    assert.include(visitor.screen(), 'region');
    assert.isFalse(visitor.sees('button', 'Try again'));
    await until('the event', () => errorCode(visitor) === 'invalid-tenant');
    await visitor.isAccessible();
  });

  it('says that the domain is not allowed', async () => {
    const visitor = await fails(new ServicePage(), { 'tenant-id': 'elsewhere' });
    await visitor.says('not allowed on this domain');
    await until('the event', () => errorCode(visitor) === 'domain-unauthorized');
    await visitor.isAccessible();
  });

  it('asks members to log in', async () => {
    const page = new ServicePage(fcServices.honours, 'members-only');
    const logins: unknown[] = [];
    const visitor = await visit({
      page,
      waits: false,
      properties: { sso: { loginCallback: (id: string) => logins.push(id) } },
    });
    await visitor.says('You have to log in');
    await visitor.isAccessible();
    await visitor.pressButton('Log in');
    await until('the login', () => logins.length === 1);
  });

  it('says that logging in failed', async () => {
    const sso = { userDataJSONBase64: btoa('{"id":"x"}'), verificationHash: 'no', timestamp: 1 };
    const visitor = await visit({ properties: { sso }, waits: false });
    await visitor.says('Logging in through this site failed');
    await visitor.isAccessible();
  });

  it('shows a closed thread without a composer', async () => {
    const page = new ServicePage();
    await page.seed([{ author: 'Ann', text: 'Last words' }]);
    await page.configure({}, { isClosed: true });
    const visitor = await visit({ page });
    assert.include(visitor.screen(), 'Comments are closed');
    assert.isFalse(visitor.sees('textbox', 'Write a comment'));
    assert.isFalse(visitor.sees('button', 'Reply'));
    assert.isTrue(visitor.sees('button', 'Vote up'));
    await visitor.isAccessible();
  });

  it('says that a comment waits for approval', async () => {
    const page = new ServicePage();
    await page.configure({}, { approveByHand: true });
    const visitor = await visit({ page });
    await visitor.post('Please', { Name: 'Nina' });
    const comment = await until('the comment', () => {
      const found = visitor.seesComment('Please');
      return found?.dataset.commentId && found;
    });
    await until('the mark', () => comment.textContent.includes('Awaiting approval'));
    assert.include(comment.part.value, 'comment-unapproved');
    await visitor.isAccessible();
    await page.run({ do: 'approve', commentId: comment.dataset.commentId! });
    await until(
      'the approval',
      () => !visitor.seesComment('Please')?.textContent.includes('Awaiting approval'),
    );
  });

  it('offers to try again after a refusal, and shows the thread then', async () => {
    const page = new ServicePage();
    await page.seed([{ author: 'Ann', text: 'At last' }]);
    await page.fault({
      operation: 'getCommentsPublic',
      fault: { kind: 'code', code: 'odd', httpStatus: 400 },
    });
    const visitor = await fails(page, {});
    await visitor.isAccessible();
    await page.heal();
    await visitor.pressButton('Try again');
    await visitor.comment('At last');
    assert.isFalse(visitor.all('alert').some((each) => each.textContent.trim() !== ''));
  });

  it('says that the service cannot be reached', async () => {
    const page = new ServicePage();
    await page.fault({ operation: 'getCommentsPublic', fault: { kind: 'refuse' } });
    const visitor = await visit({ page, waits: false });
    await visitor.says('cannot be reached');
    assert.isTrue(visitor.sees('button', 'Try again'));
    await visitor.isAccessible();
  });

  for (const [what, fault] of [
    ['a page of HTML', { kind: 'answer', status: 502, html: '<h1>Bad gateway</h1>' }],
    ['half an answer', { kind: 'partial' }],
    ['an empty object', { kind: 'answer', status: 200, json: {} }],
  ] as const) {
    it(`survives ${what}`, async () => {
      const page = new ServicePage();
      await page.fault({ operation: 'getCommentsPublic', fault });
      const visitor = await visit({ page, waits: false });
      await visitor.find('button', 'Try again');
      assert.notInclude(visitor.screen(), 'Bad gateway');
      assert.notInclude(visitor.screen(), 'undefined');
    });
  }

  it('says after 6 s that it takes long, goes on waiting, and takes the late answer', () =>
    withQuickClock(3, async () => {
      const page = new ServicePage();
      await page.seed([{ author: 'Ann', text: 'Late but here' }]);
      await page.fault({ operation: 'getCommentsPublic', delayAfter: 8000 / 3 });
      const visitor = await visit({ page, waits: false });
      await pause(4000);
      assert.isFalse(visitor.sees('button', 'Try again'), 'not yet');
      await visitor.find('button', 'Try again');
      await visitor.says('longer than usual');
      assert.isTrue(
        visitor.all('alert').some((each) => each.textContent.includes('longer than usual')),
      );
      await visitor.isAccessible();
      await visitor.comment('Late but here');
      assert.isFalse(visitor.sees('button', 'Try again'));
      assert.equal((await page.requests('getCommentsPublic')).length, 1);
    }));

  it('gives up after 30 s of silence', () =>
    withQuickClock(10, async () => {
      const page = new ServicePage();
      await page.fault({ operation: 'getCommentsPublic', fault: { kind: 'silent' } });
      const visitor = await visit({ page, waits: false });
      await until('the end of it', () => visitor.screen().includes('did not answer in time'));
      assert.isTrue(visitor.sees('button', 'Try again'));
    }));
});

describe('failures: later reads', () => {
  afterEach(leave);

  it('says that a page failed and keeps its button', async () => {
    const page = new ServicePage();
    await page.seed(Array.from({ length: 8 }, (_, at) => ({ text: `Number ${at}` })));
    const attributes = { 'page-size': '4', 'default-sort-direction': 'OF' };
    const visitor = await visit({ page, attributes });
    await page.fault({
      operation: 'getCommentsPublic',
      fault: { kind: 'code', code: 'odd', httpStatus: 400 },
    });
    await visitor.pressButton('Load more comments');
    await visitor.says('could not be loaded');
    assert.isTrue(visitor.sees('button', 'Load more comments'));
    await visitor.isAccessible();
    await page.heal();
    await visitor.pressButton('Load more comments');
    await visitor.comment('Number 7');
    assert.isFalse(visitor.screen().includes('could not be loaded'));
  });

  it('says that replies failed and keeps their button', async () => {
    const page = new ServicePage();
    await page.seed([
      { text: 'Root', replies: Array.from({ length: 5 }, (_, at) => ({ text: `Reply ${at}` })) },
    ]);
    const visitor = await visit({ page, attributes: { 'replies-page-size': '2' } });
    await page.fault({ operation: 'getCommentsPublic', fault: { kind: 'code', code: 'odd' } });
    await visitor.pressButton('Show 3 more replies');
    await visitor.says('could not be loaded');
    await page.heal();
    await visitor.pressButton('Show 3 more replies');
    await visitor.pressAllMore();
    assert.equal(visitor.comments().length, 6);
  });
});
