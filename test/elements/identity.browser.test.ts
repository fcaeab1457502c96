import { assert } from '@open-wc/testing';
import type { SeenRequest } from '../support/chaos-server.js';
import { nameOf } from '../support/roles.js';
import { newPerson, secureSSO } from './people.js';
import { ServicePage } from './service.js';
import { leave, pause, until, visit, type Visitor } from './visitor.js';

const ann = { id: 'ann', name: 'Ann' };

/** The `anonUserId` of a call; undefined if it has none. */
function anonOf(call: SeenRequest | undefined): string | undefined {
  return call?.query.anonUserId?.[0];
}

async function whenCalled(page: ServicePage, operation: string): Promise<SeenRequest> {
  return until(`a call of ${operation}`, async () => {
    const calls = await page.requests(operation);
    const last = calls.at(-1);
    return last?.status ? last : null;
  });
}

async function voteUp(visitor: Visitor, text: string): Promise<void> {
  await visitor.pressButton('Vote up', await visitor.comment(text));
  await until('the vote', () => visitor.told('fc-vote-success').length > 0);
}

describe('identity: an anonymous visitor', () => {
  afterEach(leave);

  it('leaves nothing and sends nothing before an act', async () => {
    const page = new ServicePage();
    await page.seed('large:40');
    const visitor = await visit({ page });
    await visitor.pressAllMore();
    visitor.choice(visitor.get('combobox', 'Sort by'), 'Newest first');
    await until('the order', async () => (await page.requests('getCommentsPublic')).length > 2);
    visitor.press(await until('a reply button', () => visitor.all('button', 'Reply')[0]));
    await visitor.find('textbox', 'Write a reply');
    await pause(500);
    assert.equal(localStorage.length, 0);
    assert.equal(sessionStorage.length, 0);
    assert.equal(document.cookie, '');
    for (const call of await page.requests()) {
      assert.isUndefined(anonOf(call), call.path);
      assert.isFalse(call.hasCookie, call.path);
      assert.equal(call.method, 'GET');
    }
  });

  it('stores only the draft while typing, never an id', async () => {
    const page = new ServicePage();
    const visitor = await visit({ page });
    visitor.type(await visitor.find('textbox', 'Write a comment'), 'Just thinking');
    await pause(400);
    const stored = Object.entries<string>(localStorage);
    assert.equal(stored.length, 1);
    assert.include(stored[0]![1], 'Just thinking');
    assert.notInclude(stored[0]!.join(), 'anon');
  });

  it('gets an id with the first act and keeps it over a reload', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'One' }]);
    const first = await visit({ page });
    await voteUp(first, 'One');
    const id = anonOf(await whenCalled(page, 'voteComment'));
    assert.match(id ?? '', /^[\w-]{10,}$/);
    await first.choose(await first.comment('One'), 'Flag');
    assert.equal(anonOf(await whenCalled(page, 'flagCommentPublic')), id);
    leave();
    await page.run({ do: 'forget-requests', urlId: page.urlId });

    const again = await visit({ page, returns: true });
    assert.equal(anonOf((await page.requests('getCommentsPublic'))[0]), id);
    const [comment] = again.comments();
    assert.equal(again.ownVote(comment!), 1);
    assert.include(again.body(comment!), 'You flagged this comment');
  });

  // Where cookies get through, the service knows the visitor by them; without them by the id alone.
  for (const [what, host] of [
    ['with cookies', (page: ServicePage) => page.api],
    ['without cookies', (page: ServicePage) => page.otherSite],
  ] as const) {
    it(`keeps votes, flags and blocks over a reload, ${what}`, async () => {
      const page = new ServicePage();
      const [voted, flagged, blocked] = await page.seed([
        { author: ann, text: 'Voted' },
        { author: { id: 'bea', name: 'Bea' }, text: 'Flagged' },
        { author: { id: 'cy', name: 'Cy' }, text: 'Blocked' },
      ]);
      const attributes = { 'api-host': host(page) };
      const first = await visit({ page, attributes });
      await voteUp(first, 'Voted');
      await first.choose(await first.comment('Flagged'), 'Flag');
      await whenCalled(page, 'flagCommentPublic');
      await first.choose(await first.comment('Blocked'), 'Block user');
      await whenCalled(page, 'blockFromCommentPublic');
      leave();
      const again = await visit({ page, attributes, returns: true });
      assert.equal(again.ownVote(await again.comment(voted!)), 1);
      assert.equal(again.votes(await again.comment(voted!)), 1);
      assert.include(again.body(await again.comment(flagged!)), 'You flagged this comment');
      assert.include(again.body(await again.comment(blocked!)), 'You have blocked this user');
      await again.pressButton('Vote up', await again.comment(voted!));
      await until('the vote gone', async () => {
        const comment = (await page.comments()).find(({ _id }) => _id === voted);
        return comment?.votes === 0;
      });
    });
  }

  it('edits and deletes its own comment after a reload, without cookies', async () => {
    const page = new ServicePage();
    const attributes = { 'api-host': page.otherSite };
    const first = await visit({ page, attributes });
    await first.post('Mine for ever', { Name: 'Nina' });
    await until('the answer', () => first.told('fc-reply-success').length > 0);
    leave();
    const again = await visit({ page, attributes, returns: true });
    const comment = await again.comment('Mine for ever');
    assert.include(comment.part.value, 'comment-own');
    await again.choose(comment, 'Edit');
    const box = (await again.find('textbox', 'Edit your comment')) as HTMLTextAreaElement;
    await until('the raw text', () => box.value === 'Mine for ever');
    again.type(box, 'Changed');
    await again.pressButton('Save changes');
    await until('the change', async () => (await page.comments())[0]?.commentHTML === 'Changed');
    await again.choose(await again.comment('Changed'), 'Delete');
    await again.pressButton('Delete', await again.find('alertdialog'));
    await until('the end of it', async () => (await page.comments()).length === 0);
  });

  it('takes an id the host gives', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'One' }]);
    const visitor = await visit({ page, attributes: { 'anon-user-id': 'given-by-the-host' } });
    await voteUp(visitor, 'One');
    assert.equal(anonOf(await whenCalled(page, 'voteComment')), 'given-by-the-host');
  });

  it('is forgotten on request', async () => {
    const page = new ServicePage();
    await page.seed([
      { author: ann, text: 'One' },
      { author: ann, text: 'Two' },
    ]);
    const attributes = { 'api-host': page.otherSite };
    const visitor = await visit({ page, attributes });
    await voteUp(visitor, 'One');
    const id = anonOf(await whenCalled(page, 'voteComment'));
    await visitor.element.forget();
    assert.equal(localStorage.length, 0);
    leave();
    await page.run({ do: 'forget-requests', urlId: page.urlId });
    const again = await visit({ page, attributes, returns: true });
    assert.isUndefined(anonOf((await page.requests('getCommentsPublic'))[0]));
    await voteUp(again, 'Two');
    assert.notEqual(anonOf(await whenCalled(page, 'voteComment')), id);
  });

  it('is forgotten before anything was fetched, too', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'One' }]);
    const first = await visit({ page });
    await voteUp(first, 'One');
    assert.isAbove(localStorage.length, 0);
    leave();
    const attributes = { consent: 'required' };
    const again = await visit({ page, attributes, returns: true, waits: false });
    await again.find('button', 'Load comments');
    await again.element.forget();
    assert.equal(localStorage.length, 0);
  });

  for (const kind of ['ignores', 'refuses'] as const) {
    it(`works with a service that ${kind} the id`, async () => {
      const page = new ServicePage(fcServices[kind]);
      await page.seed([
        { author: ann, text: 'One' },
        { author: { id: 'bea', name: 'Bea' }, text: 'Two' },
      ]);
      const visitor = await visit({ page });
      await voteUp(visitor, 'One');
      assert.equal(visitor.votes(await visitor.comment('One')), 1);
      await visitor.post('Here I am', { Name: 'Nina' });
      await until('the comment', () => visitor.seesComment('Here I am')?.dataset.commentId);
      await visitor.choose(await visitor.comment('Two'), 'Flag');
      await until('the flag', () => visitor.told('fc-comment-flagged').length === 1);
      const calls = await page.requests();
      const written = calls.map(({ query }) => query.broadcastId?.[0]).filter(Boolean);
      assert.equal(new Set(written).size, written.length, 'no broadcastId twice');
      assert.equal((await page.comments()).length, 3);
      if (kind === 'refuses') {
        assert.isAtMost(calls.filter((call) => anonOf(call)).length, 1, 'dropped for good');
      }
      assert.equal(visitor.told('fc-error').length, 0);
      await visitor.isAccessible();
    });
  }
});

