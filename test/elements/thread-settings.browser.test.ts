import { assert } from '@open-wc/testing';
import { ServicePage } from './service.js';
import { frames, leave, until, visit, type Visitor } from './visitor.js';

/** A page with so many top-level comments, "Comment 0" the oldest. */
async function pageOf(count: number): Promise<ServicePage> {
  const page = new ServicePage();
  await page.seed(
    Array.from({ length: count }, (_, index) => ({ author: 'Ann', text: `Comment ${index}.` })),
  );
  return page;
}

const top = (element: Element) => element.getBoundingClientRect().top;

/** Something of the host's below the widget. */
function putBelow(visitor: Visitor): HTMLElement {
  const below = document.createElement('footer');
  below.textContent = 'Below';
  visitor.element.after(below);
  return below;
}

describe('settings of the thread', () => {
  afterEach(() => {
    leave();
    scrollTo(0, 0);
  });

  it('shows some comments above the toggle of a folded thread, and all when it is opened', async () => {
    const visitor = await visit({
      page: await pageOf(6),
      attributes: {
        'use-show-comments-toggle': '',
        'count-above-toggle': '2',
        'default-sort-direction': 'OF',
      },
    });
    assert.deepEqual(visitor.bodies(), ['Comment 0.', 'Comment 1.']);
    assert.isFalse(visitor.sees('button', 'Load more comments'));
    visitor.press(visitor.get('button', 'Show comments'));
    await until('all comments', () => visitor.comments().length === 6);
    visitor.press(visitor.get('button', 'Hide comments'));
    await until('two comments', () => visitor.comments().length === 2);
    await visitor.isAccessible();
  });

  it('names the toggle in the host’s words', async () => {
    const visitor = await visit({
      page: await pageOf(3),
      attributes: { 'hide-comments-under-count-text-format': 'Read all [count]' },
    });
    assert.deepEqual(visitor.comments(), []);
    visitor.press(visitor.get('button', 'Read all 3'));
    await until('the comments', () => visitor.comments().length === 3);
  });

  it('opens a folded thread to go to a comment', async () => {
    const page = await pageOf(3);
    const visitor = await visit({ page, attributes: { 'use-show-comments-toggle': '' } });
    assert.deepEqual(visitor.comments(), []);
    const first = (await page.comments())[0]?._id ?? '';
    assert.isTrue(await visitor.element.scrollToComment(first));
    assert.isTrue((await visitor.comment(first)).matches(':focus'));
  });

  it('loads the next page when the end comes near, and not before', async () => {
    const visitor = await visit({
      page: await pageOf(60),
      attributes: { 'enable-infinite-scrolling': '', 'page-size': '20' },
    });
    assert.equal(visitor.comments().length, 20);
    const end = visitor.get('button', 'Load more comments');
    end.scrollIntoView();
    await until('the second page', () => visitor.comments().length >= 40);
    await until('all pages', () => {
      visitor.all('button', 'Load more comments')[0]?.scrollIntoView();
      return visitor.comments().length === 60;
    });
    assert.equal(new Set(visitor.bodies()).size, 60);
  });

  it('does not press again by itself what failed', async () => {
    const page = await pageOf(30);
    const visitor = await visit({ page, attributes: { 'page-size': '20' } });
    await page.fault({ operation: 'getCommentsPublic', fault: { kind: 'answer', status: 500 } });
    visitor.element.enableInfiniteScrolling = true;
    visitor.get('button', 'Load more comments').scrollIntoView();
    await visitor.find('alert', undefined, visitor.root.querySelector('.thread')!);
    const before = (await page.requests('getCommentsPublic')).length;
    await frames();
    scrollBy(0, -40);
    await frames();
    scrollBy(0, 40);
    await frames();
    assert.equal((await page.requests('getCommentsPublic')).length, before);
    await page.heal();
    visitor.press(visitor.get('button', 'Load more comments'));
    await until('the second page', () => visitor.comments().length === 30);
  });

  it('begins with every page where startingPage is -1, with the first ones where it is a number', async () => {
    const page = await pageOf(50);
    const attributes = { 'page-size': '10' };
    const all = await visit({ page, attributes: { ...attributes, 'starting-page': '-1' } });
    await until('all comments', () => all.comments().length === 50);
    leave();
    const some = await visit({ page, attributes: { ...attributes, 'starting-page': '2' } });
    await until('three pages', () => some.comments().length === 30);
  });

  it('puts "Load more comments" above the thread', async () => {
    const visitor = await visit({
      page: await pageOf(15),
      attributes: { 'pagination-before-comments': '', 'page-size': '10' },
    });
    const [first] = visitor.comments();
    const more = visitor.get('button', 'Load more comments');
    assert.isBelow(top(more), top(first!));
    const inOrder = more.compareDocumentPosition(first!) & Node.DOCUMENT_POSITION_FOLLOWING;
    assert.notEqual(inOrder, 0, 'keys and screen readers meet it first, too');
    visitor.press(more);
    await until('the second page', () => visitor.comments().length === 15);
    assert.equal(visitor.comments()[0], first);
  });

  it('begins with a hashtag', async () => {
    const page = new ServicePage();
    await page.seed([
      { author: 'Ann', text: 'About #roses' },
      { author: 'Ben', text: 'About nothing' },
    ]);
    const visitor = await visit({ page, attributes: { 'jump-to-hash-tag': '#roses' } });
    await until('one comment', () => visitor.bodies().join() === 'About #roses');
    visitor.press(visitor.get('button', 'Show all comments'));
    await until('both', () => visitor.comments().length === 2);
  });

  it('keeps the box one line high, and lets it be pulled larger, where that is set', async () => {
    const heightOf = async (attributes: Record<string, string>) => {
      const visitor = await visit({ page: await pageOf(1), attributes });
      const box = await visitor.find('textbox', 'Write a comment');
      box.focus();
      await visitor.find('button', 'Post comment');
      const { resize } = getComputedStyle(box);
      const { height } = box.getBoundingClientRect();
      leave();
      return { height, resize };
    };
    const plain = await heightOf({});
    const single = await heightOf({ 'use-single-line-comment-input': '' });
    const pulled = await heightOf({ 'enable-resize-handle': '' });
    assert.isAbove(plain.height, 80);
    assert.isBelow(single.height, 60);
    assert.equal(plain.resize, 'none');
    assert.equal(pulled.resize, 'vertical');
  });
});

