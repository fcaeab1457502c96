import { assert } from '@open-wc/testing';
import { checkAxe, nameOf, press, stage, until, type Stage } from './tools-support.js';

let on: Stage;
let id = '';

afterEach(() => on.stop());

/** A comment with votes by Ben and Cleo (up) and Dora (down). */
async function open(settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
  on = await stage(settings, async (server) => {
    id = (await server.visitor('Ann').comment('first', { urlId: 'page' }))._id;
    for (const [name, direction] of [
      ['Ben', 'up'],
      ['Cleo', 'up'],
      ['Dora', 'down'],
    ] as const) {
      const voter = server.signedIn({ id: name, username: name, email: `${name}@example.com` });
      await voter.vote(id, direction, 'page');
    }
    return undefined;
  });
}

const dialog = () => on.root.querySelector<HTMLDialogElement>('dialog.fc-voters');
const sum = () => on.find('[part="vote-count"]');
const names = () =>
  [...on.root.querySelectorAll('.fc-voters li bdi')].map((one) => one.textContent);

describe('the names of voters', () => {
  it('open at the sum of votes, by press and by key', async () => {
    await open();
    const button = await until(
      () => on.root.querySelector<HTMLElement>('[part="vote-count"][role="button"]'),
      'the button',
    );
    assert.equal(nameOf(button), '1 vote');
    await checkAxe(on);
    button.click();
    await until(() => names().length === 3, 'the names');
    assert.deepEqual(names(), ['Ben', 'Cleo', 'Dora']);
    assert.equal(nameOf(dialog()!), '3 votes');
    assert.deepEqual(
      [...dialog()!.querySelectorAll('h3')].map(({ textContent }) => textContent),
      ['People who voted up', 'People who voted down'],
    );
    await checkAxe(on);
    dialog()?.requestClose();
    await until(() => !dialog(), 'the end of the panel');
    assert.equal(on.root.activeElement, button);
    press(button, 'Enter');
    await until(() => names().length === 3, 'the names again');
  });

  it('say why they did not come, and come when asked again', async () => {
    await open();
    on.server.failNext('getCommentVoteUserNames', { code: 'unauthorized' });
    (
      await until(
        () => on.root.querySelector<HTMLElement>('[part="vote-count"][role="button"]'),
        'the button',
      )
    ).click();
    await until(() => dialog()?.querySelector('[role="alert"]'), 'the message');
    await checkAxe(on);
    (await on.named('.fc-voters button', 'Try again')).click();
    await until(() => names().length === 3, 'the names');
  });

  it('are one list for likes', async () => {
    await open({ voteStyle: 1 });
    (
      await until(
        () => on.root.querySelector<HTMLElement>('[part="vote-count"][role="button"]'),
        'the button',
      )
    ).click();
    await until(() => names().length === 2, 'the names');
    assert.equal(nameOf(dialog()!), '2 votes');
  });

  it('are not offered with enableVoteList off, nor where nobody voted', async () => {
    await open({ enableVoteList: false });
    await until(() => on.root.querySelector('fc-composer:defined'), 'the acts');
    assert.equal((await sum()).getAttribute('role'), 'img');
    (await sum()).click();
    assert.isNull(dialog());
    on.stop();
    on = await stage({}, async (server) => {
      await server.visitor('Ann').comment('first', { urlId: 'page' });
      return undefined;
    });
    await until(() => on.root.querySelector('fc-composer:defined'), 'the acts');
    assert.equal((await sum()).getAttribute('role'), 'img');
  });
});
