import { assert } from '@open-wc/testing';
import { ServicePage } from './service.js';
import { leave, until, visit } from './visitor.js';

const comments = [
  { author: 'Ann', text: 'Apples are red #fruit', votesUp: 1 },
  { author: 'Ben', text: 'Bananas are yellow #fruit', votesUp: 9 },
  { author: 'Cy', text: 'Carrots are orange', votesUp: 4 },
];

describe('finding', () => {
  afterEach(leave);

  it('sorts in the three orders and remembers nothing', async () => {
    const page = new ServicePage();
    await page.seed(comments);
    const visitor = await visit({ page });
    const first = () => visitor.bodies().map((body) => body.split(' ')[0]);
    const box = visitor.get('combobox', 'Sort by');
    assert.deepEqual(
      [...(box as HTMLSelectElement).options].map((option) => option.textContent.trim()),
      ['Most relevant', 'Newest first', 'Oldest first'],
    );
    visitor.choice(box, 'Newest first');
    await until('the order', () => first().join() === 'Carrots,Bananas,Apples');
    visitor.choice(visitor.get('combobox', 'Sort by'), 'Oldest first');
    await until('the order', () => first().join() === 'Apples,Bananas,Carrots');
    visitor.choice(visitor.get('combobox', 'Sort by'), 'Most relevant');
    await until('the order', async () => {
      const { comments: wanted } = await page.call<{ comments: { _id: string }[] }>(
        'GET',
        `/comments/demo?urlId=${page.urlId}&asTree=true&skip=0&limit=9&direction=MR`,
      );
      const seen = visitor.comments().map((comment) => comment.dataset.commentId);
      return seen.join() === wanted.map(({ _id }) => _id).join();
    });
    await visitor.isAccessible();
  });

  it('searches, says what it found and goes back', async () => {
    const page = new ServicePage();
    await page.seed(comments);
    const visitor = await visit({ page });
    const box = await visitor.find('searchbox', 'Search comments');
    visitor.type(box, 'yellow');
    await until('the result', () => visitor.bodies().join() === 'Bananas are yellow #fruit');
    await visitor.isAccessible();
    visitor.type(await visitor.find('searchbox', 'Search comments'), 'purple');
    await until('nothing', () => visitor.screen().includes('No comments found'));
    assert.equal(visitor.comments().length, 0);
    await visitor.isAccessible();
    await visitor.pressButton('Show all comments');
    await until('all', () => visitor.comments().length === 3);
    assert.equal((visitor.get('searchbox') as HTMLInputElement).value, '');
  });

  it('filters by a tag that was pressed', async () => {
    const page = new ServicePage();
    await page.seed(comments);
    const visitor = await visit({ page });
    const comment = await visitor.comment('Apples');
    const tag = await until('the tag', () =>
      [...comment.querySelectorAll<HTMLElement>('[part~="comment-body"] *')].find(
        (each) => each.textContent === '#fruit',
      ),
    );
    visitor.press(tag);
    await until('the result', () => visitor.comments().length === 2);
    await visitor.says('Comments tagged #fruit');
    await visitor.isAccessible();
    await visitor.pressButton('Show all comments');
    await until('all', () => visitor.comments().length === 3);
  });

  it('brings a comment of another page into view, by method and by address', async () => {
    const page = new ServicePage();
    const ids = await page.seed('large:200');
    const deep = ids[20]!;
    const visitor = await visit({
      page,
      attributes: { 'default-sort-direction': 'NF', 'page-size': '10' },
    });
    assert.isUndefined(visitor.seesComment(deep));
    assert.isTrue(await visitor.element.scrollToComment(deep));
    const comment = await visitor.comment(deep);
    await until('the focus', () => visitor.root.activeElement === comment);
    const { top, bottom } = comment.getBoundingClientRect();
    assert.isTrue(bottom > 0 && top < innerHeight, 'in view');
    assert.isFalse(await visitor.element.scrollToComment('no-such-comment'));
    await visitor.says('not here any more');
    leave();

    location.hash = `fast-comments-jt=${deep}`;
    try {
      const again = await visit({ page });
      await again.comment(deep);
      await until('the focus', () => again.root.activeElement === again.seesComment(deep));
      location.hash = `fast-comments-jt=${ids[150]!}`;
      await until('the next one', () => again.root.activeElement === again.seesComment(ids[150]!));
      location.hash = 'fast-comments-jt=%E0%A4%A';
      await again.says('not here any more');
    } finally {
      history.replaceState(null, '', location.pathname + location.search);
    }
  });

  it('jumps to the comment the host names', async () => {
    const page = new ServicePage();
    const ids = await page.seed('large:80');
    const visitor = await visit({ page, attributes: { 'jump-to-id': ids[3]! } });
    await visitor.comment(ids[3]!);
    await until('the focus', () => visitor.root.activeElement === visitor.seesComment(ids[3]!));
  });
});