describe('the height of the widget', () => {
  afterEach(() => {
    leave();
    scrollTo(0, 0);
  });

  it('does not shrink while the thread is sorted anew', async () => {
    const page = await pageOf(20);
    const visitor = await visit({ page });
    const below = putBelow(visitor);
    const before = top(below);
    await page.fault({ operation: 'getCommentsPublic', fault: { kind: 'hold' } });
    visitor.choice(visitor.get('combobox', 'Sort by'), 'Oldest first');
    await until('the skeleton', () => visitor.root.querySelector('[part~="skeleton"]'));
    assert.equal(top(below), before);
    await page.heal();
    await page.releaseAnswers();
    await until('the other order', () => visitor.bodies()[0] === 'Comment 0.');
    await frames();
    assert.isAtLeast(top(below), before - 1);
  });

  it('shrinks with a search only where nobody looks', async () => {
    const page = await pageOf(30);
    const visitor = await visit({ page, attributes: { 'enable-search': '' } });
    const below = putBelow(visitor);
    const space = document.createElement('div');
    space.style.setProperty('block-size', '3000px');
    below.after(space);
    below.scrollIntoView({ block: 'center' });
    const before = top(below);
    const search = visitor.get('searchbox', 'Search comments') as HTMLInputElement;
    search.value = 'Comment 7.';
    search.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
    await until('one comment', () => visitor.comments().length === 1);
    await frames();
    assert.closeTo(top(below), before, 1, 'the lower edge is in sight: it stays');
    scrollTo(0, 0);
    await until('the room given back', () => {
      scrollBy(0, 1);
      return top(below) < innerHeight;
    });
    const { bottom } = visitor.element.getBoundingClientRect();
    assert.isAtLeast(bottom, innerHeight - 40, 'no more than what is out of sight goes');
  });
});
