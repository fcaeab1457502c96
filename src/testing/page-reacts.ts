import type { Call } from './call.js';
import { pageKey } from './documents.js';
import { operation, type Answer } from './operation.js';
import { Refusal } from './refusal.js';
import type { Page } from './settings.js';

/** The one reaction of the first version. */
const like = 'like';

function readablePage(call: Call): Page {
  const page = call.page(call.urlId());
  // No single sign-on on these calls: nothing can vouch for the visitor.
  if (page.is('requireSSO')) throw new Refusal('unauthorized-page');
  return page;
}

function reacts(call: Call, page: Page) {
  return call.state.db.reacts.find('page', pageKey(page.tenantId, page.urlId));
}

function ownIds(call: Call, page: Page): string[] {
  const { actor } = call.viewer;
  return reacts(call, page)
    .filter((react) => react.actor === actor)
    .map((react) => react.reactId);
}

function create(call: Call, reactId: string): Answer {
  const { state } = call;
  const page = readablePage(call);
  const { actor, user, session } = call.actingViewer();
  const key = pageKey(page.tenantId, page.urlId);
  const _id = `${actor}|${key}|${reactId}`;
  if (state.db.reacts.get(_id)) return { status: 'success', code: 'already-reacted' };
  const name = user?.displayName ?? user?.username ?? session?.username ?? null;
  state.db.reacts.put({ _id, actor, page: key, reactId, name });
  state.publish(page.tenantId, page.urlId, { type: 'page-react' });
  return { status: 'success' };
}

function remove(call: Call, reactId: string): Answer {
  const page = readablePage(call);
  const { actor } = call.viewer;
  const key = pageKey(page.tenantId, page.urlId);
  const removed = call.state.db.reacts.remove(`${actor ?? ''}|${key}|${reactId}`);
  if (!removed) return { status: 'success', code: 'not-reacted' };
  call.state.publish(page.tenantId, page.urlId, { type: 'page-react' });
  return { status: 'success' };
}

function getV2PageReacts(call: Call): Answer {
  const page = readablePage(call);
  const counts: Record<string, number> = {};
  for (const { reactId } of reacts(call, page)) counts[reactId] = (counts[reactId] ?? 0) + 1;
  return { status: 'success', counts, reactedIds: ownIds(call, page) };
}

function getV2PageReactUsers(call: Call): Answer {
  const id = call.query.needed('id');
  const names = reacts(call, readablePage(call))
    .filter(({ reactId }) => reactId === id)
    .map(({ name }) => name ?? 'Anonymous');
  return { status: 'success', userNames: names };
}

function getV1PageLikes(call: Call): Answer {
  const page = readablePage(call);
  return {
    status: 'success',
    urlIdWS: encodeURIComponent(pageKey(page.tenantId, page.urlId)),
    didLike: ownIds(call, page).includes(like),
    commentCount: call.thread(page.urlId).size,
    likeCount: reacts(call, page).filter(({ reactId }) => reactId === like).length,
  };
}

const v1 = '/page-reacts/v1/likes/{tenantId}';
const v2 = '/page-reacts/v2/{tenantId}';

/** Reactions to a whole page. Only a cookie can say whose they are. */
export const pageReactOperations = [
  operation('getV1PageLikes', 'GET', v1, 'cookie', getV1PageLikes),
  operation('createV1PageReact', 'POST', v1, 'cookie', (call) => create(call, like)),
  operation('deleteV1PageReact', 'DELETE', v1, 'cookie', (call) => remove(call, like)),
  operation('getV2PageReactUsers', 'GET', `${v2}/list`, 'cookie', getV2PageReactUsers),
  operation('getV2PageReacts', 'GET', v2, 'cookie', getV2PageReacts),
  operation('createV2PageReact', 'POST', v2, 'cookie', (call) =>
    create(call, call.query.needed('id')),
  ),
  operation('deleteV2PageReact', 'DELETE', v2, 'cookie', (call) =>
    remove(call, call.query.needed('id')),
  ),
];
