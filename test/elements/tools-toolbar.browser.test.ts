import { assert } from '@open-wc/testing';
import { checkAxe, edit, nameOf, press, type Stage, stage, until, write } from './tools-support.js';

let on: Stage;

afterEach(() => on.stop());

const tool = (name: string) => on.named('button', name);

describe('the toolbar of the composer', () => {
  it('has its tools in one line, one tab stop', async () => {
    on = await stage();
    await write(on, '');
    const bar = await on.named('[role="toolbar"]', 'Formatting');
    const buttons = [...bar.querySelectorAll('button')];
    assert.deepEqual(buttons.map(nameOf), [
      'Bold',
      'Italic',
      'Underline',
      'Strikethrough',
      'Link',
      'Quote',
      'Code',
      'List',
      'Numbered list',
      'Hide as spoiler',
    ]);
    assert.deepEqual(buttons.filter(({ tabIndex }) => tabIndex === 0).map(nameOf), ['Bold']);
    assert.equal(new Set(buttons.map((button) => button.getBoundingClientRect().top)).size, 1);
    await tool('Add an image');
    await tool('Add a GIF');
    await checkAxe(on);
  });

  it('moves between tools with the arrows, Home and End, round at the ends', async () => {
    on = await stage();
    await write(on, '');
    const bar = await on.named('[role="toolbar"]', 'Formatting');
    const go = (key: string) => {
      press(on.root.activeElement!, key);
      return nameOf(on.root.activeElement!);
    };
    bar.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    assert.equal(go('ArrowRight'), 'Italic');
    assert.equal(go('ArrowLeft'), 'Bold');
    assert.equal(go('ArrowLeft'), 'Hide as spoiler');
    assert.equal(go('ArrowRight'), 'Bold');
    assert.equal(go('End'), 'Hide as spoiler');
    assert.equal(go('Home'), 'Bold');
    assert.equal(bar.querySelectorAll('[tabindex="0"]').length, 1);
  });

  const cases: [string, string, [number, number], string, string][] = [
    ['Bold', 'one two three', [4, 7], 'one **two** three', 'two'],
    ['Italic', 'one two three', [4, 7], 'one *two* three', 'two'],
    ['Underline', 'one', [0, 3], '<u>one</u>', 'one'],
    ['Strikethrough', 'one', [0, 3], '~~one~~', 'one'],
    ['Link', 'here', [0, 4], 'here https://', 'https://'],
    ['Quote', 'one\ntwo', [0, 7], '> one\n> two', '> one\n> two'],
    ['Code', 'a\nb', [0, 3], '```\na\nb\n```', '```\na\nb\n```'],
    ['List', 'one\ntwo', [0, 7], '- one\n- two', '- one\n- two'],
    ['Numbered list', 'one\ntwo', [0, 7], '1. one\n2. two', '1. one\n2. two'],
    ['Hide as spoiler', 'who', [0, 3], '<spoiler>who</spoiler>', 'who'],
    ['Bold', '', [0, 0], '****', ''],
  ];
  for (const [name, text, [start, end], marked, selected] of cases) {
    it(`${name} makes "${text}" into "${marked}", keeps focus and selection, and can be undone`, async () => {
      on = await stage();
      const area = await write(on, text, start, end);
      (await tool(name)).click();
      assert.equal(area.value, marked);
      assert.equal(on.root.activeElement, area);
      if (selected) {
        assert.include(area.value.slice(area.selectionStart, area.selectionEnd), selected);
      }
      edit('undo');
      assert.equal(area.value, text);
    });
  }

  it('takes a mark off when pressed again', async () => {
    on = await stage();
    const area = await write(on, 'word', 0, 4);
    (await tool('Bold')).click();
    (await tool('Bold')).click();
    assert.equal(area.value, 'word');
    assert.equal(area.value.slice(area.selectionStart, area.selectionEnd), 'word');
  });

  it('marks with Ctrl or Cmd and B or I', async () => {
    on = await stage();
    const area = await write(on, 'word', 0, 4);
    const modifier = navigator.platform.includes('Mac') ? { metaKey: true } : { ctrlKey: true };
    assert.isFalse(press(area, 'b', modifier));
    assert.equal(area.value, '**word**');
    assert.isFalse(press(area, 'i', modifier));
    assert.equal(area.value, '***word***');
    assert.isTrue(press(area, 'b'));
    assert.equal(area.value, '***word***');
  });

  it('keeps what a tool writes as a draft and posts it', async () => {
    on = await stage({ config: { allowAnon: true } });
    await write(on, 'word', 0, 4);
    (await tool('Bold')).click();
    const field = await on.find<HTMLInputElement>('input[name="name"]');
    field.value = 'Vera';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    (await tool('Post comment')).click();
    await until(() => on.root.querySelector('article .b :is(b, strong)'), 'bold text');
    assert.equal(
      on.server.calls.filter((call) => call.operation === 'createCommentPublic').length,
      1,
    );
  });

  it('stands in the edit box too, and in the reply box', async () => {
    on = await stage({}, async (server) => {
      const vera = server.signedIn({ id: 'vera', username: 'Vera', email: 'v@example.com' });
      await vera.comment('mine', { urlId: 'page' });
      return vera;
    });
    (await on.named('article button', 'More actions')).click();
    (await on.named('[role="menuitem"]', 'Edit')).click();
    const box = await on.find('fc-edit-box');
    await until(() => box.querySelector('[role="toolbar"]'), 'the toolbar of the edit box');
    const area = await on.find<HTMLTextAreaElement>('fc-edit-box textarea');
    await until(() => area.value === 'mine', 'the raw text');
    area.focus();
    area.setSelectionRange(0, 4);
    box.querySelector<HTMLElement>('[aria-label="Italic"]')?.click();
    assert.equal(area.value, '*mine*');
    await checkAxe(on);
    (await on.named('fc-edit-box button', 'Save changes')).click();
    await until(() => on.root.querySelector('article .b :is(i, em)'), 'italic text');
  });

  it('is not there with disableToolbar, nor are the pictures with noImageUploads', async () => {
    on = await stage({ disableToolbar: true });
    await write(on, '');
    await tool('Add an image');
    assert.isNull(on.root.querySelector('[role="toolbar"]'));
    on.stop();
    on = await stage({ noImageUploads: true });
    await write(on, '');
    await on.named('[role="toolbar"]', 'Formatting');
    assert.isNull(on.root.querySelector('[aria-label="Add an image"], [aria-label="Add a GIF"]'));
    on.stop();
    on = await stage({ noImageUploads: true, disableToolbar: true });
    const area = await write(on, 'x');
    assert.equal(area.value, 'x');
    assert.isTrue((await on.find('.tools')).hidden);
  });

  it('has no spoiler where spoilers are off, and follows the settings', async () => {
    on = await stage({ enableSpoilers: false });
    await write(on, '');
    const bar = await on.named('[role="toolbar"]', 'Formatting');
    assert.isNull(bar.querySelector('[aria-label="Hide as spoiler"]'));
    Object.assign(on.widget, { enableSpoilers: true });
    await tool('Hide as spoiler');
  });
});
