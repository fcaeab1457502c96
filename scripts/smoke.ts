/**
 * `npm run smoke -- --host URL --tenant ID [--url-id ID]`: reads from a real service and says what it
 * saw. It only reads; exit code 1 if the thread could not be read.
 */
import { parseArgs } from 'node:util';
import { PublicApi } from '../src/api/index.js';
import type { Failure, Result } from '../src/core/index.js';

const usage = 'Usage: npm run smoke -- --host https://fastcomments.com --tenant demo [--url-id ID]';

function describeFailure({ kind, code, reason, status }: Failure): string {
  return `failed: ${kind} ${code} (HTTP ${status}) ${reason}`;
}

/** Prints one line on a read; null if it failed. */
function show<T>(name: string, result: Result<T>, describe: (value: T) => string): T | null {
  console.log(`${name}: ${result.ok ? describe(result.value) : describeFailure(result.failure)}`);
  return result.ok ? result.value : null;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      host: { type: 'string' },
      tenant: { type: 'string' },
      'url-id': { type: 'string', default: 'https://fastcomments.com/demo' },
    },
  });
  const { host, tenant: tenantId, 'url-id': urlId } = values;
  if (!host || !tenantId) {
    console.error(usage);
    process.exitCode = 1;
    return;
  }
  const api = new PublicApi({ apiHost: host });
  const page = show(
    'getCommentsPublic',
    await api.getCommentsPublic({
      tenantId,
      urlId,
      asTree: true,
      skip: 0,
      limit: 30,
      maxTreeDepth: 2,
      limitChildren: 10,
      countChildren: true,
      countAll: true,
      includeConfig: true,
    }),
    ({ comments, commentCount, hasMore, user, urlIdWS, customConfig, isClosed }) =>
      `${comments.length} at the top level of ${commentCount ?? '?'}, more: ${String(hasMore)}, ` +
      `user: ${user ? 'known' : 'none'}, live: ${urlIdWS ? 'yes' : 'no'}, ` +
      `closed: ${String(isClosed ?? false)}, settings: ${Object.keys(customConfig ?? {}).length}`,
  );
  if (!page) {
    process.exitCode = 1;
    return;
  }
  const first = page.comments[0];
  if (first) {
    const read = await api.getCommentsPublic({
      tenantId,
      urlId,
      asTree: true,
      parentId: first._id,
      skip: 0,
      limit: 10,
      maxTreeDepth: 0,
      countChildren: true,
    });
    show('replies of the first comment', read, ({ comments }) => String(comments.length));
  }
  if (page.userIdWS) {
    const log = await api.getEventLog({
      tenantId,
      urlId,
      userIdWS: page.userIdWS,
      startTime: Date.now() - 24 * 60 * 60_000,
      endTime: Date.now(),
    });
    show('getEventLog', log, ({ events }) => `${events.length} in the last day`);
  }
  const texts = await api.getTranslations({
    namespace: 'widgets',
    component: 'comment-ui',
    locale: 'en_us',
    useFullTranslationIds: true,
  });
  show('getTranslations', texts, ({ translations }) => `${Object.keys(translations).length} texts`);
}

await main();
