import { assert } from '@open-wc/testing';
import { ServicePage } from './service.js';
import { frames, leave, until, visit } from './visitor.js';

describe('voting', () => {
  afterEach(leave);

  it('counts up, changes to down and takes back', async () => {
    const page = new ServicePage();
    await page.seed([{ author: 'Ann', text: 'Vote for me', votesUp: 3, votesDown: 1 }]);
    const visitor = await visit({ page });
    const comment = await visitor.comment('Vote for me');
    assert.equal(visitor.votes(comment), 2);
    await visitor.pressButton('Vote up', comment);
    await frames();
    assert.equal(visitor.votes(comment), 3);
    assert.equal(visitor.ownVote(comment), 1);
    await until('the vote', async () => (await page.comments())[0]?.votes === 3);
    await visitor.pressButton('Vote down', comment);
    await frames();
    assert.equal(visitor.votes(comment), 1);
    await until('the change', async () => (await page.comments())[0]?.votes === 1);
    await visitor.pressButton('Vote down', comment);
    await frames();
    assert.equal(visitor.votes(comment), 2);
    assert.equal(visitor.ownVote(comment), 0);
    await until('the removal', async () => (await page.comments())[0]?.votes === 2);
    await visitor.isAccessible();
  });
});
