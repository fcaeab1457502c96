import { assert } from '@open-wc/testing';
import { checkAxe, press, stage, until, type Stage } from './tools-support.js';

let on: Stage;

afterEach(() => on.stop());

const told: unknown[] = [];

/** A comment by an account, and one by somebody without one. */
async function open(settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
  told.length = 0;
  on = await stage(settings, async (server) => {
    const ann = server.signedIn({ id: 'ann', username: 'Ann', email: 'ann@example.com' });
    await ann.comment('first', { urlId: 'page' });
    await server.visitor('Guest').comment('second', { urlId: 'page' });
    return undefined;
  });
  on.widget.addEventListener('fc-open-profile', ({ detail }) => told.push(detail));
  await until(() => on.root.querySelectorAll('article').length === 2, 'the comments');
}

/** Names that can be pressed, as they are written. */
const buttons = () =>
  [...on.root.querySelectorAll<HTMLElement>('[part="comment-author"][role="button"]')].map(
    ({ textContent }) => textContent,
  );

describe('profiles', () => {
  it('open at the name where the host shows them: by press and by key, never those of guests', async () => {
    const called: unknown[] = [];
    await open({ onOpenProfile: (about: unknown) => called.push(about) > 0 });
    await until(() => buttons().length > 0, 'a name to press');
    assert.deepEqual(buttons(), ['Ann']);
    await checkAxe(on);
    const name = await on.find('[part="comment-author"][role="button"]');
    name.click();
    assert.lengthOf(told, 1);
    const [detail] = told as [
      { userId: string; currentUser: unknown; comment: { editKey?: string } },
    ];
    assert.equal(detail.userId, 'demo:ann');
    assert.isNull(detail.currentUser);
    assert.notProperty(detail.comment, 'editKey');
    assert.deepEqual(called, told);
    press(name, 'Enter');
    assert.lengthOf(told, 2);
  });

  it('open at the picture too', async () => {
    await open({ defaultAvatarSrc: `${location.origin}/nobody.png` });
    for (const picture of on.root.querySelectorAll<HTMLElement>('[part="avatar"] img')) {
      picture.click();
    }
    await until(() => told.length > 0, 'the event');
    assert.deepEqual(
      (told as { userId: string }[]).map(({ userId }) => userId),
      ['demo:ann'],
    );
  });

  it('are no buttons where nobody shows them, or where they are switched off', async () => {
    await open();
    on.root.querySelector<HTMLElement>('textarea')?.focus();
    await on.find('[role="toolbar"], .tools[hidden], .tools .bar');
    assert.deepEqual(buttons(), []);
    on.stop();
    await open({ onOpenProfile: () => true, disableProfiles: true });
    on.root.querySelector<HTMLElement>('textarea')?.focus();
    await on.find('[role="toolbar"], .tools[hidden], .tools .bar');
    assert.deepEqual(buttons(), []);
  });
});
