/** Which sanitizers of a browser are used. */
import { assert } from '@open-wc/testing';
import type * as NativeSanitizer from '../../src/html/native-sanitizer.js';

type SetHTML = (this: Element, html: string, options: object) => void;

const prototype = Element.prototype as { setHTML?: SetHTML };
const { setHTML } = prototype;

/** What is found with this `setHTML`, by a module that was not asked before. */
async function isUsed(given: SetHTML, name: string): Promise<boolean> {
  prototype.setHTML = given;
  // As the server names it: an address that is put together is not looked at by anybody else.
  const address = `/src/html/native-sanitizer.ts?${name}`;
  const module = (await import(address)) as typeof NativeSanitizer;
  return module.hasNativeSanitizer();
}

/** The browser's own, with something done to what it made; it still says that it is native. */
const changed = (original: SetHTML, change: (element: Element) => void) =>
  new Proxy(original, {
    apply(target, self: Element, given: [string, object]) {
      target.apply(self, given);
      change(self);
    },
  });

(setHTML ? describe : describe.skip)('the sanitizer of the browser', () => {
  const own = setHTML as SetHTML;

  afterEach(() => {
    prototype.setHTML = own;
  });

  it('is used if it does what is asked', async () => {
    assert.isTrue(await isUsed(own, 'own'));
    assert.isTrue(
      await isUsed(
        changed(own, () => undefined),
        'same',
      ),
    );
  });

  it('is not used if it lets shadow roots through', async () => {
    const shadow = changed(own, (element) => {
      element.querySelector('p')?.attachShadow({ mode: 'open' });
    });
    assert.isFalse(await isUsed(shadow, 'shadow'));
  });

  it('is not used if it lets attributes through', async () => {
    const more = changed(own, (element) =>
      element.querySelector('p')?.setAttribute('onclick', 'c'),
    );
    assert.isFalse(await isUsed(more, 'more'));
  });

  it('is not used if the page put it there', async () => {
    const pages: SetHTML = function (html, options) {
      own.call(this, html, options);
    };
    assert.isFalse(await isUsed(pages, 'pages'));
  });

  it('is not used if it throws', async () => {
    const throws = changed(own, () => {
      throw new TypeError('other settings');
    });
    assert.isFalse(await isUsed(throws, 'throws'));
  });
});
