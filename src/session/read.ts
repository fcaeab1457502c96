/** Reading pages of the thread, and noting what every answer tells beside its comments. */
import { getCommentsPublic } from '../api/index.js';
import { fail, type CommentsPage, type Result, type SortDirection } from '../core/index.js';
import {
  insertPage,
  setLayer,
  touchShell,
  type CommentId,
  type InsertedPage,
  type InsertList,
  type PageRequest,
  type ThreadState,
} from '../store/index.js';
import { askAsVisitor, type Context } from './context.js';

/** What a page is asked for with. */
export interface PageQuery {
  readonly parentId: CommentId | null;
  readonly skip: number;
  readonly limit: number;
  /** Levels of replies; the setting's unless given. */
  readonly depth?: number;
  /** The thread's first read: brings configuration and notifications too. */
  readonly isFirst?: boolean;
  /** Another order than the thread's. */
  readonly direction?: SortDirection;
  readonly signal?: AbortSignal;
}

const overtaken = fail({ kind: 'aborted', code: 'aborted', reason: '' });

/** Reads one page. Nothing of it is applied yet. */
export async function readPage(
  context: Context,
  query: PageQuery,
): Promise<Result<CommentsPage> & { readonly startedAt: number }> {
  const { store, ports, transport, tenantId, urlId } = context;
  const { settings, direction, filter } = store.state;
  const startedAt = ports.clock.monotonic();
  const { root } = store.state;
  store.state.reads++;
  const host = store.state.layers.host;
  const result = await askAsVisitor(context, (who) =>
    getCommentsPublic(
      transport,
      {
        tenantId,
        urlId,
        // Until the service has told its default, an order nobody asked for is left to it.
        direction:
          query.direction ?? (query.isFirst && !host.defaultSortDirection ? undefined : direction),
        asTree: true,
        skip: query.skip,
        limit: query.limit,
        limitChildren: settings.repliesPageSize,
        maxTreeDepth: query.depth ?? settings.treeDepth,
        countChildren: true,
        countAll: settings.countAll,
        parentId: query.parentId ?? undefined,
        searchText: filter?.searchText,
        hashTags: filter?.hashTags,
        locale: settings.locale,
        ...(query.isFirst && {
          includeConfig: settings.noCustomConfig ? undefined : true,
          includeNotificationCount: true,
        }),
        ...who,
      },
      { signal: query.signal ?? context.signal },
    ),
  );
  // A long answer took long to read: the browser has its turn before what is in it is shown.
  if (result.ok && result.value.comments.length > 100) {
    await new Promise<void>((resolve) => ports.clock.after(0, resolve));
  }
  store.state.reads--;
  // Read for another order or filter than the one that stands now: nobody waits for it any more.
  return { ...(store.state.root === root ? result : overtaken), startedAt };
}

/**
 * Applies a page to its branch, with everything else the answer tells. `insertList` is `mergeList` for
 * all pages but the first.
 */
export function applyPage(
  context: Context,
  page: CommentsPage,
  query: PageQuery,
  startedAt: number,
  insertList?: InsertList,
  isRefresh = false,
): InsertedPage {
  const { store, ports } = context;
  const now = ports.clock.monotonic();
  noteAnswer(context, page);
  return store.change((state) => {
    const request: PageRequest = {
      parentId: query.parentId,
      skip: query.skip,
      limit: query.limit,
      limitChildren: state.settings.repliesPageSize,
      startedAt,
      isRefresh,
    };
    const inserted = insertPage(state, page.comments, request, now, page.hasMore, insertList);
    restoreOwnVotes(context, state);
    return inserted;
  });
}

/** Takes over the count of a page, unless something changed or told it while the page was read. */
export function applyCount(context: Context, page: CommentsPage, startedAt: number): void {
  if (page.commentCount === undefined || context.store.state.filter) return;
  const { commentCount } = page;
  const now = context.ports.clock.monotonic();
  context.store.change((state) => {
    if (state.countChangedAt >= startedAt || state.countReadAt > startedAt) {
      state.doubts.add('count');
      return;
    }
    state.count = commentCount;
    state.countReadAt = now;
    touchShell(state);
  });
}

/** The viewer, the live ids and the state of the page, as every answer brings them. */
function noteAnswer(context: Context, page: CommentsPage): void {
  const { live, store } = context;
  if (page.tenantIdWS) live.tenantIdWS = page.tenantIdWS;
  if (page.urlIdWS) live.urlIdWS = page.urlIdWS;
  if (page.userIdWS) live.userIdWS = page.userIdWS;
  live.serverTime = Math.max(live.serverTime, page.lastGenDate ?? 0, newestDate(page.comments));
  store.change((state) => {
    state.viewer = {
      ...state.viewer,
      isKnownToReads: page.user !== null || context.who().sso !== undefined,
      user: page.user ?? state.viewer.user,
      isSiteAdmin: page.isSiteAdmin ?? state.viewer.isSiteAdmin,
    };
    if (page.isClosed !== undefined && page.isClosed !== state.isClosed) {
      state.isClosed = page.isClosed;
      state.touched.add('all');
    }
    if (page.customConfig)
      setLayer(state, 'server', { ...state.layers.server, ...page.customConfig });
  });
}

function newestDate(comments: CommentsPage['comments']): number {
  let newest = 0;
  for (const { date, children } of comments) {
    newest = Math.max(newest, date === null ? 0 : Date.parse(date) || 0);
    if (children) newest = Math.max(newest, newestDate(children));
  }
  return newest;
}

/** Votes this device knows of, where the service cannot tell who asks. */
function restoreOwnVotes(context: Context, state: ThreadState): void {
  if (state.viewer.isKnownToReads) return;
  for (const [id, { vote }] of context.kept.keys) {
    const entry = state.entries.get(id);
    if (vote && entry?.vote.direction === 0) {
      entry.vote = { direction: vote.direction, voteId: vote.voteId, isPending: vote.isPending };
      state.touched.add(`row:${entry.key}`);
    }
  }
}
