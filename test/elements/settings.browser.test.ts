import { assert } from '@open-wc/testing';
import { ServicePage } from './service.js';
import { leave, pause, until, visit, type Visitor } from './visitor.js';

const ann = { id: 'ann', name: 'Ann' };

async function seeded(setup: Parameters<typeof visit>[0] = {}): Promise<Visitor> {
  const page = new ServicePage();
  await page.seed([
    { author: ann, text: 'Root', replies: [{ text: 'Reply', replies: [{ text: 'Deep' }] }] },
  ]);
  return visit({ page, ...setup });
}

describe('settings: ways to set them', () => {
  afterEach(leave);

  it('takes a boolean attribute with three values', async () => {
    const page = new ServicePage();
    await page.configure({ hideAvatars: true });
    await page.seed([{ author: ann, text: 'Root' }]);
    const hasAvatar = (visitor: Visitor) =>
      visitor.root.querySelector('article [part~="avatar"]') !== null;
    for (const [value, expected] of [
      [null, false],
      ['', false],
      ['true', false],
      ['false', true],
    ] as const) {
      const visitor = await visit({ page, attributes: { 'hide-avatars': value } });
      assert.equal(hasAvatar(visitor), expected, String(value));
      leave();
    }
    const visitor = await visit({ page, attributes: { 'hide-avatars': 'false' } });
    visitor.element.removeAttribute('hide-avatars');
    await until('the service’s own', () => !hasAvatar(visitor));
    visitor.element.setAttribute('hide-avatars', 'false');
    await until('the host’s again', () => hasAvatar(visitor));
  });

  it('takes names with runs of capitals, as attributes and properties', async () => {
    const visitor = await seeded({
      attributes: {
        'header-html': '<h3>Be kind</h3>',
        'custom-css': 'article { color: rgb(1, 2, 3) }',
      },
    });
    await until('the header', () => visitor.screen().includes('Be kind'));
    const comment = await visitor.comment('Root');
    assert.equal(getComputedStyle(comment).color, 'rgb(1, 2, 3)');
    visitor.element.headerHTML = '<p onclick="alert(1)">Be <script>x</script>nice</p>';
    visitor.element.customCSS = 'article { color: rgb(4, 5, 6) }';
    await until('the new header', () => visitor.screen().includes('Be nice'));
    assert.isNull(visitor.root.querySelector('[onclick], .header-html script'));
    assert.equal(getComputedStyle(await visitor.comment('Root')).color, 'rgb(4, 5, 6)');
    await visitor.isAccessible();
  });

  it('prefers attribute and property to config, config to the service, the service to the default', async () => {
    const page = new ServicePage();
    await page.configure({ commentCountFormat: 'service [count]', maxCommentCharacterLength: 10 });
    await page.seed([{ text: 'One' }]);
    const visitor = await visit({ page });
    assert.equal(visitor.count, 'service 1');
    visitor.element.config = { commentCountFormat: 'config [count]' };
    await until('config', () => visitor.count === 'config 1');
    visitor.element.setAttribute('comment-count-format', 'attribute [count]');
    await until('attribute', () => visitor.count === 'attribute 1');
    visitor.element.commentCountFormat = 'property [count]';
    await until('property', () => visitor.count === 'property 1');
    visitor.element.commentCountFormat = undefined;
    await until('config', () => visitor.count === 'config 1');
    visitor.element.config = undefined;
    await until('service', () => visitor.count === 'service 1');
    // Live configuration stands between the host's and the service's.
    await visitor.whenLive();
    await page.configure({ commentCountFormat: 'live [count]' });
    await until('live', () => visitor.count === 'live 1');
  });

  it('takes everything by config, callbacks included', async () => {
    const page = new ServicePage();
    await page.seed([{ text: 'One' }]);
    const heard: string[] = [];
    const visitor = await visit({
      page,
      waits: false,
      attributes: { 'tenant-id': null, 'url-id': null, 'api-host': null },
      properties: {
        config: {
          tenantId: 'demo',
          urlId: page.urlId,
          apiHost: page.api,
          onInit: () => heard.push('onInit'),
          onRender: () => heard.push('onRender'),
          onCommentsRendered: ({ length }: readonly unknown[]) => heard.push(`rendered ${length}`),
          commentCountUpdated: (count: number) => heard.push(`count ${count}`),
        },
      },
    });
    await visitor.whenReady();
    assert.equal(heard[0], 'onInit');
    assert.includeMembers(heard, ['onRender', 'rendered 1', 'count 1']);
  });

  it('lets the service win where it must: in a live change to read-only', async () => {
    const visitor = await seeded({ attributes: { readonly: 'false' } });
    await visitor.find('textbox', 'Write a comment');
    await visitor.whenLive();
    await visitor.page.configure({ readonly: true });
    await visitor.gone('textbox', 'Write a comment');
  });

  it('uses the address of the page where there is no url-id', async () => {
    const visitor = await visit({ attributes: { 'url-id': null } });
    await visitor.find('textbox', 'Write a comment');
    const seen = await fetch(`${visitor.page.api}/__control/requests`);
    const calls = (await seen.json()) as { operation: string; query: { urlId?: string[] } }[];
    assert.isTrue(
      calls.some(({ query }) => query.urlId?.[0]?.startsWith(location.origin + location.pathname)),
    );
  });
});

