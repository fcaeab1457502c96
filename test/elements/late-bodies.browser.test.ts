/** Bodies that stood before everything that belongs to them had come. */
import { assert } from '@open-wc/testing';
import { ServicePage } from './service.js';
import { leave, until, visit, type Visitor } from './visitor.js';

/** A page of the service on which one comment holds this. */
async function pageWith(commentHTML: string): Promise<ServicePage> {
  const page = new ServicePage();
  const json = {
    status: 'success',
    comments: [
      {
        _id: 'c1',
        userId: 'ann',
        commenterName: 'Ann',
        commentHTML,
        parentId: null,
        date: '2026-11-01T00:00:00.000Z',
        verified: true,
        votes: 0,
        votesUp: 0,
        votesDown: 0,
      },
    ],
    commentCount: 1,
    user: null,
  };
  await page.fault({
    operation: 'getCommentsPublic',
    fault: { kind: 'answer', status: 200, json },
  });
  return page;
}

const frame = '<iframe src="https://a.example/frame"></iframe>';

const frameLink = ({ root }: Visitor) => root.querySelector<HTMLElement>('[data-fc="embed"]');

describe('bodies that stood before everything had come', () => {
  afterEach(leave);

  it('get their frames, as links, where frames are allowed', async () => {
    const visitor = await visit({
      page: await pageWith(`Framed ${frame}`),
      attributes: { 'allow-embeds': '' },
    });
    const link = await until('the link', () => frameLink(visitor));
    assert.include(link.textContent, 'a.example');
  });

  it('get their frames when frames are allowed later', async () => {
    const visitor = await visit({ page: await pageWith(`Framed ${frame}`) });
    assert.isNull(frameLink(visitor));
    visitor.element.allowEmbeds = true;
    const link = await until('the link', () => frameLink(visitor));
    assert.include(link.textContent, 'a.example');
  });
});
