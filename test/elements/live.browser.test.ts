import { assert } from '@open-wc/testing';
import { newPerson, secureSSO } from './people.js';
import { ServicePage } from './service.js';
import { leave, pause, until, visit, type Setup, type Visitor } from './visitor.js';

const ann = { id: 'ann', name: 'Ann' };

/** A visitor whose socket is open. */
async function visitLive(setup: Setup): Promise<Visitor> {
  const visitor = await visit(setup);
  await visitor.whenLive();
  return visitor;
}

describe('live', () => {
  afterEach(leave);

  it('holds new comments back behind one button, and counts them', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'Here before' }]);
    const visitor = await visitLive({ page, attributes: { 'default-sort-direction': 'NF' } });
    const before = await visitor.comment('Here before');
    const top = before.getBoundingClientRect().top;
    await page.postAs('Ben', 'First news');
    await visitor.find('button', 'Show 1 new comment');
    await page.postAs('Cy', 'Second news');
    const button = await visitor.find('button', 'Show 2 new comments');
    assert.deepEqual(visitor.bodies(), ['Here before']);
    assert.equal(before.getBoundingClientRect().top, top, 'nothing moved');
    assert.equal(visitor.count, '3 comments');
    await visitor.isAccessible();
    visitor.press(button);
    await visitor.comment('Second news');
    assert.sameMembers(visitor.bodies(), ['Here before', 'First news', 'Second news']);
    await visitor.gone('button', /^Show \d+ new/);
    await until('the focus', () => visitor.root.activeElement?.localName === 'article');
    await visitor.isAccessible();
  });

  it('shows new comments at once where the owner wants that', async () => {
    const page = new ServicePage();
    await page.configure({ showLiveRightAway: true });
    const visitor = await visitLive({ page });
    await page.postAs('Ben', 'Right away');
    await visitor.comment('Right away');
    assert.isFalse(visitor.sees('button', /^Show \d+ new/));
    assert.equal(visitor.count, '1 comment');
  });

  it('offers new replies at their comment', async () => {
    const page = new ServicePage();
    const [id] = await page.seed([{ author: ann, text: 'Root', replies: [{ text: 'Old reply' }] }]);
    const visitor = await visitLive({ page });
    await page.postAs('Ben', 'New reply', id);
    const item = (await visitor.comment('Root')).parentElement!;
    await visitor.pressButton('Show 1 new reply', item);
    const reply = await visitor.comment('New reply');
    assert.equal(reply.dataset.parentId, id);
    await visitor.isAccessible();
  });

  it('counts votes of others, once each', async () => {
    const page = new ServicePage();
    const [id] = await page.seed([{ author: ann, text: 'Vote', votesUp: 1 }]);
    const visitor = await visitLive({ page });
    const comment = await visitor.comment('Vote');
    await page.run({ do: 'duplicate-events', urlId: page.urlId, count: 1 });
    await page.voteAs('Ben', id!, 'up');
    await until('the vote', () => visitor.votes(comment) === 2);
    await page.voteAs('Cy', id!, 'down');
    await until('the second vote', () => visitor.votes(comment) === 1);
    await pause(300);
    assert.equal(visitor.votes(comment), 1);
    assert.equal(visitor.ownVote(comment), 0);
  });

  it('takes removed comments away with their replies', async () => {
    const page = new ServicePage();
    const [id] = await page.seed([
      { author: ann, text: 'Goes', replies: [{ text: 'Goes too' }] },
      { author: ann, text: 'Stays' },
    ]);
    const visitor = await visitLive({ page });
    await visitor.comment('Goes too');
    await page.run({ do: 'remove', commentId: id! });
    await until('the end of it', () => visitor.bodies().join() === 'Stays');
    assert.equal(visitor.count, '1 comment');
  });

  it('shows what a moderator approves or hides', async () => {
    const page = new ServicePage();
    const [id] = await page.seed([{ author: ann, text: 'Under review' }]);
    const visitor = await visitLive({ page, attributes: { 'show-live-right-away': '' } });
    await page.run({ do: 'unapprove', commentId: id! });
    await visitor.commentGone('Under review');
    await page.run({ do: 'approve', commentId: id! });
    await visitor.comment('Under review');
  });

  it('shows a changed text and says it was edited', async () => {
    const page = new ServicePage();
    const author = newPerson('Ann');
    const sso = await secureSSO(author);
    const [id] = await page.seed([{ author, text: 'Typo', votesUp: 3 }]);
    const visitor = await visitLive({ page });
    const comment = await visitor.comment('Typo');
    await visitor.pressButton('Vote up', comment);
    await page.call(
      'POST',
      `/comments/demo/${id!}/update-text?broadcastId=${crypto.randomUUID()}` +
        `&sso=${encodeURIComponent(JSON.stringify(sso))}`,
      { comment: 'No typo' },
    );
    await until('the change', () => visitor.body(comment) === 'No typo');
    assert.include(comment.textContent, 'Edited');
    assert.equal(visitor.ownVote(comment), 1, 'what is the visitor’s own stays');
  });

  it('treats a soft delete as one', async () => {
    const page = new ServicePage();
    const [id] = await page.seed([{ author: ann, text: 'Root', replies: [{ text: 'Stays' }] }]);
    const visitor = await visitLive({ page });
    const comment = await visitor.comment('Root');
    const fields = {
      _id: id!,
      tenantId: 'demo',
      urlId: page.urlId,
      url: 'https://example.com',
      commenterName: '[deleted]',
      comment: '[deleted]',
      commentHTML: '[deleted]',
      date: new Date().toISOString(),
      verified: true,
      approved: true,
      isDeleted: true,
      locale: 'en_us',
    };
    await page.push({ type: 'updated-comment', broadcastId: crypto.randomUUID(), comment: fields });
    await until('the placeholder', () => visitor.body(comment).includes('Deleted comment'));
    assert.isOk(visitor.seesComment('Stays'));
  });

  it('closes and opens the composers with the thread', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'Root' }]);
    const visitor = await visitLive({ page });
    visitor.type(await visitor.find('textbox', 'Write a comment'), 'Unfinished');
    await page.run({ do: 'close-thread', urlId: page.urlId });
    await visitor.gone('textbox', 'Write a comment');
    assert.include(visitor.screen(), 'Comments are closed');
    assert.isFalse(visitor.sees('button', 'Reply'));
    assert.isTrue(visitor.sees('button', 'Vote up'));
    await visitor.isAccessible();
    await page.run({ do: 'open-thread', urlId: page.urlId });
    const box = (await visitor.find('textbox', 'Write a comment')) as HTMLTextAreaElement;
    await until('the draft', () => box.value === 'Unfinished');
    assert.isTrue(visitor.sees('button', 'Reply'));
  });

  it('takes a new configuration, where the host said nothing', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'Root' }]);
    const visitor = await visitLive({ page, attributes: { 'hide-avatars': 'false' } });
    await page.configure({ voteStyle: 1, hideAvatars: true });
    await visitor.find('button', 'Like');
    assert.isNotNull(visitor.root.querySelector('[part~="avatar"]'), 'the host has said otherwise');
    await page.configure({ readonly: true });
    await visitor.gone('textbox', 'Write a comment');
    assert.isFalse(visitor.sees('button', 'Reply'));
  });

  it('neither shows nor counts live comments of a blocked author', async () => {
    const page = new ServicePage();
    const author = newPerson('Pest');
    const sso = await secureSSO(author);
    await page.seed([{ author, text: 'Old rudeness' }]);
    const visitor = await visitLive({
      page,
      properties: { sso: await secureSSO(newPerson('Carl')) },
    });
    await visitor.choose(await visitor.comment('Old rudeness'), 'Block user');
    await until('the call', () => visitor.told('fc-user-blocked').length === 1);
    await page.call(
      'POST',
      `/comments/demo?urlId=${page.urlId}&broadcastId=${crypto.randomUUID()}` +
        `&sso=${encodeURIComponent(JSON.stringify(sso))}`,
      {
        commenterName: 'Pest',
        comment: 'New rudeness',
        url: 'https://e.example',
        urlId: page.urlId,
      },
    );
    await page.postAs('Friend', 'Something nice');
    await visitor.pressButton('Show 1 new comment');
    await visitor.comment('Something nice');
    assert.notInclude(visitor.screen(), 'New rudeness');
    assert.equal(visitor.count, '2 comments');
  });

  it('shows new badges of an author', async () => {
    const page = new ServicePage();
    const author = newPerson('Ann');
    await page.seed([{ author, text: 'Well done' }]);
    const visitor = await visitLive({ page });
    const badges = [{ id: 'b1', type: 1, description: 'Many comments', displayLabel: 'Regular' }];
    await page.run({ do: 'set-badges', userId: `demo:${author.id}`, badges });
    await until('the badge', () =>
      visitor.seesComment('Well done')?.textContent.includes('Regular'),
    );
  });

  it('says when the connection is lost, comes back and fetches what was missed', async () => {
    const page = new ServicePage();
    const [id] = await page.seed([{ author: ann, text: 'Root' }]);
    const visitor = await visitLive({ page, attributes: { 'show-live-right-away': '' } });
    await page.run({ do: 'refuse-sockets', urlId: page.urlId, on: true });
    await page.run({ do: 'close-sockets', urlId: page.urlId });
    await until('the loss', () => {
      const changes = visitor.told('fc-connection-change') as { connected: boolean }[];
      return changes.at(-1)?.connected === false;
    });
    await until('the words', () => visitor.screen().includes('interrupted'));
    await visitor.isAccessible();
    await page.postAs('Ben', 'Missed this');
    await page.voteAs('Cy', id!, 'up');
    await page.run({ do: 'refuse-sockets', urlId: page.urlId, on: false });
    await visitor.comment('Missed this');
    await until('the vote', async () => visitor.votes(await visitor.comment('Root')) === 1);
    await until('no more words', () => !visitor.screen().includes('interrupted'));
    const changes = visitor.told('fc-connection-change') as { connected: boolean }[];
    assert.isTrue(changes.at(-1)?.connected);
  });

  it('fetches what happened between the first answer and the open socket', async () => {
    const page = new ServicePage();
    await page.seed([{ author: ann, text: 'Root' }]);
    await page.run({ do: 'refuse-sockets', urlId: page.urlId, on: true });
    const visitor = await visit({ page, attributes: { 'show-live-right-away': '' } });
    await page.postAs('Ben', 'In between');
    await page.run({ do: 'refuse-sockets', urlId: page.urlId, on: false });
    await visitor.comment('In between');
  });

  it('opens no socket where live updates are off', async () => {
    const page = new ServicePage();
    const visitor = await visit({ page, attributes: { 'disable-live-commenting': '' } });
    await page.postAs('Ben', 'Unheard');
    await pause(1000);
    assert.equal(visitor.told('fc-connection-change').length, 0);
    assert.deepEqual(visitor.bodies(), []);
  });

  it('lets two widgets of one page hear each other’s acts', async () => {
    const page = new ServicePage();
    const one = await visitLive({ page, attributes: { 'show-live-right-away': '' } });
    const two = await visitLive({
      page,
      attributes: { 'show-live-right-away': '' },
      returns: true,
    });
    await one.post('For both', { Name: 'Nina' });
    await two.comment('For both');
    await until('its place', () => one.seesComment('For both')?.dataset.commentId);
    await one.pressButton('Vote up', await one.comment('For both'));
    await until('the vote', async () => two.votes(await two.comment('For both')) === 1);
    await pause(300);
    assert.equal(one.comments().length, 1);
    assert.equal(two.comments().length, 1);
    assert.equal(one.votes(await one.comment('For both')), 1);
  });
});
