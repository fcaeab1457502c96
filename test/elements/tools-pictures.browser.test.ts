import { assert } from '@open-wc/testing';
import {
  checkAxe,
  edit,
  picture,
  press,
  type Stage,
  stage,
  type,
  until,
  write,
} from './tools-support.js';

let on: Stage;

afterEach(() => on.stop());

/** Chooses files as the file dialog does. */
async function choose(...files: File[]): Promise<void> {
  const input = await on.find<HTMLInputElement>('.tools input[type="file"]');
  const data = new DataTransfer();
  for (const file of files) data.items.add(file);
  input.files = data.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

const uploads = () => on.server.calls.filter(({ operation }) => operation === 'uploadImage');
const posts = () => on.server.calls.filter(({ operation }) => operation === 'createCommentPublic');
const failed = () => on.root.querySelector<HTMLElement>('[part~="upload-failed"]');

describe('pictures in the composer', () => {
  it('are uploaded with a line that says so, and stand at the caret then', async () => {
    on = await stage();
    const area = await write(on, 'Look here', 4);
    on.server.slowDown(2500, 'uploadImage');
    await choose(await picture());
    await on.find('[part~="upload"] progress');
    await checkAxe(on);
    assert.equal(area.value, 'Look here');
    await until(() => area.value.includes('[img]'), 'the picture');
    assert.match(area.value, /^Look \[img\]https:\/\/comments\.test\/uploads\/\S+\[\/img\] here$/);
    assert.isNull(on.root.querySelector('[part~="upload"]'));
    assert.equal(on.root.activeElement, area);
    const [call] = uploads();
    assert.equal(call?.query.sizePreset, 'CrossPlatform');
    assert.equal(call?.query.urlId, 'page');
    edit('undo');
    assert.equal(area.value, 'Look here');
  });

  it('go to the end where one has gone on writing, and leave the caret alone', async () => {
    on = await stage();
    const area = await write(on, 'One');
    on.server.slowDown(300, 'uploadImage');
    await choose(await picture());
    type(' two three');
    area.setSelectionRange(5, 5);
    await until(() => area.value.includes('[img]'), 'the picture');
    assert.match(area.value, /^One two three\n\[img\]\S+\[\/img\] $/);
    assert.equal(area.selectionStart, 5);
  });

  it('can be called off', async () => {
    on = await stage();
    const area = await write(on, 'text');
    on.server.slowDown(400, 'uploadImage');
    await choose(await picture('cat.png'));
    const button = await on.named('[part~="upload"] button', 'Cancel');
    assert.equal(button.getAttribute('aria-label'), 'Cancel: cat.png');
    button.click();
    assert.isNull(on.root.querySelector('[part~="upload"]'));
    await new Promise((resolve) => setTimeout(resolve, 600));
    assert.equal(area.value, 'text');
  });

  it('that are none, or too large, say so and are not sent', async () => {
    on = await stage();
    const area = await write(on, 'text');
    await choose(new File(['hello'], 'notes.txt', { type: 'text/plain' }));
    await until(failed, 'the message');
    assert.include(failed()?.textContent, 'Only images can be added.');
    assert.isNull(failed()?.querySelector('[part~="retry-button"]'));
    await choose(
      new File([new Uint8Array(20 * 1024 * 1024 + 1)], 'big.png', { type: 'image/png' }),
    );
    await until(() => failed()?.textContent.includes('larger than'), 'the other message');
    assert.include(failed()?.textContent, '20 MB');
    await checkAxe(on);
    (await on.named('[part~="upload-failed"] button', 'Dismiss')).click();
    await until(() => !failed(), 'the end of the message');
    assert.equal(uploads().length, 0);
    assert.equal(area.value, 'text');
  });

  it('that fail say so at the box, and can be tried again', async () => {
    on = await stage();
    const errors: unknown[] = [];
    on.widget.addEventListener('fc-error', ({ detail }) => errors.push(detail));
    const area = await write(on, 'text');
    on.server.failNext('uploadImage', { network: 'refused' });
    await choose(await picture());
    await until(failed, 'the message');
    assert.ok(failed()?.querySelector('[role="alert"]'));
    assert.equal(area.value, 'text');
    assert.equal(errors.length, 1);
    await checkAxe(on);
    (await on.named('[part~="upload-failed"] button', 'Try again')).click();
    await until(() => area.value.includes('[img]'), 'the picture');
    assert.isNull(failed());
  });

  it('say what the service refuses', async () => {
    on = await stage();
    await write(on, '');
    on.server.failNext('uploadImage', { code: 'file-type' });
    await choose(await picture());
    await until(() => failed()?.textContent.includes('Only images can be added.'), 'the message');
  });

  it('can be pasted and dropped; text that is pasted stays text', async () => {
    on = await stage();
    const area = await write(on, '');
    const data = new DataTransfer();
    data.items.add(await picture());
    const paste = (clipboardData: DataTransfer) =>
      area.dispatchEvent(
        new ClipboardEvent('paste', {
          clipboardData,
          bubbles: true,
          cancelable: true,
          composed: true,
        }),
      );
    // Firefox keeps files out of clipboards that scripts make: there it is only dropped.
    const pastes = Boolean(
      new ClipboardEvent('paste', { clipboardData: data }).clipboardData?.files.length,
    );
    if (pastes) {
      assert.isFalse(paste(data));
      await until(() => area.value.includes('[img]'), 'the pasted picture');
    }
    const mixed = new DataTransfer();
    mixed.items.add(await picture());
    mixed.setData('text/plain', 'words');
    assert.isTrue(paste(mixed));
    const drag = (type: string) =>
      area.dispatchEvent(
        new DragEvent(type, {
          dataTransfer: data,
          bubbles: true,
          cancelable: true,
          composed: true,
        }),
      );
    assert.isFalse(drag('dragover'));
    assert.ok(on.root.querySelector('.box.dropping'));
    assert.isFalse(drag('drop'));
    assert.isNull(on.root.querySelector('.box.dropping'));
    const count = pastes ? 2 : 1;
    await until(() => area.value.split('[/img]').length === count + 1, 'the dropped picture');
    assert.equal(uploads().length, count);
  });

  it('are waited for before posting, by button and by key', async () => {
    on = await stage();
    const area = await write(on, 'With a picture ');
    const field = await on.find<HTMLInputElement>('input[name="name"]');
    field.value = 'Vera';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    area.focus();
    on.server.slowDown(300, 'uploadImage');
    await choose(await picture());
    press(area, 'Enter', { ctrlKey: true });
    (await on.named('button', 'Post comment')).click();
    assert.equal(posts().length, 0);
    await until(() => posts().length > 0, 'the post');
    assert.match((posts()[0]?.body as { comment: string }).comment, /\[img\]\S+\[\/img\]$/);
    await until(() => on.root.querySelector('article .b img'), 'the picture in the comment');
    assert.equal(posts().length, 1);
  });

  it('that fail hold the post back', async () => {
    on = await stage();
    const area = await write(on, 'With a picture ');
    on.server.addRule({
      operation: 'uploadImage',
      delayBefore: 200,
      fault: { network: 'refused' },
      times: 1,
    });
    await choose(await picture());
    press(area, 'Enter', { ctrlKey: true });
    await until(failed, 'the message');
    assert.equal(posts().length, 0);
    assert.equal(area.value, 'With a picture ');
  });

  it('end with the widget', async () => {
    on = await stage();
    const area = await write(on, 'text');
    on.server.slowDown(200, 'uploadImage');
    await choose(await picture());
    on.widget.remove();
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.equal(area.value, 'text');
  });
});