describe('identity: cookies', () => {
  afterEach(leave);

  it('go along where the service is of the same site', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'One' }]);
    const visitor = await visit({ page });
    await voteUp(visitor, 'One');
    visitor.element.refresh();
    await until('a call with the cookie', async () =>
      (await page.requests('getCommentsPublic')).some(({ hasCookie }) => hasCookie),
    );
  });

  it('are not needed where they are blocked', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'One' }]);
    const visitor = await visit({ page, attributes: { 'api-host': page.otherSite } });
    await voteUp(visitor, 'One');
    await visitor.post('Without a cookie', { Name: 'Nina' });
    await until('the comment', () => visitor.seesComment('Without a cookie')?.dataset.commentId);
    await visitor.pressButton('Vote up', await visitor.comment('One'));
    await until('the vote gone', async () => (await page.comments())[0]?.votes === 0);
    for (const call of await page.requests()) assert.isFalse(call.hasCookie);
  });

  it('are left out where the first read fails with them', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'One' }]);
    await page.fault({
      operation: 'getCommentsPublic',
      times: 1,
      fault: {
        kind: 'answer',
        status: 200,
        json: {},
        headers: { 'access-control-allow-origin': '*' },
      },
    });
    const visitor = await visit({ page });
    await visitor.comment('One');
    await voteUp(visitor, 'One');
    const calls = await page.requests();
    assert.isAtLeast(calls.length, 3);
    assert.isFalse(calls.some(({ hasCookie }) => hasCookie));
  });

  it('make the first read a simple request', async () => {
    const page = new ServicePage();
    await visit({ page });
    // A preflight would stand before it.
    const all = await fetch(`${page.api}/__control/requests?urlId=${page.urlId}`);
    const seen = (await all.json()) as SeenRequest[];
    assert.equal(seen[0]?.method, 'GET');
    assert.isFalse(seen.some(({ method }) => method === 'OPTIONS'));
  });
});

