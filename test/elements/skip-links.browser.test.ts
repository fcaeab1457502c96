import { assert } from '@open-wc/testing';
import { ServicePage } from './service.js';
import { leave, until, visit, type Visitor } from './visitor.js';

async function seeded(attributes: Record<string, string> = {}): Promise<Visitor> {
  const page = new ServicePage();
  await page.seed([
    { author: 'Ann', text: 'First' },
    { author: 'Ben', text: 'Second' },
  ]);
  return visit({ page, attributes: { 'default-sort-direction': 'OF', ...attributes } });
}

/** Whether something follows in the document's order, which is that of the Tab key. */
const follows = (later: Element, earlier: Element) =>
  (earlier.compareDocumentPosition(later) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

describe('skip links', () => {
  afterEach(leave);

  it('lead past the comments, before anything that would have to be passed', async () => {
    const visitor = await seeded();
    const link = await visitor.find('link', 'Skip past the comments');
    const box = visitor.get('textbox', 'Write a comment');
    assert.isTrue(follows(box, link));
    link.focus();
    assert.isAbove(link.getBoundingClientRect().width, 40, 'it is seen when it has the focus');
    visitor.press(link);
    const active = await until('the focus', () => {
      const { activeElement } = visitor.root;
      return activeElement === link ? null : activeElement;
    });
    for (const control of visitor.root.querySelectorAll('a, button, select, textarea')) {
      assert.isTrue(follows(active, control), 'nothing of the widget comes after it');
    }
    assert.notInclude(location.hash, 'skip');
    await visitor.isAccessible();
  });

  it('lead to the first comment', async () => {
    const visitor = await seeded();
    visitor.press(visitor.get('link', 'Skip to the comments'));
    const first = await visitor.comment('First');
    await until('the focus', () => visitor.root.activeElement === first);
  });

  it('lead to the box where it stands below the comments', async () => {
    const visitor = await seeded({ 'input-after-comments': '' });
    const link = await visitor.find('link', 'Skip to writing a comment');
    assert.isTrue(follows(await visitor.comment('First'), link));
    visitor.press(link);
    const box = visitor.get('textbox', 'Write a comment');
    await until('the focus', () => visitor.root.activeElement === box);
    leave();
    const other = await seeded();
    assert.isFalse(other.sees('link', 'Skip to writing a comment'));
  });
});