describe('settings: what they do', () => {
  afterEach(leave);

  it('readonly takes away all writing', async () => {
    const visitor = await seeded({ attributes: { readonly: '' } });
    assert.isFalse(visitor.sees('textbox', 'Write a comment'));
    assert.isFalse(visitor.sees('button', 'Reply'));
    const [vote] = visitor.all('button', 'Vote up');
    assert.isTrue(!vote || vote.getAttribute('aria-disabled') === 'true');
    await visitor.isAccessible();
  });

  it('noNewRootComments leaves only replies', async () => {
    const visitor = await seeded({ attributes: { 'no-new-root-comments': '' } });
    assert.isFalse(visitor.sees('textbox', 'Write a comment'));
    assert.isTrue(visitor.sees('button', 'Reply'));
  });

  it('maxReplyDepth allows a reply only above that depth', async () => {
    const visitor = await seeded({ attributes: { 'max-reply-depth': '1' } });
    assert.isTrue(visitor.sees('button', 'Reply', await visitor.comment('Root')));
    assert.isFalse(visitor.sees('button', 'Reply', await visitor.comment('Reply')));
    assert.isFalse(visitor.sees('button', 'Reply', await visitor.comment('Deep')));
    visitor.element.maxReplyDepth = 0;
    await visitor.gone('button', 'Reply');
  });

  it('disableDownVoting leaves one vote button', async () => {
    const visitor = await seeded({ attributes: { 'disable-down-voting': '' } });
    assert.isTrue(visitor.sees('button', 'Vote up'));
    assert.isFalse(visitor.sees('button', 'Vote down'));
  });

  it('disableBlocking takes "Block user" out of the menu', async () => {
    const visitor = await seeded({ attributes: { 'disable-blocking': '' } });
    const entries = await visitor.openMenu(await visitor.comment('Root'));
    assert.notInclude(entries, 'Block user');
    assert.include(entries, 'Flag');
  });

  it('inputAfterComments puts the composer below the thread', async () => {
    const visitor = await seeded({ attributes: { 'input-after-comments': '' } });
    const box = await visitor.find('textbox', 'Write a comment');
    const comment = await visitor.comment('Root');
    const { DOCUMENT_POSITION_FOLLOWING } = Node;
    assert.isOk(comment.compareDocumentPosition(box) & DOCUMENT_POSITION_FOLLOWING);
  });

  it('useSingleReplyField keeps one reply box open', async () => {
    const visitor = await seeded({ attributes: { 'use-single-reply-field': '' } });
    await visitor.pressButton('Reply', await visitor.comment('Root'));
    await visitor.find('textbox', 'Write a reply');
    await visitor.pressButton('Reply', await visitor.comment('Deep'));
    await until('one box', () => visitor.all('textbox', 'Write a reply').length === 1);
  });

  it('absoluteDates and both', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'Old', at: Date.UTC(2024, 2, 5, 12) }]);
    const visitor = await visit({ page, attributes: { 'absolute-dates': '' } });
    const text = (await visitor.comment('Old')).querySelector('time')?.textContent ?? '';
    assert.include(text, '2024');
    assert.notInclude(text, 'ago');
    leave();
    const both = await visit({ page, attributes: { 'absolute-and-relative-dates': '' } });
    const second = (await both.comment('Old')).querySelector('time')?.textContent ?? '';
    assert.include(second, '2024');
    assert.include(second, 'ago');
  });

  it('translations of the host win, key by key', async () => {
    const page = new ServicePage();
    await page.configure({ translations: { REPLY: 'Respond', SUBMIT_REPLY: 'Send it' } });
    await page.seed([{ author: ann, text: 'Root' }]);
    const visitor = await visit({ page, properties: { translations: { REPLY: 'Answer' } } });
    const root = await visitor.comment('Root');
    await until('the host’s', () => root.textContent.includes('Answer'));
    assert.notInclude(root.textContent, 'Respond');
  });

  it('consent: nothing is fetched until it is given', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'Root' }]);
    const visitor = await visit({ page, attributes: { consent: 'required' }, waits: false });
    const button = await visitor.find('button', 'Load comments');
    await pause(300);
    assert.equal((await page.requests()).length, 0);
    assert.equal(localStorage.length, 0);
    await visitor.isAccessible();
    visitor.press(button);
    await visitor.comment('Root');
    leave();
    const other = await visit({ page, attributes: { consent: 'required' }, waits: false });
    await other.find('button', 'Load comments');
    other.element.consent = 'given';
    await other.comment('Root');
  });

  it('loading="lazy": nothing is fetched until the widget is near', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'Root' }]);
    const main = document.body.appendChild(document.createElement('main'));
    main.style.paddingBlockStart = '4000px';
    const visitor = await visit({
      page,
      attributes: { loading: 'lazy' },
      waits: false,
      into: main,
    });
    await pause(400);
    assert.equal((await page.requests()).length, 0);
    visitor.element.scrollIntoView();
    await visitor.comment('Root');
    scrollTo(0, 0);
  });

  it('starts the new thread cleanly when the page changes', async () => {
    const [one, two] = [new ServicePage(), new ServicePage()];
    await one.seed([{ author: ann, text: 'On page one' }]);
    await two.seed([{ author: ann, text: 'On page two' }]);
    const visitor = await visit({ page: one });
    await visitor.comment('On page one');
    visitor.element.urlId = two.urlId;
    await visitor.comment('On page two');
    assert.isUndefined(visitor.seesComment('On page one'));
    assert.equal(visitor.count, '1 comment');
    await one.postAs('Ben', 'Late news of page one');
    await pause(400);
    assert.isFalse(visitor.sees('button', /^Show/));
    visitor.element.tenantId = 'nobody';
    await visitor.says('unknown');
    assert.isUndefined(visitor.seesComment('On page two'));
  });

  it('changes of other settings keep the thread and what is written', async () => {
    const visitor = await seeded();
    visitor.type(await visitor.find('textbox', 'Write a comment'), 'Half a thought');
    const article = await visitor.comment('Root');
    const reads = (await visitor.page.requests('getCommentsPublic')).length;
    visitor.element.voteStyle = 1;
    await visitor.find('button', 'Like', article);
    assert.isTrue(article.isConnected, 'the same row');
    assert.equal((await visitor.page.requests('getCommentsPublic')).length, reads);
    const box = visitor.get('textbox', 'Write a comment') as HTMLTextAreaElement;
    assert.equal(box.value, 'Half a thought');
    visitor.element.locale = 'de_de';
    await visitor.find('button', 'Antworten auf', article);
    visitor.element.locale = 'en_us';
    await visitor.find('button', 'Reply', article);
    assert.isTrue(article.isConnected, 'the same row');
    assert.isTrue(box.isConnected, 'the same box');
  });
});

describe('settings: methods', () => {
  afterEach(leave);

  it('refresh() fetches anew and keeps what is written', async () => {
    const visitor = await seeded({ attributes: { 'disable-live-commenting': '' } });
    visitor.type(await visitor.find('textbox', 'Write a comment'), 'Half a thought');
    await visitor.page.postAs('Ben', 'Unheard of');
    visitor.element.refresh();
    await visitor.comment('Unheard of');
    await until('the text', async () => {
      const box = (await visitor.find('textbox', 'Write a comment')) as HTMLTextAreaElement;
      return box.value === 'Half a thought';
    });
  });

  it('focusComposer() puts the cursor into the main box or a reply box', async () => {
    const visitor = await seeded();
    await visitor.element.focusComposer();
    assert.equal(visitor.root.activeElement, visitor.get('textbox', 'Write a comment'));
    const reply = await visitor.comment('Reply');
    await visitor.element.focusComposer(reply.dataset.commentId);
    const box = await visitor.find('textbox', 'Write a reply', reply.parentElement!);
    await until('the cursor', () => visitor.root.activeElement === box);
  });
});
