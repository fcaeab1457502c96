import { assert } from '@open-wc/testing';
import { becomeStranger, ServicePage } from './service.js';
import { leave, pause, until, Visitor } from './visitor.js';

/** A widget in a page of its own: same browser, same storage, another document. */
async function openTab(page: ServicePage): Promise<Visitor> {
  const frame = document.createElement('iframe');
  frame.title = 'A tab';
  frame.style.cssText = 'inline-size: 700px; block-size: 600px';
  frame.src = `/test/elements/tab.html?${new URLSearchParams({
    'tenant-id': 'demo',
    'url-id': page.urlId,
    'api-host': page.api,
  }).toString()}`;
  document.body.append(frame);
  const element = await until('the element', () =>
    frame.contentDocument?.querySelector('fast-comments'),
  );
  await until('its class', () => element.shadowRoot);
  const visitor = new Visitor(element, page);
  await until('the thread', () => visitor.sees('textbox', 'Write a comment'));
  return visitor;
}

describe('two tabs of one visitor', () => {
  beforeEach(becomeStranger);
  afterEach(leave);

  it('tell each other of votes, flags and blocks', async () => {
    const page = new ServicePage();
    const [voted, flagged, blocked] = await page.seed([
      { author: { id: 'ann', name: 'Ann' }, text: 'Voted' },
      { author: { id: 'bea', name: 'Bea' }, text: 'Flagged' },
      { author: { id: 'cy', name: 'Cy' }, text: 'Blocked' },
    ]);
    const one = await openTab(page);
    const two = await openTab(page);
    await one.pressButton('Vote up', await one.comment(voted!));
    await until('the vote', async () => two.ownVote(await two.comment(voted!)) === 1);
    // What happened while it was loading may have to be read once more.
    await until('the sum', async () => two.votes(await two.comment(voted!)) === 1);
    await pause(500);
    assert.equal(two.votes(await two.comment(voted!)), 1, 'once, by tab and by socket');
    await one.choose(await one.comment(flagged!), 'Flag');
    await until('the flag', async () =>
      two.body(await two.comment(flagged!)).includes('You flagged this comment'),
    );
    await one.choose(await one.comment(blocked!), 'Block user');
    await until('the block', async () =>
      two.body(await two.comment(blocked!)).includes('You have blocked this user'),
    );
    // And back: the second tab can undo what the first one did.
    await two.pressButton('Vote up', await two.comment(voted!));
    await until('no vote', async () => one.ownVote(await one.comment(voted!)) === 0);
    assert.equal(one.votes(await one.comment(voted!)), 0);
  });

  it('that is still loading hears of a vote all the same', async () => {
    const page = new ServicePage();
    const [id] = await page.seed([{ text: 'First' }]);
    const one = await openTab(page);
    await page.fault({ operation: 'getCommentsPublic', times: 1, delayAfter: 1500 });
    const two = openTab(page);
    await until('the read', async () => (await page.requests('getCommentsPublic')).length === 2);
    await one.pressButton('Vote up', await one.comment(id!));
    await until('the answer', () => one.told('fc-vote-success').length === 1);
    const late = await two;
    await until('the vote', async () => late.ownVote(await late.comment(id!)) === 1);
    await until('the sum', async () => late.votes(await late.comment(id!)) === 1);
    await pause(2000);
    assert.equal(late.votes(await late.comment(id!)), 1, 'once');
  });

  it('use one identity', async () => {
    const page = new ServicePage();
    const [first, second] = await page.seed([{ text: 'First' }, { text: 'Second' }]);
    const one = await openTab(page);
    const two = await openTab(page);
    await one.pressButton('Vote up', await one.comment(first!));
    await until('the vote', async () => two.ownVote(await two.comment(first!)) === 1);
    await two.pressButton('Vote up', await two.comment(second!));
    await until('both votes', async () => (await page.requests('voteComment')).length === 2);
    const ids = (await page.requests('voteComment')).map(({ query }) => query.anonUserId?.[0]);
    assert.isString(ids[0]);
    assert.equal(ids[0], ids[1]);
  });

  it('share a draft where nobody is writing, and offer it where somebody is', async () => {
    const page = new ServicePage();
    const one = await openTab(page);
    const two = await openTab(page);
    const boxOf = (tab: Visitor) => tab.get('textbox', 'Write a comment') as HTMLTextAreaElement;
    one.type(boxOf(one), 'Begun in one');
    await until('the text', () => boxOf(two).value === 'Begun in one');

    two.type(boxOf(two), 'Gone on in two');
    boxOf(two).focus();
    // Only one document has the focus; what counts is that the box in the other has it.
    boxOf(one).focus();
    one.type(boxOf(one), 'Gone on in one');
    await until(
      'the offer',
      () => boxOf(two).value === 'Gone on in one' || two.sees('button', 'Use that text'),
    );
    if (two.sees('button', 'Use that text')) {
      assert.equal(boxOf(two).value, 'Gone on in two', 'what is being written stays');
      await two.isAccessible();
      await two.pressButton('Use that text');
      await until('the text', () => boxOf(two).value === 'Gone on in one');
    }
  });

  it('both know an own comment', async () => {
    const page = new ServicePage();
    const one = await openTab(page);
    const two = await openTab(page);
    await one.post('From one', { Name: 'Nina' });
    await until('it', () => one.told('fc-reply-success').length === 1);
    two.element.refresh();
    await until('it is mine', () => two.seesComment('From one')?.part.contains('comment-own'));
    assert.include(await two.openMenu(await two.comment('From one')), 'Edit');
  });
});
