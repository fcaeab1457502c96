import { randomUUID } from 'node:crypto';

/** Somebody posts on page `story` from elsewhere. Resolves to the comment's id. */
export async function postAs(
  api: string,
  sso: unknown,
  text: string,
  parentId: string | null,
): Promise<string> {
  const query = new URLSearchParams({
    urlId: 'story',
    broadcastId: randomUUID(),
    sso: JSON.stringify(sso),
  });
  const answer = await fetch(`${api}/comments/demo?${query.toString()}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      commenterName: 'Ada',
      comment: text,
      parentId,
      url: 'https://example.com/balcony-tomatoes',
      urlId: 'story',
    }),
  });
  const { comment } = (await answer.json()) as { comment?: { _id: string } };
  if (!comment) throw new Error(`the comment was refused with HTTP ${answer.status}`);
  return comment._id;
}
