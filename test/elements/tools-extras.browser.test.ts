import { assert } from '@open-wc/testing';
import type { TestServer } from '../../src/testing/index.js';
import { checkAxe, nameOf, stage, until, type Stage } from './tools-support.js';

let on: Stage;

afterEach(() => on.stop());

const calls = (operation: string) => on.server.calls.filter((call) => call.operation === operation);

const reacts = [
  {
    id: 'clap',
    src: 'https://example.com/clap.png',
    selectedSrc: 'https://example.com/clapped.png',
  },
  { id: '👍' },
  { id: 'clap', src: 'https://example.com/other.png' },
  { id: 'bad', src: 'javascript:alert(1)' },
];

async function react(server: TestServer, name: string, id: string): Promise<void> {
  const visitor = server.signedIn({ id: name, username: name, email: `${name}@example.com` });
  await visitor.call('POST', '/page-reacts/v2/demo', { urlId: 'page', id });
}

const button = (id: string) => on.named('[part~="page-react-button"]', `React: ${id}`);

describe('reactions to the page', () => {
  it('stand above the thread with their counts', async () => {
    on = await stage({ pageReactConfig: { reacts } }, async (server) => {
      await react(server, 'Ben', 'clap');
      await react(server, 'Cleo', 'clap');
      return undefined;
    });
    const clap = await on.named('[part~="page-react-button"]', 'React: clap, 2 people');
    assert.equal(clap.getAttribute('aria-pressed'), 'false');
    assert.deepEqual(
      [...on.root.querySelectorAll('.react')].map((one) => one.textContent.trim()),
      ['2', '👍', 'bad'],
    );
    assert.equal(on.root.querySelectorAll('.react img').length, 1);
    assert.deepEqual(calls('getV2PageReacts')[0]?.query, { urlId: 'page' });
    await checkAxe(on);
  });

  it('are given and taken back at once', async () => {
    on = await stage({ pageReactConfig: { reacts } });
    const thumb = await button('👍');
    await until(() => calls('getV2PageReacts').length === 1, 'the counts');
    on.server.slowDown(200, 'createV2PageReact');
    thumb.click();
    assert.equal(thumb.getAttribute('aria-pressed'), 'true');
    assert.equal(nameOf(thumb), 'React: 👍, 1 person');
    // A change of mind while the first call is under way: one more call, and not before the first.
    thumb.click();
    assert.equal(thumb.getAttribute('aria-pressed'), 'false');
    await until(() => calls('deleteV2PageReact').length === 1, 'the second call');
    assert.equal(calls('createV2PageReact').length, 1);
    thumb.click();
    await until(() => calls('createV2PageReact').length === 2, 'the third call');
    assert.equal(nameOf(thumb), 'React: 👍, 1 person');
    const clap = await button('clap');
    clap.click();
    assert.include(clap.querySelector('img')?.src, 'clapped');
  });

  it('are taken back where the service refuses', async () => {
    on = await stage({ pageReactConfig: { reacts } });
    const thumb = await button('👍');
    on.server.failNext('createV2PageReact', { code: 'unauthorized' });
    thumb.click();
    assert.equal(thumb.getAttribute('aria-pressed'), 'true');
    await until(() => on.root.querySelector('.extras [role="alert"]'), 'the message');
    assert.equal(thumb.getAttribute('aria-pressed'), 'false');
    await checkAxe(on);
  });

  it('tell names where they are wanted', async () => {
    on = await stage({ pageReactConfig: { reacts, showUsers: true } }, async (server) => {
      await react(server, 'Ben', 'clap');
      return undefined;
    });
    (await on.named('[part~="page-react-count"]', '1 person: clap')).click();
    await until(
      () => on.root.querySelector('.fc-reactors li bdi')?.textContent === 'Ben',
      'the name',
    );
    await checkAxe(on);
  });

  it('are not there unless they are configured', async () => {
    on = await stage();
    await until(() => on.root.querySelector('fc-composer:defined'), 'the acts');
    assert.isTrue((await on.find('.extras')).hidden);
    assert.equal(calls('getV2PageReacts').length, 0);
  });
});

const people = (where = '.extras') => on.root.querySelector<HTMLElement>(`${where} .faces`);

/** Somebody with an account looks at the page. */
function look(server: TestServer, name: string): () => void {
  const visitor = server.signedIn({ id: name, username: name, email: `${name}@example.com` });
  let socket: { close(): void } | undefined;
  void visitor.call('GET', '/comments/demo', { urlId: 'page' }).then(({ json }) => {
    const { tenantIdWS, urlIdWS, userIdWS } = json as Record<string, string>;
    const query = new URLSearchParams({
      urlId: urlIdWS ?? '',
      userIdWS: userIdWS ?? '',
      tenantIdWS: tenantIdWS ?? '',
    });
    socket = visitor.openSocket(`${server.origin.replace('http', 'ws')}/sub?${query.toString()}`);
  });
  return () => socket?.close();
}

describe('who is online', () => {
  it('stands above the thread, and opens a list', async () => {
    on = await stage({ usersListLocation: 1 }, (server) => {
      look(server, 'Ben');
      return undefined;
    });
    await until(() => people()?.textContent.includes('2 people online'), 'two people');
    people()?.click();
    const list = await on.find('.fc-people-panel');
    await until(() => list.querySelector('bdi')?.textContent === 'Ben', 'the name');
    assert.include(list.textContent, '1 guest');
    await checkAxe(on);
  });

  it('follows who comes and goes, and asks for names once', async () => {
    on = await stage({ usersListLocation: 1 });
    await until(() => people()?.textContent.includes('1 person online'), 'oneself');
    const leave = look(on.server, 'Ben');
    look(on.server, 'Cleo');
    await until(() => people()?.textContent.includes('3 people online'), 'three people');
    await until(() => people()?.querySelectorAll('.avatar').length === 2, 'their faces');
    assert.equal(calls('getUsersInfo').length, 1);
    leave();
    await until(() => people()?.textContent.includes('2 people online'), 'two people');
    assert.equal(people()?.querySelectorAll('.avatar').length, 1);
  });

  it('stands beside a wide thread', async () => {
    on = await stage({ usersListLocation: 3 }, (server) => {
      look(server, 'Ben');
      return undefined;
    });
    on.widget.style.width = '1000px';
    const side = await on.find('aside.side');
    await until(() => side.textContent.includes('Ben'), 'the name');
    const header = await on.find('header');
    assert.isAtLeast(side.getBoundingClientRect().left, header.getBoundingClientRect().right);
    assert.equal(nameOf(side), 'Online');
    await checkAxe(on);
    on.widget.style.width = '400px';
    assert.equal(getComputedStyle(side).display, 'none');
    assert.isTrue(people()?.checkVisibility());
  });
});
