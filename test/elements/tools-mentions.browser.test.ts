import { assert } from '@open-wc/testing';
import type { TestServer } from '../../src/testing/index.js';
import {
  checkAxe,
  edit,
  nameOf,
  press,
  type Stage,
  stage,
  type,
  until,
  write,
} from './tools-support.js';

let on: Stage;

afterEach(() => on.stop());

const names = ['Ann Lee', 'Anna', 'Anton', 'Bert'];

function people(server: TestServer): undefined {
  for (const name of names) {
    server.signedIn({
      id: name.toLowerCase(),
      username: name,
      email: `${name.length}@example.com`,
    });
  }
}

const options = () => [...on.root.querySelectorAll<HTMLElement>('[role="option"]')];
const searches = () => on.server.calls.filter(({ operation }) => operation === 'searchUsers');

/** The option that is active, as the text box says. */
function active(area: HTMLTextAreaElement): string {
  const id = area.getAttribute('aria-activedescendant');
  return on.root.getElementById(id ?? '')?.querySelector('bdi')?.textContent ?? '';
}

describe('mentions', () => {
  it('offers people at an @, with the first of them active', async () => {
    on = await stage({}, people);
    const area = await write(on, 'Hello ');
    type('@an');
    await until(() => options().length === 3, 'people');
    assert.equal(active(area), 'Ann Lee');
    assert.equal(on.root.activeElement, area);
    const list = await on.named('[role="listbox"]', 'People');
    assert.equal(area.getAttribute('aria-controls'), list.id);
    assert.ok(list.querySelector('.avatar'));
    await checkAxe(on);
    const caret = area.getBoundingClientRect();
    const popup = (await on.find('.people')).getBoundingClientRect();
    assert.isAbove(popup.top, caret.top);
    assert.isAtLeast(popup.left, 0);
    assert.isAtMost(popup.right, innerWidth);
  });

  it('asks once one pauses, and ignores answers that come late', async () => {
    on = await stage({}, people);
    await write(on, '');
    on.server.addRule({ operation: 'searchUsers', delayAfter: 700, times: 1 });
    type('@');
    type('b');
    await until(() => searches().length === 1, 'the first question');
    edit('delete');
    type('a');
    type('n');
    await until(() => options().length === 3, 'people');
    await new Promise((resolve) => setTimeout(resolve, 700));
    assert.equal(options().length, 3);
    assert.deepEqual(
      searches().map(({ query }) => query.usernameStartsWith),
      ['b', 'an'],
    );
  });

  for (const key of ['Enter', 'Tab']) {
    it(`${key} writes the name and a no-break space`, async () => {
      on = await stage({}, people);
      const area = await write(on, 'Hello ');
      type('@an');
      await until(() => options().length === 3, 'people');
      press(area, 'ArrowDown');
      assert.equal(active(area), 'Anna');
      press(area, 'ArrowUp');
      press(area, 'ArrowUp');
      assert.equal(active(area), 'Anton');
      press(area, 'ArrowDown');
      assert.isFalse(press(area, key));
      assert.equal(area.value, 'Hello @Ann Lee\xa0');
      assert.equal(area.selectionStart, area.value.length);
      assert.equal(options().length, 0);
      assert.isFalse(area.hasAttribute('aria-activedescendant'));
      assert.isTrue(press(area, key), 'the key is the box’s own again');
    });
  }

  it('a press picks, and the mention goes with the comment', async () => {
    on = await stage({}, people);
    const area = await write(on, '');
    type('@ber');
    await until(() => options().length === 1, 'people');
    options()[0]?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }));
    options()[0]?.click();
    assert.equal(area.value, '@Bert\xa0');
    assert.equal(on.root.activeElement, area);
    type('hello');
    const field = await on.find<HTMLInputElement>('input[name="name"]');
    field.value = 'Vera';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    (await on.named('button', 'Post comment')).click();
    const post = await until(
      () => on.server.calls.find(({ operation }) => operation === 'createCommentPublic'),
      'the post',
    );
    const body = post.body as { comment: string; mentions: { id: string; tag: string }[] };
    assert.equal(body.comment, '@Bert hello');
    assert.equal(body.mentions.length, 1);
    assert.include(body.mentions[0], { id: 'demo:bert', tag: '@Bert' });
  });

  it('Escape closes the list, leaves the text and the box as they are', async () => {
    on = await stage({}, people);
    const area = await write(on, '');
    type('@an');
    await until(() => options().length === 3, 'people');
    assert.isFalse(press(area, 'Escape'));
    assert.equal(options().length, 0);
    assert.equal(area.value, '@an');
    assert.equal(on.root.activeElement, area);
    assert.isTrue(press(area, 'Enter'));
    type('n');
    await until(() => options().length === 2, 'people again');
  });

  it('says when there is nobody, and does not ask for longer names then', async () => {
    on = await stage({}, people);
    const area = await write(on, '');
    type('@zz');
    const none = await on.find('.people .none');
    assert.equal(none.textContent.trim(), 'Nobody found');
    await checkAxe(on);
    assert.isTrue(press(area, 'Enter'));
    type('zz');
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(searches().length, 1);
    assert.isNull(on.root.querySelector('.people'));
  });

  it('shows the sections an answer has, nobody twice', async () => {
    on = await stage();
    await write(on, '');
    const user = (id: string, displayName?: string) => ({
      id,
      name: id,
      type: 'user',
      avatarSrc: null,
      displayName,
    });
    on.server.addRule({
      operation: 'searchUsers',
      fault: {
        status: 200,
        json: {
          status: 'success',
          sections: [
            { section: 'moderators', users: [user('ada', 'Ada L.')] },
            { section: 'onThisPage', users: [user('ada', 'Ada L.'), user('adam')] },
            { section: 'onThisSite', users: [] },
          ],
        },
      },
    });
    type('@ad');
    await until(() => options().length === 2, 'people');
    assert.deepEqual([...on.root.querySelectorAll('.people [role="group"]')].map(nameOf), [
      'Moderators',
      'On this page',
    ]);
    await checkAxe(on);
    press(on.root.activeElement!, 'Enter');
    assert.equal((await on.find<HTMLTextAreaElement>('textarea')).value, '@Ada L.\xa0');
  });

  it('sends the groups that may be mentioned', async () => {
    on = await stage({ mentionGroupIds: ['staff'] }, people);
    await write(on, '');
    type('@an');
    await until(() => searches().length === 1, 'the question');
    assert.equal(searches()[0]?.query.mentionGroupIds, 'staff');
  });

  it('is off with disableMentions, and says nothing of a list', async () => {
    on = await stage({ disableMentions: true }, people);
    const area = await write(on, '');
    type('@an');
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.equal(searches().length, 0);
    assert.isFalse(area.hasAttribute('aria-haspopup'));
  });

  it('closes when the caret or the focus leaves the name', async () => {
    on = await stage({}, people);
    const area = await write(on, 'x ');
    type('@an');
    await until(() => options().length === 3, 'people');
    area.setSelectionRange(0, 0);
    area.dispatchEvent(new KeyboardEvent('keyup', { key: 'Home', bubbles: true }));
    assert.equal(options().length, 0);
    area.setSelectionRange(5, 5);
    type('n');
    await until(() => options().length === 2, 'people');
    area.blur();
    assert.equal(options().length, 0);
  });
});
