import { assert } from '@open-wc/testing';
import { ServicePage } from './service.js';
import { leave, until, visit, type Visitor } from './visitor.js';

/** Where everything stands that was painted with the first comments, by what it is. */
function places(root: ShadowRoot): Map<Element, string> {
  const parts =
    'header, heading, sort, composer-box, comment, comment-header, comment-body, comment-actions, avatar, vote-up, vote-count, reply-button, menu-button';
  const selector = parts
    .split(', ')
    .map((part) => `[part~="${part}"]`)
    .join();
  const { x: left, y: top } = root.host.getBoundingClientRect();
  return new Map(
    [...root.querySelectorAll(selector)].map((element) => {
      const { height, width, x, y } = element.getBoundingClientRect();
      return [element, [x - left, y - top, width, height].map(Math.round).join(' ')];
    }),
  );
}

/** Opens a thread in a column; its places when the first comments stand, and when all is loaded. */
async function openIn(
  width: number,
  attributes: Record<string, string> = {},
): Promise<{ readonly visitor: Visitor; readonly moved: string[]; readonly count: number }> {
  const page = new ServicePage();
  await page.seed([
    {
      author: { id: 'ann', name: 'Ann' },
      text: 'One\n\n- two\n- three\n\nand a line that is long enough to be broken on a narrow screen',
      isPinned: true,
      replies: [{ text: 'Reply', replies: [{ text: 'To the reply' }] }],
    },
    { author: 'Ben', text: 'Other', isLocked: true },
  ]);
  const column = document.body.appendChild(document.createElement('main'));
  column.style.setProperty('inline-size', `${width}px`);
  const visitor = await visit({ page, attributes, into: column, waits: false });
  const first = await new Promise<Map<Element, string>>((resolve) => {
    visitor.element.addEventListener('fc-ready', () => resolve(places(visitor.root)), {
      once: true,
    });
  });
  // What comes late brings its style sheet, and the box gets its life.
  await until('the late style sheet', () => visitor.root.adoptedStyleSheets.length > 1);
  await until('what makes the boxes work', () => customElements.get('fc-composer'));
  await visitor.whenLive();
  await visitor.element.updateComplete;
  const last = places(visitor.root);
  const moved = [...first].flatMap(([element, place]) => {
    const now = last.get(element) ?? 'gone';
    return now === place ? [] : [`${element.getAttribute('part')}: ${place} → ${now}`];
  });
  return { visitor, moved, count: first.size };
}

describe('stillness: nothing moves once the first comments stand', () => {
  afterEach(leave);

  for (const width of [300, 700]) {
    it(`when the parts that come late arrive, ${width} pixels wide`, async () => {
      const { count, moved, visitor } = await openIn(width, { 'enable-search': '' });
      assert.isAbove(count, 20);
      assert.deepEqual(moved, []);
      assert.isTrue(visitor.sees('searchbox', 'Search comments'));
    });

    it(`in a plain thread, ${width} pixels wide`, async () => {
      const { count, moved } = await openIn(width);
      assert.isAbove(count, 20);
      assert.deepEqual(moved, []);
    });
  }

  it('when the first screen is one comment with many replies, on a slow machine', async () => {
    const page = new ServicePage();
    const replies = Array.from({ length: 40 }, (_, index) => ({ text: `Reply ${index}` }));
    await page.seed([{ text: 'One', replies }, { text: 'Two' }]);
    // Whoever asks for the time finds that a slice is over.
    const { performance } = globalThis;
    const now = performance.now.bind(performance);
    let late = 0;
    performance.now = () => now() + (late += 50);
    try {
      const visitor = await visit({
        page,
        attributes: { 'replies-page-size': '100' },
        waits: false,
      });
      let frames = 0;
      const bare: number[] = [];
      while (!visitor.root.querySelector('[part~="comment"]') || frames < 5) {
        await new Promise(requestAnimationFrame);
        const rows = visitor.root.querySelectorAll('[part~="comment"]').length;
        if (rows > 0) frames++;
        if (rows === 0 && !visitor.root.querySelector('[part~="skeleton"]')) bare.push(rows);
      }
      assert.deepEqual(bare, [], 'frames with neither a skeleton nor comments');
    } finally {
      performance.now = now;
    }
  });

  it('when people come and go', async () => {
    const { visitor } = await openIn(300, { 'enable-search': '' });
    const before = places(visitor.root);
    const other = await visit({ page: visitor.page, returns: true });
    await until('two people', () => visitor.root.querySelector('[part~="presence"]'));
    assert.deepEqual([...places(visitor.root).values()], [...before.values()]);
    other.element.remove();
  });
});