describe('identity: names and consent', () => {
  afterEach(leave);

  it('asks for name and email where the thread wants both, and says what is missing', async () => {
    const page = new ServicePage();
    await page.configure({ allowAnon: false });
    const visitor = await visit({ page });
    visitor.type(await visitor.find('textbox', 'Write a comment'), 'Hello');
    const name = await visitor.find('textbox', 'Name');
    const email = await visitor.find('textbox', 'Email');
    assert.equal(name.getAttribute('autocomplete'), 'name');
    assert.equal(email.getAttribute('autocomplete'), 'email');
    await visitor.isAccessible();
    await visitor.pressButton('Post comment');
    await until('the errors', () => email.getAttribute('aria-invalid') === 'true');
    assert.equal(name.getAttribute('aria-invalid'), 'true');
    assert.equal(visitor.root.activeElement, name, 'the first one has the focus');
    for (const field of [name, email]) {
      const why = visitor.root.getElementById(field.getAttribute('aria-describedby') ?? '');
      assert.isOk(why?.textContent.trim());
    }
    await visitor.isAccessible();
    assert.equal((await page.requests('createCommentPublic')).length, 0);
    visitor.type(name, 'Nina');
    visitor.type(email, 'nina@example.com');
    await visitor.pressButton('Post comment');
    await until('the comment', () =>
      visitor.seesComment('Hello')?.textContent.includes('Awaiting confirmation by email'),
    );
    const call = await whenCalled(page, 'createCommentPublic');
    assert.deepInclude(call.body as object, {
      commenterName: 'Nina',
      commenterEmail: 'nina@example.com',
    });
    // Who has said so once is not asked again.
    visitor.type(await visitor.find('textbox', 'Write a comment'), 'Again');
    await pause(100);
    assert.isFalse(visitor.sees('textbox', 'Name'));
  });

  it('lets a guest post without a name where guests may', async () => {
    const visitor = await visit();
    await visitor.post('Who I am is my own affair');
    const comment = await visitor.comment('Who I am is my own affair');
    await until('the comment', () => comment.dataset.commentId);
    assert.match(nameOf(comment), /^Anonymous/);
  });

  it('leaves the email out where the owner wants none', async () => {
    const page = new ServicePage();
    await page.configure({ allowAnon: false, disableEmailInputs: true });
    const visitor = await visit({ page });
    visitor.type(await visitor.find('textbox', 'Write a comment'), 'Hello');
    await visitor.find('textbox', 'Name');
    assert.isFalse(visitor.sees('textbox', 'Email'));
  });

  it('asks for a website where the owner wants that', async () => {
    const page = new ServicePage();
    await page.configure({ enableCommenterLinks: true });
    const visitor = await visit({ page });
    await visitor.post('Hello', { Name: 'Nina', Website: 'https://nina.example' });
    const call = await whenCalled(page, 'createCommentPublic');
    assert.deepInclude(call.body as object, { commenterLink: 'https://nina.example' });
    await visitor.isAccessible();
  });

  it('wants consent before it posts, where the owner does', async () => {
    const page = new ServicePage();
    await page.configure({
      tos: { enabled: true, textByLocale: { en_us: 'I accept the house rules.' } },
    });
    const visitor = await visit({ page });
    await visitor.post('Hello', { Name: 'Nina' });
    const box = (await visitor.find('checkbox', 'I accept the house rules.')) as HTMLInputElement;
    await until('the reason', () => box.getAttribute('aria-invalid') === 'true');
    assert.equal((await page.requests('createCommentPublic')).length, 0);
    await visitor.isAccessible();
    visitor.press(box);
    assert.isTrue(box.checked);
    await visitor.pressButton('Post comment');
    const call = await whenCalled(page, 'createCommentPublic');
    assert.deepInclude(call.body as object, { tos: true });
    await until('the comment', () => visitor.seesComment('Hello')?.dataset.commentId);
  });

  it('fills in the name the host proposes', async () => {
    const page = new ServicePage();
    const visitor = await visit({ page, attributes: { 'default-username': 'Reader' } });
    await visitor.post('Hello');
    const call = await whenCalled(page, 'createCommentPublic');
    assert.deepInclude(call.body as object, { commenterName: 'Reader' });
  });
});

