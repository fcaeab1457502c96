import { assert } from '@open-wc/testing';
import { checkAxe, nameOf, press, stage, until, write, type Stage } from './tools-support.js';

let on: Stage;

afterEach(() => on.stop());

const calls = (operation: string) => on.server.calls.filter((call) => call.operation === operation);
const gifs = () => [...on.root.querySelectorAll<HTMLElement>('.fc-gifs [role="option"]')];
const dialog = () => on.root.querySelector<HTMLDialogElement>('dialog.fc-gifs');

async function open(text = ''): Promise<HTMLTextAreaElement> {
  const area = await write(on, text);
  (await on.named('button', 'Add a GIF')).click();
  await until(() => gifs().length > 0, 'GIFs');
  return area;
}

function search(text: string): HTMLInputElement {
  const box = on.root.querySelector<HTMLInputElement>('.fc-gifs input');
  if (!box) throw new Error('there is no search box');
  box.value = text;
  box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  return box;
}

describe('the GIF picker', () => {
  it('shows what is popular, 25 at a time, each once', async () => {
    on = await stage();
    await open();
    assert.equal(nameOf(dialog() as Element), 'Add a GIF');
    assert.equal(gifs().length, 25);
    assert.deepEqual(calls('getGifsTrending')[0]?.query, { rating: 'pg', page: '0' });
    await checkAxe(on);
    (await on.named('.fc-gifs button', 'Load more GIFs')).click();
    await until(() => gifs().length === 50, 'the next page');
    assert.equal(new Set(gifs().map((gif) => gif.querySelector('img')?.src)).size, 50);
    await until(() => on.root.activeElement === gifs()[25], 'the focus on the first new one');
    const body = await on.find('.fc-gifs .panel-body');
    await until(() => {
      body.scrollTop = body.scrollHeight;
      return gifs().length === 64;
    }, 'the last page, by scrolling');
    assert.isNull(on.root.querySelector('.fc-gifs [part~="load-more-button"]'));
  });

  it('searches once one pauses, and ignores answers that come late', async () => {
    on = await stage();
    await open();
    const end = on.server.addRule({ operation: 'getGifsSearch', delayAfter: 900, times: 1 });
    const box = search('cat');
    press(box, 'Enter');
    search('dan');
    search('dance');
    await until(() => gifs().length === 8, 'what was searched for');
    end();
    await new Promise((resolve) => setTimeout(resolve, 700));
    assert.equal(gifs().length, 8);
    assert.deepEqual(
      calls('getGifsSearch').map(({ query }) => query.search),
      ['cat', 'dance'],
    );
    search('');
    await until(() => gifs().length === 25, 'what is popular');
  });

  it('says when there is nothing', async () => {
    on = await stage();
    await open();
    press(search('no such thing'), 'Enter');
    await until(() => dialog()?.textContent.includes('No GIFs found'), 'the message');
    await checkAxe(on);
  });

  it('says why a list did not come, and tries again', async () => {
    on = await stage();
    on.server.failNext('getGifsTrending', { code: 'invalid-parameter' });
    await write(on, '');
    (await on.named('button', 'Add a GIF')).click();
    await until(() => dialog()?.querySelector('[role="alert"]'), 'the message');
    await checkAxe(on);
    (await on.named('.fc-gifs button', 'Try again')).click();
    await until(() => gifs().length === 25, 'GIFs');
  });

  it('moves in the grid by arrows, and back into the search box', async () => {
    on = await stage();
    await open();
    const box = await on.find<HTMLInputElement>('.fc-gifs input');
    const go = (key: string) => {
      press(on.root.activeElement!, key);
      return gifs().indexOf(on.root.activeElement as HTMLElement);
    };
    box.focus();
    assert.equal(go('ArrowDown'), 0);
    assert.equal(go('ArrowRight'), 1);
    const columns = gifs().filter((gif) => gif.offsetTop === gifs()[0]?.offsetTop).length;
    assert.isAbove(columns, 1);
    assert.equal(go('ArrowDown'), 1 + columns);
    assert.equal(go('ArrowUp'), 1);
    assert.equal(go('End'), 24);
    assert.equal(go('Home'), 0);
    assert.equal(gifs().filter(({ tabIndex }) => tabIndex === 0).length, 1);
    press(on.root.activeElement!, 'ArrowUp');
    assert.equal(on.root.activeElement, box);
  });

  it('puts the full size into the text, and the focus after it', async () => {
    on = await stage();
    const area = await open('Wow');
    const third = gifs()[2]!;
    third.focus();
    press(third, 'Enter');
    await until(() => !dialog(), 'the end of the picker');
    await until(() => area.value.includes('[img]'), 'the GIF');
    assert.match(
      area.value,
      /^Wow \[img\]https:\/\/comments\.test\/gifs\/files\/\S+-large\.gif\[\/img\] $/,
    );
    assert.equal(on.root.activeElement, area);
    assert.equal(calls('getGifLarge').length, 1);
  });

  it('takes the small one where the full size cannot be had', async () => {
    on = await stage();
    const area = await open();
    on.server.failNext('getGifLarge', { code: 'not-found' });
    gifs()[0]?.click();
    await until(() => area.value.includes('[img]'), 'the GIF');
    assert.notInclude(area.value, '-large');
  });

  it('ends with Escape and "Close", leaves the text alone and returns the focus', async () => {
    on = await stage();
    const area = await open('text');
    // What the browser makes of Escape in a modal dialog.
    dialog()?.requestClose();
    await until(() => !dialog(), 'the end of the picker');
    assert.equal(nameOf(on.root.activeElement!), 'Add a GIF');
    (await on.named('button', 'Add a GIF')).click();
    (await on.named('.fc-gifs button', 'Close')).click();
    await until(() => !dialog(), 'the end of the picker');
    assert.equal(nameOf(on.root.activeElement!), 'Add a GIF');
    assert.equal(area.value, 'text');
  });

  it('ends when the thread is left', async () => {
    on = await stage();
    await open();
    Object.assign(on.widget, { urlId: 'another' });
    await until(() => !dialog(), 'the end of the picker');
  });
});
