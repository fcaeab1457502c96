/** Bodies that stood before there was a decorator. Alone in its file: what is loaded stays loaded. */
import { assert } from '@open-wc/testing';
import { decorator } from '../../src/html/decoration.js';
import { ServicePage } from './service.js';
import { leave, until, visit } from './visitor.js';

describe('bodies that stood before there was a decorator', () => {
  afterEach(leave);

  it('are decorated once, in a long thread too', async () => {
    const page = new ServicePage();
    await page.seed(
      Array.from({ length: 200 }, (_, index) => ({
        author: 'Ann',
        text: `${index} was <spoiler>the gardener</spoiler>, see #clue and [him](https://a.example)`,
      })),
    );
    const visitor = await visit({ page, attributes: { 'page-size': '200' }, waits: false });
    let wasBare = false;
    new MutationObserver(() => {
      wasBare ||= decorator === null && visitor.root.querySelector('spoiler') !== null;
    }).observe(visitor.root, { childList: true, subtree: true });
    await until('masks', () => visitor.root.querySelector('[data-fc="spoiler"]'));
    assert.isTrue(wasBare, 'rows stood before there was a decorator');
    const count = (selector: string) => visitor.root.querySelectorAll(selector).length;
    await until('every mask', () => count('[data-fc="spoiler"]') === 200);
    await until('every tag', () => count('[data-fc="hashtag"]') === 200);
    await visitor.element.updateComplete;
    assert.equal(count('[data-fc="spoiler"] [data-fc="spoiler"]'), 0);
    assert.equal(count('[part="spoiler-button"]'), 200);
    assert.equal(count('[data-fc-host="a.example"]'), 200);
  });
});