describe('identity: single sign-on', () => {
  afterEach(leave);

  it('takes a secure payload for who it names, and sends no anonymous id', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'One' }]);
    const sso = await secureSSO(newPerson('Carl'));
    const visitor = await visit({ page, properties: { sso } });
    await until('the name', () => visitor.signedInAs === 'Carl');
    await visitor.isAccessible();
    await voteUp(visitor, 'One');
    await visitor.post('As Carl');
    await until('the comment', () => visitor.seesComment('As Carl')?.dataset.commentId);
    for (const call of await page.requests()) {
      assert.isUndefined(anonOf(call));
      const takesSSO = call.operation !== 'getEventLog' && !call.operation?.includes('Presence');
      assert.equal(call.query.sso !== undefined, takesSSO, call.operation ?? '');
    }
    assert.deepInclude(visitor.told('fc-authentication-change')[0] as object, {
      event: 'user-set',
    });
  });

  it('swaps a fresh payload of the same user in without starting anew', async () => {
    const page = new ServicePage();
    const person = newPerson('Carl');
    const visitor = await visit({ page, properties: { sso: await secureSSO(person) } });
    const reads = (await page.requests('getCommentsPublic')).length;
    visitor.element.sso = await secureSSO(person);
    await pause(300);
    assert.equal((await page.requests('getCommentsPublic')).length, reads);
    visitor.element.sso = await secureSSO(newPerson('Dora'));
    await until('the name', () => visitor.signedInAs === 'Dora');
    assert.isAbove((await page.requests('getCommentsPublic')).length, reads);
  });

  it('takes a simple payload', async () => {
    const page = new ServicePage();
    const simpleSSO = { username: 'Bob', email: `${page.urlId}@example.com`, displayName: 'Bobby' };
    const visitor = await visit({ page, properties: { simpleSSO } });
    await visitor.post('As Bob');
    const comment = await until('the comment', () => {
      const found = visitor.seesComment('As Bob');
      return found?.dataset.commentId && found;
    });
    assert.include(comment.textContent, 'Bob');
    const call = await whenCalled(page, 'createCommentPublic');
    assert.property(JSON.parse(call.query.sso?.[0] ?? '{}'), 'simpleSSOUser');
  });

  it('offers to log in where the host can do that, in place of the composer', async () => {
    const page = new ServicePage();
    await page.configure({ allowAnon: false, allowAnonVotes: false });
    await page.seed([{ author: ann, text: 'One' }]);
    const logins: unknown[] = [];
    const visitor = await visit({
      page,
      properties: { sso: { loginCallback: (id: string) => logins.push(id) } },
    });
    assert.isFalse(visitor.sees('textbox', 'Write a comment'));
    await visitor.isAccessible();
    visitor.press(visitor.all('button', 'Log in')[0]!);
    await until('the login', () => logins.length === 1);
    assert.isString(logins[0]);
    assert.equal(visitor.told('fc-login').length, 1);
    await visitor.pressButton('Vote up', await visitor.comment('One'));
    await until('a second login', () => logins.length === 2);
  });

  it('logs out', async () => {
    const page = new ServicePage();
    let logouts = 0;
    const sso = { ...(await secureSSO(newPerson('Carl'))), logoutCallback: () => logouts++ };
    const visitor = await visit({ page, properties: { sso } });
    await visitor.pressButton('Carl');
    const entry = await visitor.find('menuitem', 'Log out');
    await visitor.isAccessible();
    visitor.press(entry);
    await until('the logout', () => visitor.told('fc-logout').length === 1);
    await visitor.gone('button', 'Carl');
    assert.equal(logouts, 1);
    const changes = visitor.told('fc-authentication-change') as { event: string }[];
    assert.include(
      changes.map(({ event }) => event),
      'logout',
    );
    await visitor.find('textbox', 'Write a comment');
    // The host still holds the old payload: that brings nobody back. A new one does.
    const reads = (await page.requests('getCommentsPublic')).length;
    visitor.element.pageSize = 20;
    await pause(300);
    assert.isFalse(visitor.sees('button', 'Carl'));
    assert.equal((await page.requests('getCommentsPublic')).length, reads);
    visitor.element.sso = await secureSSO(newPerson('Dora'));
    await until('the name', () => visitor.signedInAs === 'Dora');
  });

  it('lets a listener take logging in and out over', async () => {
    const page = new ServicePage();
    let calls = 0;
    const sso = {
      ...(await secureSSO(newPerson('Carl'))),
      logoutCallback: () => calls++,
    };
    const visitor = await visit({ page, properties: { sso } });
    visitor.element.addEventListener('fc-logout', (event) => event.preventDefault());
    await visitor.pressButton('Carl');
    visitor.press(await visitor.find('menuitem', 'Log out'));
    await until('the event', () => visitor.told('fc-logout').length === 1);
    await pause(200);
    assert.equal(calls, 0);
    assert.isTrue(visitor.sees('button', 'Carl'));
  });

  it('hides "Log out" where the host cannot do that', async () => {
    const page = new ServicePage();
    const visitor = await visit({ page, properties: { sso: await secureSSO(newPerson('Carl')) } });
    const [button] = visitor.all('button', 'Carl');
    if (button) visitor.press(button);
    await pause(200);
    for (const role of ['menuitem', 'button', 'link'])
      assert.isFalse(visitor.sees(role, 'Log out'));
  });

  it('knows an account of the service by its cookie', async () => {
    const page = new ServicePage();
    const account = newPerson('Sara');
    await visit({ page });
    leave();
    await page.run({ do: 'sign-in', account: { id: account.id, username: 'Sara' } });
    const visitor = await visit({ page, returns: true });
    await visitor.find('button', 'Sara');
    await visitor.find('button', 'Notifications');
    await visitor.post('By cookie');
    const comment = await until('the comment', () => {
      const found = visitor.seesComment('By cookie');
      return found?.dataset.commentId && found;
    });
    assert.notInclude(comment.textContent, 'Unverified');
    await visitor.isAccessible();
    await visitor.pressButton('Sara');
    visitor.press(await visitor.find('menuitem', 'Log out'));
    await visitor.gone('button', 'Sara');
  });

  it('shows no chrome of an account to a guest of the service', async () => {
    const page = new ServicePage();
    const first = await visit({ page });
    await first.post('As a guest', { Name: 'Nina' });
    await until('the comment', () => first.seesComment('As a guest')?.dataset.commentId);
    leave();
    const visitor = await visit({ page, returns: true });
    assert.isFalse(visitor.sees('button', 'Notifications'));
    for (const role of ['menuitem', 'button', 'link'])
      assert.isFalse(visitor.sees(role, 'Log out'));
  });
});
