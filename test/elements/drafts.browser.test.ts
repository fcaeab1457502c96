import { assert } from '@open-wc/testing';
import { newPerson, secureSSO } from './people.js';
import { ServicePage } from './service.js';
import { leave, pause, until, visit, type Visitor } from './visitor.js';

/** Milliseconds after the last key by which a draft is kept. */
const keepTime = 300;

function valueOf(box: HTMLElement): string {
  return (box as HTMLTextAreaElement).value;
}

async function mainBox(visitor: Visitor): Promise<HTMLElement> {
  return visitor.find('textbox', 'Write a comment');
}

describe('drafts', () => {
  afterEach(leave);

  it('survive the end of the element, each box for itself', async () => {
    const page = new ServicePage();
    await page.seed([
      { author: 'Ann', text: 'One' },
      { author: 'Ben', text: 'Two' },
    ]);
    const first = await visit({ page });
    first.type(await mainBox(first), 'For all');
    for (const [name, text] of [
      ['One', 'To Ann'],
      ['Two', 'To Ben'],
    ] as const) {
      const comment = await first.comment(name);
      await first.pressButton('Reply', comment);
      first.type(await first.find('textbox', 'Write a reply', comment.parentElement!), text);
    }
    await pause(keepTime);
    leave();

    const again = await visit({ page, returns: true });
    await until('the text', async () => valueOf(await mainBox(again)) === 'For all');
    for (const [name, text] of [
      ['One', 'To Ann'],
      ['Two', 'To Ben'],
    ] as const) {
      const item = (await again.comment(name)).parentElement!;
      await until(
        `the reply to ${name}`,
        async () => valueOf(await again.find('textbox', 'Write a reply', item)) === text,
      );
    }
    await again.isAccessible();
    leave();

    const elsewhere = await visit({ page: new ServicePage(), returns: true });
    assert.equal(valueOf(await mainBox(elsewhere)), '', 'another page has its own');
  });

  it('are what was typed while the site still thought about the comment before', async () => {
    const page = new ServicePage();
    const visitor = await visit({ page });
    const holds: (() => void)[] = [];
    visitor.element.addEventListener('fc-comment-submit-start', ({ detail }) => {
      detail.waitUntil(new Promise<void>((resolve) => holds.push(resolve)));
    });
    const box = await mainBox(visitor);
    await visitor.post('First', { Name: 'Nina' });
    await until('the hold', () => holds.length === 1);
    visitor.type(box, 'First, and then the second');
    holds[0]!();
    await visitor.comment('First');
    await until('the rest', () => valueOf(box) === ', and then the second');
    leave();
    const again = await visit({ page, returns: true });
    await until('the draft', async () => valueOf(await mainBox(again)) === ', and then the second');
  });

  it('are kept when the element goes before the time is up', async () => {
    const page = new ServicePage();
    const first = await visit({ page });
    first.type(await mainBox(first), 'In a hurry');
    leave();
    await pause(20);
    const again = await visit({ page, returns: true });
    await until('the text', async () => valueOf(await mainBox(again)) === 'In a hurry');
  });

  it('are kept within 300 ms of the last key', async () => {
    const visitor = await visit();
    visitor.type(await mainBox(visitor), 'Kept soon');
    await pause(keepTime);
    assert.include(Object.values(localStorage).join(), 'Kept soon');
  });

  it('are kept of what is typed before anything else is loaded', async () => {
    const visitor = await visit({ waits: false });
    visitor.type(await mainBox(visitor), 'Faster than the network');
    await until('the draft', () => Object.values(localStorage).join().includes('Faster than'));
    assert.equal(valueOf(await mainBox(visitor)), 'Faster than the network');
  });

  it('stand before what somebody typed while they were not there yet', async () => {
    const page = new ServicePage();
    const first = await visit({ page });
    first.type(await mainBox(first), 'Long thought about');
    await pause(keepTime);
    leave();
    const again = await visit({ page, returns: true });
    await until('the draft', async () => valueOf(await mainBox(again)) === 'Long thought about');
    const loaded = again.root.querySelector('fc-composer')!;
    const box = document.createElement('fc-composer');
    box.host = loaded.host;
    loaded.replaceWith(box);
    // It stands, and what fills it is not there yet.
    const textarea = box.textarea!;
    textarea.value = 'Quick';
    await until('both', () => textarea.value === 'Long thought about\n\nQuick');
    await until('the draft', () => Object.values(localStorage).join().includes('Quick'));
    assert.include(Object.values(localStorage).join(), 'Long thought about');
  });

  it('are gone once the comment is posted', async () => {
    const page = new ServicePage();
    const first = await visit({ page });
    // It is not sent as it stands in the box: white space at its end goes.
    await first.post('Out it goes\n', { Name: 'Nina' });
    await until('the answer', () => first.told('fc-reply-success').length > 0);
    leave();
    const again = await visit({ page, returns: true });
    await again.comment('Out it goes');
    await pause(200);
    assert.equal(valueOf(await mainBox(again)), '');
  });

  it('survive a failed send', async () => {
    const page = new ServicePage();
    const sso = await secureSSO(newPerson('Carl'));
    await page.fault({
      operation: 'createCommentPublic',
      fault: { kind: 'code', code: 'odd', httpStatus: 500 },
    });
    const first = await visit({ page, properties: { sso } });
    await first.post('Do not lose me');
    await until('the failure', () => first.told('fc-error').length > 0);
    await pause(keepTime);
    leave();
    const again = await visit({ page, properties: { sso }, returns: true });
    await until(
      'the text',
      () =>
        again.all('textbox').some((box) => valueOf(box) === 'Do not lose me') ||
        again.seesComment('Do not lose me') !== undefined,
    );
  });

  it('survive a login', async () => {
    const page = new ServicePage();
    const visitor = await visit({ page });
    visitor.type(await mainBox(visitor), 'Before the login');
    visitor.element.sso = await secureSSO(newPerson('Carl'));
    await until('the login', () => visitor.signedInAs === 'Carl');
    await until('the text', async () => valueOf(await mainBox(visitor)) === 'Before the login');
  });

  it('survive a change of language and settings in their box', async () => {
    const visitor = await visit();
    visitor.type(await mainBox(visitor), 'Same box');
    const box = await mainBox(visitor);
    visitor.element.locale = 'de_de';
    await until('German', () => visitor.sees('textbox', /Kommentar/));
    assert.equal(valueOf(visitor.get('textbox', /Kommentar/)), 'Same box');
    assert.isTrue(box.isConnected, 'the box itself stays');
    visitor.element.locale = 'en_us';
    await until('English', () => visitor.sees('textbox', 'Write a comment'));
    assert.equal(valueOf(box), 'Same box');
  });

  it('of an edit survive too', async () => {
    const page = new ServicePage();
    const sso = await secureSSO(newPerson('Carl'));
    const first = await visit({ page, properties: { sso } });
    await first.post('Original');
    await until('the comment', () => first.seesComment('Original')?.dataset.commentId);
    await first.choose(await first.comment('Original'), 'Edit');
    const box = await first.find('textbox', 'Edit your comment');
    await until('the raw text', () => valueOf(box) === 'Original');
    first.type(box, 'Half an edit');
    await pause(keepTime);
    leave();
    const again = await visit({ page, properties: { sso }, returns: true });
    await again.choose(await again.comment('Original'), 'Edit');
    await until(
      'the text',
      async () => valueOf(await again.find('textbox', 'Edit your comment')) === 'Half an edit',
    );
  });

  it('are erased by forget(), while the text stays in its box', async () => {
    const page = new ServicePage();
    const visitor = await visit({ page });
    visitor.type(await mainBox(visitor), 'Still on the screen');
    await pause(keepTime);
    assert.isAbove(localStorage.length, 0);
    await visitor.element.forget();
    await pause(keepTime);
    assert.equal(localStorage.length, 0);
    assert.equal(valueOf(await mainBox(visitor)), 'Still on the screen');
    visitor.type(await mainBox(visitor), 'Typed again');
    await pause(keepTime);
    assert.include(Object.values(localStorage).join(), 'Typed again');
  });

  it('work without storage for the life of the page', async () => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    try {
      const page = new ServicePage();
      const visitor = await visit({ page });
      visitor.type(await mainBox(visitor), 'Unsaved');
      await pause(keepTime);
      await visitor.post('Posted all the same', { Name: 'Nina' });
      await until(
        'the comment',
        () => visitor.seesComment('Posted all the same')?.dataset.commentId,
      );
      assert.equal(visitor.told('fc-error').length, 0);
    } finally {
      Storage.prototype.setItem = setItem;
    }
  });
});
