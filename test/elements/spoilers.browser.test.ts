import { assert } from '@open-wc/testing';
import { ServicePage } from './service.js';
import { leave, until, visit } from './visitor.js';

/** Whether nothing of an element's own text can be read: it is transparent. */
function isMasked(element: Element): boolean {
  const { color } = getComputedStyle(element);
  return /^rgba\(.*, 0\)$|transparent|\/ 0\)$/.test(color);
}

describe('spoilers', () => {
  afterEach(leave);

  it('hide their words and what is in them until they are pressed', async () => {
    const page = new ServicePage();
    await page.seed([
      { author: 'Ann', text: 'It was <spoiler>the **gardener** and [nobody](https://a.example)</spoiler>.' },
    ]); // prettier-ignore
    const visitor = await visit({ page });
    const text = await until('the mask', () =>
      visitor.root.querySelector<HTMLElement>('[part="spoiler-text"]'),
    );
    await until('its look', () => isMasked(text));
    for (const inner of text.querySelectorAll('*')) assert.isTrue(isMasked(inner), inner.localName);
    assert.isTrue(text.inert);
    await visitor.isAccessible();
    visitor.press(visitor.root.querySelector<HTMLElement>('[part="spoiler-button"]')!);
    assert.isFalse(text.inert);
    for (const shown of [text, ...text.querySelectorAll('*')]) assert.isFalse(isMasked(shown));
    await visitor.isAccessible();
    visitor.press(visitor.root.querySelector<HTMLElement>('[part="spoiler-button"]')!);
    assert.isTrue(isMasked(text));
  });
});
