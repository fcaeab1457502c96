import { assert } from '@open-wc/testing';
import { targetOf } from '../../src/elements/fast-comments-notifications.js';
import type { Visitor } from '../../src/testing/index.js';
import { checkAxe, nameOf, stage, until, type Stage } from './tools-support.js';

let on: Stage;
/** The comment of the visitor that others answer. */
let own = '';

afterEach(() => on.stop());

/** A signed-in visitor whose comment was answered and voted for. */
async function open(
  settings: Readonly<Record<string, unknown>> = {},
  replies = 2,
  more: (ann: Visitor) => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  on = await stage(settings, async (server) => {
    const vera = server.signedIn({ id: 'vera', username: 'Vera', email: 'v@example.com' });
    const ann = server.visitor('Ann');
    own = (await vera.comment('mine', { urlId: 'page' }))._id;
    for (let index = 1; index <= replies; index++) {
      await ann.comment(`answer ${index}`, { urlId: 'page', parentId: own });
    }
    await more(ann);
    return vera;
  });
}

const dialog = () => on.root.querySelector<HTMLDialogElement>('dialog.fc-notifications');
const items = () => [...on.root.querySelectorAll<HTMLElement>('.fc-notifications li')];
const calls = (operation: string) => on.server.calls.filter((call) => call.operation === operation);
const bell = () => on.named('header button', 'Notifications');

async function ring(): Promise<HTMLElement> {
  const button = await bell();
  button.click();
  await until(() => dialog()?.querySelector('li, .empty, .note'), 'the list');
  return button;
}

