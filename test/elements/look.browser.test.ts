import { assert } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { ServicePage } from './service.js';
import { frames, leave, pause, until, visit, type Visitor } from './visitor.js';

const ann = { id: 'ann', name: 'Ann' };

/** Only Puppeteer over the DevTools protocol can change media settings from a test. */
const canEmulate = navigator.userAgent.includes('Chrome');

async function seeded(setup: Parameters<typeof visit>[0] = {}): Promise<Visitor> {
  const page = new ServicePage();
  await page.seed([
    { author: ann, text: 'Root', isPinned: true, replies: [{ text: 'Reply' }] },
    { author: 'Ben', text: 'Other', isLocked: true },
  ]);
  return visit({ page, ...setup });
}

/** How bright the text of a comment is, from 0 to 1. */
function brightness(visitor: Visitor): number {
  const body = visitor.root.querySelector('[part~="comment-body"]')!;
  const canvas = document.createElement('canvas').getContext('2d')!;
  canvas.fillStyle = getComputedStyle(body).color;
  canvas.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
  return (red + green + blue) / 765;
}

describe('look: theme', () => {
  afterEach(() => {
    leave();
    document.body.removeAttribute('style');
  });

  it('is light or dark as it is told, whatever else says', async () => {
    const light = await seeded({ attributes: { theme: 'light', 'has-dark-background': '' } });
    assert.isBelow(brightness(light), 0.4);
    await light.isAccessible();
    leave();
    const dark = await seeded({ attributes: { theme: 'dark' } });
    assert.isAbove(brightness(dark), 0.6);
    await dark.isAccessible();
    dark.element.theme = 'light';
    await until('the light', () => brightness(dark) < 0.4);
  });

  it('follows the background it stands on', async () => {
    document.body.style.backgroundColor = '#101418';
    const visitor = await seeded();
    assert.isAbove(brightness(visitor), 0.6);
    await visitor.isAccessible();
    leave();
    document.body.style.backgroundColor = '#fffdf5';
    const other = await seeded();
    assert.isBelow(brightness(other), 0.4);
    await other.isAccessible();
  });

  it('follows hasDarkBackground where it is set', async () => {
    document.body.style.backgroundColor = '#101418';
    const visitor = await seeded({ attributes: { 'has-dark-background': 'true' } });
    assert.isAbove(brightness(visitor), 0.6);
  });

  it('takes custom properties set anywhere above it', async () => {
    document.body.style.setProperty('--fc-accent', 'rgb(10, 20, 30)');
    const visitor = await seeded();
    visitor.type(await visitor.find('textbox', 'Write a comment'), 'x');
    const button = await visitor.find('button', 'Post comment');
    await frames();
    assert.equal(getComputedStyle(button).backgroundColor, 'rgb(10, 20, 30)');
  });

  it('lets the page style its parts', async () => {
    const style = document.body.appendChild(document.createElement('style'));
    style.textContent = 'fast-comments::part(comment-body) { color: rgb(1, 2, 3) }';
    const visitor = await seeded();
    const body = visitor.root.querySelector('[part~="comment-body"]')!;
    assert.equal(getComputedStyle(body).color, 'rgb(1, 2, 3)');
  });
});

describe('look: language', () => {
  afterEach(leave);

  it('speaks Hebrew from right to left', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'Left to right text' }]);
    const visitor = await visit({ page, attributes: { locale: 'he' } });
    await until('the language', () =>
      visitor.root.querySelector('[part="base"]')?.getAttribute('lang')?.startsWith('he'),
    );
    const base = visitor.root.querySelector('[part="base"]')!;
    assert.equal(getComputedStyle(base).direction, 'rtl');
    const comment = await visitor.comment('Left to right text');
    const body = comment.querySelector('[part~="comment-body"]')!;
    assert.equal(getComputedStyle(body).direction, 'ltr', 'the text keeps its own direction');
    const avatar = comment.querySelector('[part~="avatar"]')!.getBoundingClientRect();
    const text = comment.querySelector('[part~="comment-author"]')!.getBoundingClientRect();
    assert.isAbove(avatar.left, text.left, 'the picture stands on the right');
    assert.match(visitor.root.textContent, /[\u05d0-\u05ea]/);
    await visitor.isAccessible();
  });

  for (const [locale, text] of [
    ['en-US', 'Write a comment'],
    ['he_il', /[\u05d0-\u05ea]/],
    ['de_de', /Kommentar/],
    ['xx_xx', 'Write a comment'],
  ] as const) {
    it(`understands ${locale}`, async () => {
      const visitor = await visit({ attributes: { locale } });
      await visitor.find('textbox', text);
    });
  }
});

