import { assert } from '@open-wc/testing';
import { FastCommentsElement } from '../../src/element.js';
import { ServicePage } from './service.js';
import { frames, leave, pause, until, visit } from './visitor.js';

const ann = { id: 'ann', name: 'Ann' };

describe('life of the element', () => {
  afterEach(leave);

  it('may be imported twice, and beside another copy', async () => {
    const first = customElements.get('fast-comments');
    // Another address is another module: a second copy of the whole widget.
    const copy = (await import(`/src/index.ts?copy=${Math.random()}`)) as {
      FastCommentsElement: unknown;
    };
    assert.equal(customElements.get('fast-comments'), first);
    assert.isFunction(copy.FastCommentsElement);
  });

  it('can be defined under another name from the entry without a definition', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'Elsewhere' }]);
    class OtherElement extends FastCommentsElement {}
    const name = `other-comments-${Math.random().toString(36).slice(2)}`;
    customElements.define(name, OtherElement);
    const element = new OtherElement();
    element.tenantId = 'demo';
    element.urlId = page.urlId;
    element.apiHost = page.api;
    document.body.append(element);
    await until('the comment', () => element.shadowRoot?.textContent.includes('Elsewhere'));
    element.remove();
  });

  it('takes properties that were set before it was defined', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'Upgraded' }]);
    const name = `late-comments-${Math.random().toString(36).slice(2)}`;
    const element = document.createElement(name) as HTMLElement & Record<string, unknown>;
    Object.assign(element, { tenantId: 'demo', urlId: page.urlId, apiHost: page.api });
    document.body.append(element);
    customElements.define(name, class extends FastCommentsElement {});
    await until('the comment', () => element.shadowRoot?.textContent.includes('Upgraded'));
    element.remove();
  });

  it('keeps its thread when it is moved', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'Root' }]);
    const visitor = await visit({ page });
    visitor.type(await visitor.find('textbox', 'Write a comment'), 'On the way');
    const reads = (await page.requests('getCommentsPublic')).length;
    const place = document.body.appendChild(document.createElement('section'));
    place.append(visitor.element);
    await pause(300);
    assert.equal((await page.requests('getCommentsPublic')).length, reads);
    assert.isOk(visitor.seesComment('Root'));
    const box = visitor.get('textbox', 'Write a comment') as HTMLTextAreaElement;
    assert.equal(box.value, 'On the way');
    await visitor.pressButton('Vote up', await visitor.comment('Root'));
    await until('the vote', () => visitor.told('fc-vote-success').length === 1);
  });

  it('closes its socket when it is removed, and starts again when it is put back', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'Root' }]);
    const visitor = await visit({ page });
    await visitor.whenLive();
    const { parentNode } = visitor.element;
    visitor.element.remove();
    await until('no socket', async () => {
      const { closed } = await page.run<{ closed: number }>({
        do: 'close-sockets',
        urlId: page.urlId,
      });
      return closed === 0;
    });
    await page.postAs('Ben', 'While away');
    const before = visitor.events.length;
    await pause(300);
    assert.equal(visitor.events.length, before, 'nothing is told any more');
    parentNode!.append(visitor.element);
    await visitor.comment('While away');
    await visitor.pressButton('Vote up', await visitor.comment('Root'));
    await until('the vote', () => visitor.told('fc-vote-success').length === 1);
  });

  it('begins once when it goes and comes back while it begins', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'Root' }]);
    const visitor = await visit({ page, waits: false });
    const { element } = visitor;
    const { parentNode } = element;
    await until('the first rows', () => visitor.told('fc-ready').length === 1);
    // What acting needs is on its way, and comes when all has begun anew.
    void element.scrollToComment('none');
    element.remove();
    await Promise.resolve();
    parentNode!.append(element);
    await until('the rows again', () => visitor.told('fc-ready').length === 2);
    await visitor.whenLive();
    await pause(1000);
    assert.equal(visitor.told('fc-ready').length, 2);
    const { closed } = await page.run<{ closed: number }>({
      do: 'close-sockets',
      urlId: page.urlId,
    });
    assert.equal(closed, 1, 'one socket');
  });

  it('aborts what is in flight when it is removed', async () => {
    const page = new ServicePage();
    await page.fault({ operation: 'getCommentsPublic', delayBefore: 1000 });
    const visitor = await visit({ page, waits: false });
    await until('the request', async () => (await page.requests('getCommentsPublic')).length === 1);
    visitor.element.remove();
    await pause(1500);
    assert.equal(visitor.told('fc-ready').length, 0);
    assert.equal(visitor.told('fc-error').length, 0);
  });

  it('leaves no timers or listeners that speak after it has gone', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'Root' }]);
    const visitor = await visit({ page });
    await page.fault({ operation: 'voteComment', delayAfter: 500 });
    await visitor.pressButton('Vote up', await visitor.comment('Root'));
    visitor.element.remove();
    const before = visitor.events.length;
    window.dispatchEvent(new Event('online'));
    window.dispatchEvent(new Event('hashchange'));
    await pause(1200);
    assert.equal(visitor.events.length, before);
  });

  it('opens nothing when it goes while a menu is on its way', async () => {
    const page = new ServicePage();
    await page.seed([{ author: 'Ann', text: 'Hello' }]);
    const visitor = await visit({ page });
    const errors: unknown[] = [];
    const onRejection = (event: PromiseRejectionEvent) => {
      event.preventDefault();
      errors.push(event.reason);
    };
    window.addEventListener('unhandledrejection', onRejection);
    const comment = await visitor.comment('Hello');
    await visitor.openMenu(comment);
    const button = visitor.get('button', 'More actions', comment);
    visitor.press(button);
    await until('the end of it', () => !visitor.sees('menu'));
    visitor.press(button);
    const parent = visitor.element.parentElement!;
    visitor.element.remove();
    await pause(100);
    parent.append(visitor.element);
    await visitor.comment('Hello');
    window.removeEventListener('unhandledrejection', onRejection);
    assert.deepEqual(errors, []);
  });

  it('may go and come back many times', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'Root' }]);
    const visitor = await visit({ page });
    const parent = visitor.element.parentNode!;
    for (let round = 0; round < 5; round++) {
      visitor.element.remove();
      await frames();
      parent.append(visitor.element);
      await frames();
    }
    await visitor.comment('Root');
    assert.equal(visitor.comments().length, 1);
    await until('one socket', async () => {
      const { closed } = await page.run<{ closed: number }>({
        do: 'close-sockets',
        urlId: page.urlId,
      });
      return closed === 1;
    });
  });

  it('does not touch a row that nothing happened to', async () => {
    const page = new ServicePage();
    const [id] = await page.seed([
      { author: ann, text: 'One' },
      { author: ann, text: 'Two' },
    ]);
    const visitor = await visit({ page });
    await visitor.whenLive();
    const other = await visitor.comment('Two');
    const changes: MutationRecord[] = [];
    const observer = new MutationObserver((records) => changes.push(...records));
    observer.observe(other, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    await visitor.pressButton('Vote up', await visitor.comment('One'));
    await page.voteAs('Ben', id!, 'up');
    await until('the votes', async () => visitor.votes(await visitor.comment('One')) === 2);
    observer.disconnect();
    assert.equal(
      changes.length,
      0,
      changes
        .map(
          ({ attributeName, type, target }) =>
            `${type} ${attributeName ?? ''} ${(target as Element).outerHTML}`,
        )
        .join(),
    );
  });
});
