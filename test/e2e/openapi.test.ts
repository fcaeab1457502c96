import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoUsers } from '../../demo/demo-users.js';
import { createSecureSSO } from '../../src/testing/index.js';
import { startChaosServer, type ChaosServer } from '../support/chaos-server.js';
import { openAPINote } from '../support/openapi.js';
import { drivenEngines, openPage, startBrowser } from './browser.js';
import { doEverything } from './every-action.js';
import { pageAround, startHost, tag, type HostSite } from './host.js';
import { openWidget } from './widget.js';

/** The calls that carry a `broadcastId`. Source: the OpenAPI file, and BEHAVIOUR 9. */
const broadcasting = [
  'createCommentPublic',
  'setCommentText',
  'deleteCommentPublic',
  'voteComment',
  'deleteCommentVote',
  'pinComment',
  'unPinComment',
  'lockComment',
  'unLockComment',
];

/** The other calls the widget makes. */
const others = [
  'blockFromCommentPublic',
  'checkedCommentsForBlocked',
  'createV2PageReact',
  'deleteV2PageReact',
  'flagCommentPublic',
  'getCommentText',
  'getCommentVoteUserNames',
  'getCommentsPublic',
  'getEventLog',
  'getGifLarge',
  'getGifsSearch',
  'getGifsTrending',
  'getOfflineUsers',
  'getOnlineUsers',
  'getUserNotifications',
  'getUserPresenceStatuses',
  'getV2PageReactUsers',
  'getV2PageReacts',
  'logoutPublic',
  'resetUserNotificationCount',
  'searchUsers',
  'unBlockCommentPublic',
  'updateUserNotificationCommentSubscriptionStatus',
  'updateUserNotificationPageSubscriptionStatus',
  'updateUserNotificationStatus',
  'uploadImage',
];

describe.skipIf(openAPINote !== '')(`every call the widget makes${openAPINote}`, () => {
  let browser: Browser;
  let service: ChaosServer;
  let site: HostSite;

  beforeAll(async () => {
    service = await startChaosServer({ seed: 'story' });
    site = await startHost(service.url);
    const [engine] = drivenEngines;
    if (engine) browser = await startBrowser(engine);
  });

  afterAll(async () => {
    await browser.close();
    await site.close();
    await service.close();
  });

  test('is one the OpenAPI file knows, with what it asks for', async () => {
    const attributes = { 'tenant-id': 'demo', 'url-id': 'story', 'api-host': service.url };
    site.put('/', pageAround(tag(attributes)));
    const widget = await openWidget(await openPage(browser), `${site.url}/`);
    await doEverything(widget, {
      api: service.url,
      vouchFor: (who) => createSecureSSO(demoUsers[who]!, 'demo-secret', Date.now()),
    });
    expect(await widget.violations()).toEqual([]);

    const calls = service.requests().filter(({ method }) => method !== 'OPTIONS');
    const wrong = service
      .violations()
      .map(({ method, path, violations }) => `${method} ${path}: ${violations.join('; ')}`);
    expect(wrong).toEqual([]);
    const made = new Set(calls.flatMap(({ operation }) => operation ?? []));
    expect([...made].sort()).toEqual([...broadcasting, ...others].sort());
    const ids = calls.flatMap(({ query }) => query.broadcastId ?? []);
    expect(new Set(ids).size, 'none twice').toBe(ids.length);
    for (const { operation, query } of calls) {
      const count = query.broadcastId?.length ?? 0;
      expect(count, operation ?? '').toBe(broadcasting.includes(operation ?? '') ? 1 : 0);
    }
  });
});