describe('look: what a visitor’s system asks for', () => {
  afterEach(async () => {
    leave();
    if (canEmulate)
      await emulateMedia({ media: 'screen', reducedMotion: 'no-preference', forcedColors: 'none' });
  });

  it('has no motion where that is reduced', async function () {
    if (!canEmulate) this.skip();
    await emulateMedia({ reducedMotion: 'reduce' });
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'Root' }]);
    await page.fault({ operation: 'getCommentsPublic', delayBefore: 500 });
    const visitor = await visit({ page, waits: false, attributes: { 'show-live-right-away': '' } });
    await until('the first paint', () => visitor.root.querySelector('[part~="skeleton"]'));
    const moving = () =>
      visitor.root
        .getAnimations()
        .filter(({ playState, effect }) => {
          const { duration = 0 } = effect?.getComputedTiming() ?? {};
          return playState === 'running' && Number(duration) > 20;
        })
        .map((animation) => (animation as CSSAnimation).animationName);
    assert.deepEqual(moving(), []);
    await visitor.whenReady();
    await page.postAs('Ben', 'Live');
    await visitor.comment('Live');
    await frames();
    assert.deepEqual(moving(), []);
  });

  it('keeps its borders and states in forced colours', async function () {
    if (!canEmulate) this.skip();
    await emulateMedia({ forcedColors: 'active' });
    const visitor = await seeded();
    visitor.type(await visitor.find('textbox', 'Write a comment'), 'x');
    const box = visitor.root.querySelector('[part~="composer-box"]')!;
    assert.notEqual(getComputedStyle(box).borderTopStyle, 'none');
    assert.notEqual(getComputedStyle(box).borderTopWidth, '0px');
    const comment = await visitor.comment('Root');
    const button = visitor.get('button', 'Vote up', comment);
    const before = getComputedStyle(button).color + getComputedStyle(button).backgroundColor;
    visitor.press(button);
    await until('the vote', () => button.getAttribute('aria-pressed') === 'true');
    await pause(300);
    const after = getComputedStyle(button).color + getComputedStyle(button).backgroundColor;
    assert.notEqual(after, before, 'a pressed vote can be told from one that is not');
    await visitor.isAccessible();
  });

  it('fits into 320 px without scrolling sideways', async () => {
    const main = document.body.appendChild(document.createElement('main'));
    main.style.cssText = 'box-sizing: border-box; inline-size: 320px; padding: 16px; margin: 0';
    const page = new ServicePage();
    await page.seed('large:60');
    const visitor = await visit({ page, into: main });
    await visitor.pressAllMore();
    assert.isAtMost(main.scrollWidth, 320);
    for (const comment of visitor.comments()) {
      assert.isAbove(comment.getBoundingClientRect().width, 120, 'indentation is capped');
    }
  });

  it('has targets of at least 24 px', async () => {
    const visitor = await seeded();
    for (const button of visitor.all('button')) {
      const { width, height } = button.getBoundingClientRect();
      assert.isAtLeast(Math.round(height), 24, button.outerHTML.slice(0, 120));
      assert.isAtLeast(Math.round(width), 24, button.outerHTML.slice(0, 120));
    }
  });
});

describe('look: a comment', () => {
  afterEach(leave);

  it('shows what can be pressed in its text as its links are', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'See https://example.com and #tomatoes' }]);
    const visitor = await visit({ page });
    const part = (name: string) => visitor.root.querySelector(`[part~="${name}"]`);
    const hashtag = await until('the hashtag', () => part('hashtag'));
    const colour = (element: Element) => getComputedStyle(element).color;
    assert.equal(colour(hashtag), colour(part('link')!));
    assert.notEqual(colour(hashtag), colour(part('comment-body')!));
    await visitor.isAccessible();
  });
});
