import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApiServer, type ApiServer } from '../../demo/server/start-api-server.js';
import { createSecureSSO, demoSecret } from '../../src/testing/index.js';
import { loadOpenAPI, openAPINote } from '../support/openapi.js';
import { createWalker, type Walked, type Walker } from './walk.js';

const api = loadOpenAPI();

/** Operations of feed posts, which a comment widget does not need. */
const leftOut = /feedpost|userReactsPublic/i;

const png = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
    'base64',
  ),
);

let count = 0;
const broadcastId = () => `b-${(count += 1)}`;
const story = { urlId: 'story' };
const demo = { tenantId: 'demo' };

describe.skipIf(!api).each(['http', '200'] as const)(
  `every operation over HTTP, errors with %s${openAPINote}`,
  (errorStatus) => {
    const walked: Walked = { succeeded: new Set(), failed: new Set() };
    let server: ApiServer;
    let ann: Walker;
    let admin: string;

    beforeAll(async () => {
      server = await startApiServer({ seed: 'story', errorStatus, rateLimits: false });
      server.core.configureTenant('demo', { config: { enableFChat: true } });
      ann = createWalker(server.url, api!, walked);
      const user = {
        id: 'admin',
        email: 'admin@example.com',
        username: 'Admin',
        isAdmin: true,
        badgeConfig: { badgeIds: ['badge-regular', 'badge-golden-trowel'] },
      };
      admin = JSON.stringify(await createSecureSSO(user, demoSecret));
    });

    afterAll(() => server.close());

    async function write(walker: Walker, text: string, more: object = {}, query: object = {}) {
      const { json } = await walker.call(
        'POST',
        '/comments/demo',
        { ...story, broadcastId: broadcastId(), ...query },
        {
          commenterName: 'Ann',
          commenterEmail: null,
          comment: text,
          parentId: null,
          url: 'https://example.com/story',
          urlId: 'story',
          pageTitle: 'Story',
          date: Date.now(),
          localDateString: new Date().toString(),
          localDateHours: 12,
          ...more,
        },
      );
      return json.comment as { _id: string; editKey: string };
    }

    function vote(
      walker: Walker,
      id: string,
      voteDir: string,
      query: object = {},
      more: object = {},
    ) {
      return walker.call(
        'POST',
        `/comments/demo/${id}/vote`,
        { ...story, broadcastId: broadcastId(), ...query },
        { voteDir, url: 'https://example.com', commenterName: null, commenterEmail: null, ...more },
      );
    }

    test('reading comments in every mode', async () => {
      const everything = { includeConfig: true, includei10n: true, useFullTranslationIds: true };
      const counts = { countAll: true, countChildren: true, includeNotificationCount: true };
      for (const direction of ['MR', 'NF', 'OF']) {
        const tree = { asTree: true, skip: 0, limit: 31, maxTreeDepth: 2, limitChildren: 30 };
        await ann.call('GET', '/comments/demo', {
          ...story,
          ...tree,
          ...counts,
          ...everything,
          direction,
        });
        await ann.call('GET', '/comments/demo', { ...story, page: 1, direction, locale: 'en_us' });
      }
      await ann.call('GET', '/comments/demo', { ...story, page: -1, sso: admin });
      await ann.call('GET', '/comments/demo', { ...story, searchText: 'tomato', isCrawler: true });
      await ann.call('GET', '/comments/demo', { ...story, hashTags: ['balcony', 'tomatoes'] });
      await ann.call('GET', '/comments/demo', {
        ...story,
        anonUserId: 'mine',
        userId: 'demo:mara',
      });
      await ann.call('GET', '/comments/nobody', story);
      await ann.call('GET', '/comments/demo', { ...story, limit: -1 });
    });

    test('a comment from its first word to its end', async () => {
      const comment = await write(ann, 'Hello **world** #tag', {
        mentions: [{ id: 'demo:mara', tag: '@Mara', type: 'sso', sent: false }],
        hashTags: [{ id: 'tag', tag: '#tag', url: null }],
        meta: {},
        moderationGroupIds: [],
      });
      const path = `/comments/demo/${comment._id}`;
      const key = { editKey: comment.editKey };
      await ann.call('GET', `${path}/text`, key);
      await ann.call(
        'POST',
        `${path}/update-text`,
        { broadcastId: broadcastId(), ...key },
        { comment: 'new' },
      );
      await ann.call(
        'POST',
        `${path}/update-text`,
        { broadcastId: broadcastId() },
        { comment: '' },
      );
      const reply = await write(ann, 'reply', { parentId: comment._id });
      for (const act of ['pin', 'unpin', 'lock', 'unlock']) {
        await ann.call('POST', `${path}/${act}`, { broadcastId: broadcastId() });
        await ann.call('POST', `${path}/${act}`, { broadcastId: broadcastId(), sso: admin });
      }
      const stranger = createWalker(server.url, api!, walked);
      await stranger.call('GET', `${path}/text`);
      await stranger.call('DELETE', path, { broadcastId: broadcastId() });
      server.core.configurePage('demo', 'story', { config: { commentThreadDeleteMode: 1 } });
      await ann.call('DELETE', path, { broadcastId: broadcastId() });
      await ann.call('DELETE', `/comments/demo/${reply._id}`, { broadcastId: broadcastId() });
      await write(ann, '');
      await write(ann, 'members', { sso: admin }, { sso: admin }).catch(() => undefined);
    });

    test('votes', async () => {
      const comment = await write(ann, 'vote on me');
      const { json } = await vote(ann, comment._id, 'up');
      await vote(ann, comment._id, 'up');
      await vote(ann, comment._id, 'down', { sso: admin });
      await ann.call('GET', `/comments/demo/${comment._id}/votes`, { dir: 1 });
      await ann.call('GET', `/comments/demo/${comment._id}/votes`, { dir: 7 });
      const path = `/comments/demo/${comment._id}/vote`;
      const mine = { ...story, broadcastId: broadcastId(), editKey: String(json.editKey) };
      await ann.call('DELETE', `${path}/${String(json.voteId)}`, mine);
      await ann.call('DELETE', `${path}/${String(json.voteId)}`, mine);
      server.core.configurePage('demo', 'story', {
        config: { allowAnon: false, allowAnonVotes: false },
      });
      const guest = createWalker(server.url, api!, walked);
      const named = { commenterName: 'Guest', commenterEmail: 'guest@example.com' };
      const pending = await vote(guest, comment._id, 'up', {}, named);
      expect(pending.json.status).toBe('pending-verification');
      const gone = await guest.call('DELETE', `${path}/${String(pending.json.voteId)}`, {
        ...story,
        broadcastId: broadcastId(),
      });
      expect(gone.json.wasPendingVote).toBe(true);
      await vote(createWalker(server.url, api!, walked), comment._id, 'up');
      server.core.configurePage('demo', 'story', {
        config: { allowAnon: true, allowAnonVotes: true },
      });
    });

    test('flags and blocks', async () => {
      const other = await write(createWalker(server.url, api!, walked), 'flag me');
      const nobody = createWalker(server.url, api!, walked);
      for (const walker of [ann, nobody]) {
        const flag = `/flag-comment/${other._id}`;
        await walker.call('POST', flag, { ...demo, isFlagged: true });
        await walker.call('POST', flag, { ...demo, isFlagged: false });
        const block = `/block-from-comment/${other._id}`;
        await walker.call('POST', block, demo, { commentIds: [other._id, 'unknown'] });
        await walker.call('DELETE', block, demo, { commentIds: null });
        await walker.call('GET', '/check-blocked-comments', { ...demo, commentIds: other._id });
      }
    });

    test("a person's comments", async () => {
      await ann.call('GET', '/comments-for-user', {
        userId: 'demo:mara',
        direction: 'NF',
        page: 0,
      });
      await ann.call('GET', '/comments-for-user', { repliesToUserId: 'demo:mara' });
      await ann.call('GET', '/comments-for-user');
    });

    test('the event log, presence and people', async () => {
      const { json } = await ann.call('GET', '/comments/demo', story);
      const log = { ...story, userIdWS: String(json.userIdWS), startTime: 0 };
      const events = await ann.call('GET', '/event-log/demo', {
        ...log,
        endTime: Date.now() + 1000,
      });
      expect((events.json.events as unknown[]).length).toBeGreaterThan(5);
      for (const entry of events.json.events as { data: string }[]) {
        expect(api!.checkSchema('LiveEvent', JSON.parse(entry.data))).toEqual([]);
      }
      await ann.call('GET', '/event-log/global/demo', log);
      await ann.call('GET', '/event-log/global/nobody', log);
      await ann.call('GET', '/event-log/demo', { ...log, startTime: 1, urlId: 'members-only' });
      const presence = { ...demo, urlIdWS: String(json.urlIdWS) };
      await ann.call('GET', '/user-presence-status', { ...presence, userIds: 'demo:mara,x' });
      await ann.call('GET', '/user-presence-status', { ...presence, userIds: '' });
      const { connect } = server.core;
      connect.call(
        server.core,
        { urlId: String(json.urlIdWS), tenantIdWS: 'demo', userIdWS: String(json.userIdWS) },
        server.url,
        () => undefined,
      );
      await ann.call('GET', '/pages/demo/users/online', story);
      await ann.call('GET', '/pages/demo/users/online', { urlId: 'members-only' });
      await ann.call('GET', '/pages/demo/users/offline', story);
      await ann.call('GET', '/pages/demo/users/offline', { urlId: 'members-only' });
      await ann.call('GET', '/pages/demo/users/info', { ids: 'demo:mara,demo:tomas,nobody' });
      await ann.call('GET', '/pages/demo/users/info', { ids: '' });
      for (const sortBy of ['updatedAt', 'commentCount', 'title']) {
        await ann.call('GET', '/pages/demo', { sortBy, limit: 10, q: 't', hasComments: true });
      }
      await ann.call('GET', '/pages/demo', { limit: 1000 });
    });

    test('notifications', async () => {
      const mine = await write(ann, 'reply to me');
      await write(createWalker(server.url, api!, walked), 'a reply', { parentId: mine._id });
      await vote(createWalker(server.url, api!, walked), mine._id, 'up');
      const list = {
        ...demo,
        ...story,
        includeContext: true,
        includeTranslations: true,
        pageSize: 1,
      };
      const { json } = await ann.call('GET', '/user-notifications', list);
      expect(json).toMatchObject({ hasMore: true, isSubscribed: false });
      const [first] = json.notifications as { _id: string }[];
      const more = { unreadOnly: true, noDm: true, afterCreatedAt: Date.now() + 5000 };
      await ann.call('GET', '/user-notifications', { ...demo, afterId: first!._id, ...more });
      await ann.call('GET', '/user-notifications/get-count', demo);
      const at = `/user-notifications/${first!._id}`;
      await ann.call('POST', `${at}/mark/read`, demo);
      await ann.call('POST', `${at}/mark/unread`, demo);
      await ann.call('POST', `${at}/mark-opted/out`, { ...demo, commentId: mine._id });
      await ann.call('POST', `${at}/mark-opted/in`, { ...demo, commentId: mine._id });
      const page = { ...demo, ...story, url: 'https://example.com', pageTitle: 'Story' };
      await ann.call('POST', '/user-notifications/set-subscription-state/subscribe', page);
      await ann.call('POST', '/user-notifications/set-subscription-state/unsubscribe', page);
      await ann.call('POST', '/user-notifications/reset-count', demo);
      await ann.call('POST', '/user-notifications/reset', { ...demo, dmOnly: false });
      const ghost = createWalker(server.url, api!, walked);
      for (const [method, path, query] of [
        ['GET', '', demo],
        ['GET', '/get-count', demo],
        ['POST', '/reset-count', demo],
        ['POST', '/reset', demo],
        ['POST', '/x/mark/read', demo],
        ['POST', '/x/mark-opted/in', { ...demo, commentId: 'x' }],
        ['POST', '/set-subscription-state/subscribe', page],
      ] as const) {
        const answer = await ghost.call(method, `/user-notifications${path}`, query);
        expect(answer.status).toBe(errorStatus === '200' ? 200 : 401);
      }
    });

    test('page reacts', async () => {
      const v2 = '/page-reacts/v2/demo';
      const v1 = '/page-reacts/v1/likes/demo';
      await ann.call('POST', v2, { ...story, id: 'heart', title: 'Story' });
      await ann.call('POST', v2, { ...story, id: 'heart' });
      const { json } = await ann.call('GET', v2, story);
      expect(json).toMatchObject({ counts: { heart: 1 }, reactedIds: ['heart'] });
      await ann.call('GET', `${v2}/list`, { ...story, id: 'heart' });
      await ann.call('DELETE', v2, { ...story, id: 'heart' });
      await ann.call('POST', v1, { ...story, title: 'Story' });
      expect((await ann.call('GET', v1, story)).json).toMatchObject({
        didLike: true,
        likeCount: 1,
      });
      await ann.call('DELETE', v1, story);
      const closed = { urlId: 'members-only' };
      await ann.call('GET', v1, closed);
      await ann.call('POST', v1, closed);
      await ann.call('DELETE', v1, closed);
      for (const [method, path] of [
        ['GET', v2],
        ['POST', v2],
        ['DELETE', v2],
        ['GET', `${v2}/list`],
      ] as const) {
        const takesId = method !== 'GET' || path !== v2;
        await ann.call(method, path, takesId ? { ...closed, id: 'heart' } : closed);
      }
    });

    test('images and GIFs', async () => {
      await ann.upload('/upload-image/demo', new Blob([png], { type: 'image/png' }));
      const preset = '/upload-image/demo?sizePreset=CrossPlatform&urlId=story';
      await ann.upload(preset, new Blob([png], { type: 'image/png' }));
      await ann.upload('/upload-image/demo', new Blob(['text'], { type: 'image/png' }));
      const options = { locale: 'en_us', rating: 'pg', page: 0 };
      const { json } = await ann.call('GET', '/gifs/trending/demo', options);
      await ann.call('GET', '/gifs/search/demo', { ...options, search: 'dance' });
      await ann.call('GET', '/gifs/search/demo', { ...options, search: '' });
      const [[src] = []] = json.images as [string][];
      const large = 'largeInternalURLSanitized';
      await ann.call('GET', '/gifs/get-large/demo', { [large]: src! });
      await ann.call('GET', '/gifs/get-large/demo', { [large]: 'https://elsewhere.example/x.gif' });
      const picture = await fetch(src!);
      expect(picture.headers.get('content-type')).toBe('image/gif');
    });

    test('people to mention', async () => {
      const start = { ...story, usernameStartsWith: 'm' };
      expect((await ann.call('GET', '/user-search/demo', start)).json.users).toMatchObject([
        { id: 'demo:mara', name: 'Mara Lindqvist' },
      ]);
      for (const searchSection of ['fast', 'site']) {
        const { json } = await ann.call('GET', '/user-search/demo', { ...start, searchSection });
        expect(json.sections).toMatchObject([{ section: 'moderators' }]);
      }
      await ann.call('GET', '/user-search/demo', {
        ...start,
        mentionGroupIds: ['a', 'b'],
        sso: admin,
      });
      await ann.call('GET', '/user-search/demo', { urlId: 'members-only' });
    });

    test('texts', async () => {
      const { json } = await ann.call('GET', '/translations/widgets/comment-ui', {
        useFullTranslationIds: true,
        locale: 'en_us',
      });
      expect(json.translations).toMatchObject({ SUBMIT_REPLY: 'Submit Reply' });
      await ann.call('GET', '/translations/widgets/comment-ui-gifs');
      const wrong = await ann.call('GET', '/translations/widgets/nothing');
      expect(wrong.status).toBe(errorStatus === '200' ? 200 : 500);
      await ann.call('GET', '/translations/widgets/comment-ui', { locale: '!' });
    });

    test('logging out', async () => {
      expect(ann.cookie).not.toBeNull();
      await ann.call('PUT', '/auth/logout');
      expect(ann.cookie).toBeNull();
    });

    test('nothing was left out', () => {
      const wanted = api!.operations.map(({ id }) => id).filter((id) => !leftOut.test(id));
      expect(wanted.length).toBe(45);
      expect(wanted.filter((id) => !walked.succeeded.has(id))).toEqual([]);
      // These have nothing to refuse.
      const harmless = [
        'logoutPublic',
        'getCommentsForUser',
        'getGifsTrending',
        'checkedCommentsForBlocked',
      ];
      expect(wanted.filter((id) => !walked.failed.has(id) && !harmless.includes(id))).toEqual([]);
    });
  },
);