describe('the bell', () => {
  it('opens a dialog with what happened, and resets the count', async () => {
    await open({}, 2, (ann) => ann.vote(own, 'up', 'page'));
    const button = await until(
      () =>
        on.root.querySelector<HTMLElement>('header button[aria-label="Notifications, 3 unread"]'),
      'the count',
    );
    await ring();
    assert.equal(nameOf(dialog()!), 'Notifications');
    assert.deepEqual(
      items().map((item) => item.querySelector('.told-text')?.textContent),
      ['Ann voted for your comment', 'Ann replied to you', 'Ann replied to you'],
    );
    assert.deepEqual(
      items().map((item) => item.querySelector('.excerpt')?.textContent),
      ['mine', 'answer 2', 'answer 1'],
    );
    assert.isTrue(items().every((item) => item.classList.contains('unread')));
    assert.equal(calls('resetUserNotificationCount').length, 1);
    await until(() => nameOf(button) === 'Notifications', 'the end of the count');
    const [read] = calls('getUserNotifications');
    assert.include(read?.query, { tenantId: 'demo', urlId: 'page' });
    await checkAxe(on);
    dialog()?.requestClose();
    await until(() => !dialog(), 'the end of the dialog');
    assert.equal(on.root.activeElement, button);
  });

  it('leads to comments whose ids no address can hold', () => {
    const here = { urlId: 'page', url: 'https://a.example/page#x' };
    const told = { _id: 'n', type: 0, url: 'https://a.example/page', createdAt: '', urlId: 'page' };
    assert.deepEqual(targetOf({ ...told, fromCommentId: 'c\ud800%' }, here), {
      href: 'https://a.example/page#fast-comments-jt=c%EF%BF%BD%25',
      commentId: 'c\ud800%',
    });
  });

  it('marks as read and unread, and back if that is refused', async () => {
    await open();
    await ring();
    (await on.named('.told button', 'Mark as read: Ann')).click();
    assert.isFalse(items()[0]?.classList.contains('unread'));
    (await on.named('.told button', 'Mark as unread: Ann')).click();
    assert.isTrue(items()[0]?.classList.contains('unread'));
    await until(() => calls('updateUserNotificationStatus').length === 2, 'the calls');
    on.server.failNext('updateUserNotificationStatus', { code: 'unauthorized' });
    (await on.named('.told button', 'Mark as read: Ann')).click();
    await until(() => items()[0]?.querySelector('[role="alert"]'), 'the refusal');
    assert.isTrue(items()[0]?.classList.contains('unread'));
    await checkAxe(on);
  });

  it('stops and restores notifications about a comment', async () => {
    await open();
    await ring();
    (await on.named('.told button', 'Stop notifications for this comment: Ann')).click();
    await on.named('.told button', 'Notify me about this comment: Ann');
    const call = await until(
      () => calls('updateUserNotificationCommentSubscriptionStatus')[0],
      'the call',
    );
    assert.match(call.path, /mark-opted\/out$/);
    assert.equal(call.query.commentId, own);
    await on.server.visitor('Ann').comment('unheard', { urlId: 'page', parentId: own });
    (await on.named('.told button', 'Notify me about this comment: Ann')).click();
    await until(
      () => calls('updateUserNotificationCommentSubscriptionStatus').length === 2,
      'the other call',
    );
    assert.equal(items().length, 2);
  });

  it('subscribes to the page by a switch, and back if that is refused', async () => {
    await open({ pageTitle: 'A page' });
    await ring();
    const toggle = await on.named('[role="switch"]', 'Notify me about new comments on this page');
    assert.equal(toggle.ariaChecked, 'false');
    toggle.click();
    assert.equal(toggle.ariaChecked, 'true');
    const call = await until(
      () => calls('updateUserNotificationPageSubscriptionStatus')[0],
      'the call',
    );
    assert.match(call.path, /\/subscribe$/);
    assert.include(call.query, { urlId: 'page', pageTitle: 'A page' });
    await checkAxe(on);
    on.server.failNext('updateUserNotificationPageSubscriptionStatus', { code: 'unauthorized' });
    toggle.click();
    await until(() => dialog()?.querySelector('[role="alert"]'), 'the refusal');
    assert.equal(toggle.ariaChecked, 'true');
  });

  it('shows what comes while it is open, once, and keeps the count at nothing', async () => {
    await open();
    const button = await ring();
    await until(() => on.server.state.hub.sockets().length > 0, 'the socket');
    await on.server.visitor('Ben').comment('live', { urlId: 'page', parentId: own });
    await until(() => items().length === 3, 'the new one');
    assert.include(items()[0]?.textContent, 'Ben replied to you');
    await until(
      () => dialog()?.querySelector('[role="status"]')?.textContent === 'Ben replied to you',
      'the message',
    );
    await until(() => calls('resetUserNotificationCount').length === 2, 'the second reset');
    assert.equal(nameOf(button), 'Notifications');
  });

  it('leads to the comment on this page, and marks it as read', async () => {
    await open();
    await ring();
    items()[1]?.querySelector<HTMLElement>('a')?.click();
    await until(() => !dialog(), 'the end of the dialog');
    await until(
      () => on.root.activeElement?.querySelector('.b')?.textContent === 'answer 1',
      'the focus on the comment',
    );
    assert.equal(calls('updateUserNotificationStatus').length, 1);
  });

  it('reads page after page', async () => {
    await open({}, 23);
    await ring();
    assert.equal(items().length, 20);
    (await on.named('.fc-notifications button', 'Load more notifications')).click();
    await until(() => items().length === 23, 'the rest');
    assert.equal(new Set(items().map((item) => item.dataset.id)).size, 23);
    await until(() => items()[20]?.contains(on.root.activeElement), 'the focus on the first new');
    assert.isNull(on.root.querySelector('.fc-notifications [part~="load-more-button"]'));
  });

  it('says when there is nothing', async () => {
    await open({}, 0);
    await ring();
    assert.include(dialog()?.textContent, 'Nothing new');
    await checkAxe(on);
  });

  it('says why the list did not come, and tries again', async () => {
    await open();
    on.server.failNext('getUserNotifications', { code: 'unauthorized' });
    await ring();
    assert.include(dialog()?.querySelector('[role="alert"]')?.textContent, 'Log in and try again.');
    await checkAxe(on);
    (await on.named('.fc-notifications button', 'Try again')).click();
    await until(() => items().length === 2, 'the list');
    assert.isNull(dialog()?.querySelector('[role="alert"]'));
  });

  it('is for signed-in visitors only', async () => {
    on = await stage();
    assert.isNull(on.root.querySelector('[part~="bell"]'));
  });
});
