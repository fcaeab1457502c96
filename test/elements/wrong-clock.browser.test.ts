import { assert } from '@open-wc/testing';
import { ServicePage } from './service.js';
import { frames, leave, until, visit, type Visitor } from './visitor.js';

const minute = 60_000;
const hour = 60 * minute;

const rightNow = Date.now.bind(Date);

/** Puts the visitor's clock wrong by so much. */
function setClock(skew: number): void {
  Date.now = () => rightNow() + skew;
}

/** What stands beside a comment. */
async function timeOf(visitor: Visitor, text: string): Promise<string> {
  const article = await visitor.comment(text);
  return article.querySelector('time')?.textContent.trim() ?? '';
}

/** Lets the thread look at its clock, as it does when it is seen again. */
async function lookAgain(): Promise<void> {
  document.dispatchEvent(new Event('visibilitychange'));
  await frames();
}

/** No time on the screen lies ahead. */
function showsNoFuture(visitor: Visitor): void {
  const times = [...visitor.root.querySelectorAll('time')].map(({ textContent }) => textContent);
  assert.isNotEmpty(times);
  for (const time of times) assert.match(time.trim(), /ago$|^just now$/);
}

/** A thread whose comments are five minutes, and two hours, old. */
async function visitThread(): Promise<Visitor> {
  const page = new ServicePage();
  await page.seed([
    { text: 'Hours old', at: rightNow() - 2 * hour - 20_000 },
    { text: 'Minutes old', at: rightNow() - 5 * minute - 20_000 },
  ]);
  const visitor = await visit({ page, attributes: { 'default-sort-direction': 'NF' } });
  await visitor.whenLive();
  return visitor;
}

/** What the server's own present makes of the thread. */
async function showsServerTime(visitor: Visitor): Promise<void> {
  await lookAgain();
  assert.equal(await timeOf(visitor, 'Hours old'), '2 hours ago');
  assert.match(await timeOf(visitor, 'Minutes old'), /^[56] minutes ago$/);
  showsNoFuture(visitor);
}

describe('a clock that is wrong', () => {
  afterEach(() => {
    Date.now = rightNow;
    leave();
  });

  for (const skew of [hour, -hour]) {
    const way = skew > 0 ? 'ahead' : 'behind';

    it(`an hour ${way}: times follow the service's as soon as something is heard of it`, async () => {
      setClock(skew);
      const visitor = await visitThread();
      showsNoFuture(visitor);
      await visitor.page.postAs('Ben', 'Live');
      visitor.press(await visitor.find('button', 'Show 1 new comment'));
      assert.equal(await timeOf(visitor, 'Live'), 'just now');
      await showsServerTime(visitor);
    });

    it(`an hour ${way}: an own post tells the service's time`, async () => {
      setClock(skew);
      const page = new ServicePage();
      // Nothing is heard live.
      await page.run({ do: 'refuse-sockets', urlId: page.urlId, on: true });
      await page.seed([
        { text: 'Hours old', at: rightNow() - 2 * hour - 20_000 },
        { text: 'Minutes old', at: rightNow() - 5 * minute - 20_000 },
      ]);
      const visitor = await visit({ page, attributes: { 'default-sort-direction': 'NF' } });
      await visitor.post('My own');
      const own = await visitor.comment('My own');
      showsNoFuture(visitor);
      await until('the answer', () => own.isConnected && !own.dataset.state);
      assert.equal(await timeOf(visitor, 'My own'), 'just now');
      await showsServerTime(visitor);
      assert.equal(await timeOf(visitor, 'My own'), 'just now');
    });

    it(`jumps an hour ${way}: no time changes`, async () => {
      const visitor = await visitThread();
      await visitor.page.postAs('Ben', 'Live');
      visitor.press(await visitor.find('button', 'Show 1 new comment'));
      await visitor.comment('Live');
      setClock(skew);
      await showsServerTime(visitor);
      assert.equal(await timeOf(visitor, 'Live'), 'just now');
    });
  }
});
