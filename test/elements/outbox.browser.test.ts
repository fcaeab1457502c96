import { assert } from '@open-wc/testing';
import { newPerson, secureSSO } from './people.js';
import { ServicePage } from './service.js';
import { leave, until, visit, type Visitor } from './visitor.js';

/** What the browser says of its network; the service is out of reach as long as it says no. */
async function setOnline(page: ServicePage, isOnline: boolean): Promise<void> {
  if (isOnline) await page.heal();
  else await page.fault({ fault: { kind: 'refuse' } });
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => isOnline });
  window.dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
}

/** The texts of a page as the service has them. */
async function served(page: ServicePage): Promise<string[]> {
  return (await page.comments()).map(({ commentHTML }) => commentHTML);
}

function isWaiting(visitor: Visitor, text: string): boolean {
  return visitor.seesComment(text)?.dataset.state === 'waiting';
}

function isSent(visitor: Visitor, text: string): boolean {
  const comment = visitor.seesComment(text);
  return comment?.dataset.commentId !== undefined && comment.dataset.state === undefined;
}

describe('outbox', () => {
  afterEach(() => {
    leave();
    delete (navigator as { onLine?: boolean }).onLine;
  });

  it('keeps posts over a reload and sends them in order, once the network is back', async () => {
    const page = new ServicePage();
    const sso = await secureSSO(newPerson('Carl'));
    const first = await visit({ page, properties: { sso } });
    await setOnline(page, false);
    for (const text of ['Number one', 'Number two', 'Number three']) {
      await first.post(text);
      await until('the waiting', () => isWaiting(first, text));
    }
    await first.isAccessible();
    assert.equal(Object.keys(localStorage).filter((key) => key.includes(':outbox:')).length, 3);
    leave();
    await setOnline(page, true);
    const again = await visit({ page, properties: { sso }, returns: true });
    await until('the posts', () =>
      ['Number one', 'Number two', 'Number three'].every((text) => isSent(again, text)),
    );
    assert.deepEqual(await served(page), ['Number one', 'Number two', 'Number three']);
    assert.equal(again.all('textbox', 'Write a comment').length, 1);
    assert.equal((again.get('textbox', 'Write a comment') as HTMLTextAreaElement).value, '');
    leave();
    const third = await visit({ page, properties: { sso }, returns: true });
    await third.comment('Number three');
    assert.equal((await served(page)).length, 3);
    assert.isEmpty(Object.keys(localStorage).filter((key) => key.includes(':outbox:')));
  });

  it('lets what waits be edited or discarded', async () => {
    const page = new ServicePage();
    await page.seed([{ author: 'Ann', text: 'One' }]);
    const sso = await secureSSO(newPerson('Carl'));
    const visitor = await visit({ page, properties: { sso } });
    await setOnline(page, false);
    await visitor.post('With a tpyo');
    await visitor.post('Never mind');
    await until('the waiting', () => isWaiting(visitor, 'Never mind'));
    await visitor.pressButton('Discard', await visitor.comment('Never mind'));
    await visitor.commentGone('Never mind');
    await visitor.pressButton('Edit', await visitor.comment('With a tpyo'));
    await visitor.commentGone('With a tpyo');
    const box = (await visitor.find('textbox', 'Write a comment')) as HTMLTextAreaElement;
    await until('the text', () => box.value === 'With a tpyo');
    await until('the focus', () => visitor.root.activeElement === box);
    await visitor.isAccessible();
    visitor.type(box, 'Without one');
    await visitor.pressButton('Post comment');
    await until('the waiting', () => isWaiting(visitor, 'Without one'));
    await setOnline(page, true);
    await until('the post', () => isSent(visitor, 'Without one'));
    assert.deepEqual(await served(page), ['One', 'Without one']);
  });

  for (const [who, propertiesOf] of [
    ['an account', async () => ({ sso: await secureSSO(newPerson('Carl')) })],
    ['a guest', () => Promise.resolve({})],
  ] as const) {
    it(`keeps votes, flags and blocks of ${who} over a reload`, async () => {
      const page = new ServicePage();
      const [voted, flagged, blocked] = (await page.seed([
        { author: 'Ann', text: 'Vote for me' },
        { author: { id: 'bea', name: 'Bea' }, text: 'Flag me' },
        { author: { id: 'cy', name: 'Cy' }, text: 'Block me' },
      ])) as [string, string, string];
      const properties = await propertiesOf();
      const first = await visit({ page, properties });
      await setOnline(page, false);
      await first.pressButton('Vote up', await first.comment(voted));
      await until('the vote', async () => first.ownVote(await first.comment(voted)) === 1);
      await first.choose(await first.comment(flagged), 'Flag');
      await first.choose(await first.comment(blocked), 'Block user');
      const says = async (visitor: Visitor) => {
        const texts = [await visitor.comment(flagged), await visitor.comment(blocked)];
        const [flag = '', block = ''] = texts.map((comment) => visitor.body(comment));
        return flag.includes('You flagged this') && block.includes('You have blocked this user');
      };
      await until('the notices', () => says(first));
      assert.isEmpty((await page.requests()).filter(({ method, status }) => method !== 'GET' && status === 200)); // prettier-ignore
      leave();
      await setOnline(page, true);
      const again = await visit({ page, properties, returns: true });
      await until('the vote', async () => {
        const comment = (await page.comments()).find(({ _id }) => _id === voted);
        return comment?.votes === 1;
      });
      await until('the screen', async () => {
        const comment = await again.comment(voted);
        return again.ownVote(comment) === 1 && again.votes(comment) === 1;
      });
      await until('the notices', () => says(again));
      for (const operation of ['voteComment', 'flagCommentPublic', 'blockFromCommentPublic']) {
        await until(operation, async () => {
          const done = await page.requests(operation);
          return done.filter(({ status }) => status === 200).length === 1;
        });
      }
      // The service knows of all three: a third visit asks for nothing more.
      await until(
        'the outbox to be empty',
        () => !Object.keys(localStorage).some((key) => key.includes(':outbox:')),
      );
      leave();
      const third = await visit({ page, properties, returns: true });
      await until('the notices', () => says(third));
      assert.equal(third.ownVote(await third.comment(voted)), 1);
      assert.equal((await page.requests('flagCommentPublic')).filter(({ status }) => status === 200).length, 1); // prettier-ignore
    });
  }

  it('gives the text back to its box when somebody else is there, and says so', async () => {
    const page = new ServicePage();
    await page.seed([{ author: 'Ann', text: 'One' }]);
    const first = await visit({
      page,
      properties: { sso: await secureSSO(newPerson('Carl')) },
    });
    await setOnline(page, false);
    const comment = await first.comment('One');
    await first.pressButton('Reply', comment);
    const item = comment.parentElement as HTMLElement;
    first.type(await first.find('textbox', 'Write a reply', item), 'By Carl alone');
    await first.pressButton('Post reply', item);
    await until('the waiting', () => isWaiting(first, 'By Carl alone'));
    leave();
    await setOnline(page, true);
    const again = await visit({
      page,
      properties: { sso: await secureSSO(newPerson('Dora')) },
      returns: true,
    });
    await again.says('A comment that was not sent is back in its box.');
    const box = (await again.find('textbox', 'Write a reply')) as HTMLTextAreaElement;
    await until('the text', () => box.value === 'By Carl alone');
    assert.deepEqual(await served(page), ['One']);
    await again.isAccessible();
  });
});
