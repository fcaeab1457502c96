import { assert } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { ServicePage } from './service.js';
import { leave, visit } from './visitor.js';

/** Only Puppeteer over the DevTools protocol can change media settings from a test. */
const canEmulate = navigator.userAgent.includes('Chrome');

describe('on paper', () => {
  afterEach(async () => {
    leave();
    if (canEmulate) await emulateMedia({ media: 'screen' });
  });

  it('there is every comment that is loaded, and nothing to press', async function () {
    if (!canEmulate) this.skip();
    const page = new ServicePage();
    await page.seed('large:60');
    const visitor = await visit({ page, attributes: { 'enable-search': '' } });
    await visitor.find('searchbox', 'Search comments');
    const count = visitor.comments().length;
    assert.isAbove(count, 20);
    await emulateMedia({ media: 'print' });
    for (const role of ['textbox', 'combobox', 'searchbox']) {
      assert.isFalse(visitor.sees(role), role);
    }
    assert.isFalse(visitor.sees('button', 'Reply'));
    const bodies = [...visitor.root.querySelectorAll('[part~="comment-body"]')];
    assert.equal(bodies.length, count);
    for (const body of bodies) {
      assert.isTrue(body.checkVisibility({ contentVisibilityAuto: true }), 'it is laid out');
    }
    assert.isTrue(visitor.sees('heading'));
  });
});
