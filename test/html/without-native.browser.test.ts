/** Everything once more as in a browser without a sanitizer of its own. */
import { assert } from '@open-wc/testing';

delete (Element.prototype as { setHTML?: unknown }).setHTML;
const { hasNativeSanitizer } = await import('../../src/html/native-sanitizer.js');

describe('without a sanitizer of the browser', () => {
  it('has none', () => assert.isFalse(hasNativeSanitizer()));
});

await import('./sanitise.browser.test.js');
await import('./hostile.browser.test.js');
await import('./heavy.browser.test.js');
