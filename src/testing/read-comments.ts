import type { PublicComment, SortDirection } from '../core/index.js';
import { maySee, readDirection, type Call } from './call.js';
import { getCommentsForUser } from './comments-for-user.js';
import type { CommentDoc } from './documents.js';
import { operation, type Answer } from './operation.js';
import {
  publicComment,
  viewerMarks,
  type CommentInMaking,
  type ViewerMarks,
} from './public-comment.js';
import { readPaging, type Paging } from './paging.js';
import type { Page } from './settings.js';
import { order, pinnedFirst, type Thread } from './thread.js';
import { officialTexts } from './translations.js';
import { unreadCount, takeUnreadComments } from './notifications.js';
import { canModerate, sessionInfo, userIdWS, type Viewer } from './viewer.js';

/** One page as one viewer sees it. */
interface Reading {
  readonly call: Call;
  readonly page: Page;
  readonly thread: Thread;
  readonly viewer: Viewer;
  readonly direction: SortDirection;
  readonly marks: ViewerMarks;
}

/** What one way of paging answers. */
interface Part {
  readonly comments: PublicComment[];
  readonly pageNumber: number;
  readonly hasMore: boolean;
  readonly includesPastPages?: true;
}

/** The children of a comment that the viewer may see, oldest first; the top level for null. */
function visibleChildren(reading: Reading, parentId: string | null): readonly CommentDoc[] {
  const children = reading.thread.children(parentId);
  if (reading.thread.hiddenCount === 0 || canModerate(reading.viewer)) return children;
  return children.filter((comment) => maySee(reading.viewer, comment));
}

function sortedChildren(reading: Reading, parentId: string | null): CommentDoc[] {
  const sorted = order(visibleChildren(reading, parentId), reading.direction);
  return parentId === null ? pinnedFirst(sorted) : sorted;
}

/** Everything the viewer may see in reading order: every comment before its replies. */
function flattened(reading: Reading): CommentDoc[] {
  const found: CommentDoc[] = [];
  const waiting = sortedChildren(reading, null).reverse();
  for (let comment = waiting.pop(); comment; comment = waiting.pop()) {
    found.push(comment);
    if (reading.thread.children(comment._id).length > 0) {
      waiting.push(...sortedChildren(reading, comment._id).reverse());
    }
  }
  return found;
}

function show(reading: Reading, comment: CommentDoc): CommentInMaking {
  return publicComment(reading.call.state, reading.page, comment, reading.marks);
}

/** A comment with the replies that fit: `depth` levels, of each list one page. */
function subtree(
  reading: Reading,
  paging: Paging,
  comment: CommentDoc,
  depth: number,
): CommentInMaking {
  const shown = show(reading, comment);
  const total = visibleChildren(reading, comment._id).length;
  shown.hasChildren = total > 0;
  if (paging.countChildren) shown.childCount = total;
  let nested = 0;
  if (depth > 0 && total > 0) {
    const { skipChildren, limitChildren } = paging;
    shown.children = sortedChildren(reading, comment._id)
      .slice(skipChildren, skipChildren + limitChildren)
      .map((child) => {
        const included = subtree(reading, paging, child, depth - 1);
        nested += 1 + (included.nestedChildrenCount ?? 0);
        return included;
      });
  }
  shown.nestedChildrenCount = nested;
  return shown;
}

/** One slice of a list, as a tree or flat. */
function slice(reading: Reading, paging: Paging, list: CommentDoc[], depth: number): Part {
  const { skip, limit, page } = paging;
  const from = page === null ? skip : Math.max(0, page) * reading.page.pageSize;
  const size = page === null ? limit : page < 0 ? Infinity : reading.page.pageSize;
  const comments = list
    .slice(from, from + size)
    .map((comment) =>
      paging.asTree ? subtree(reading, paging, comment, depth) : show(reading, comment),
    );
  return { comments, pageNumber: Math.max(0, page ?? 0), hasMore: from + size < list.length };
}

/** Page mode: a flat list in which replies count. */
function pageOf(reading: Reading, paging: Paging, list: CommentDoc[]): Part {
  const { pageSize } = reading.page;
  const wanted = reading.call.query.text('fetchPageForCommentId');
  const at = wanted === null ? -1 : list.findIndex((comment) => comment._id === wanted);
  const last = Math.max(0, Math.ceil(list.length / pageSize) - 1);
  if (at >= 0 || paging.page === -1) {
    const pageNumber = at >= 0 ? Math.floor(at / pageSize) : last;
    const upTo = (pageNumber + 1) * pageSize;
    return {
      comments: list.slice(0, upTo).map((comment) => show(reading, comment)),
      pageNumber,
      hasMore: upTo < list.length,
      includesPastPages: true,
    };
  }
  return slice(reading, paging, list, 0);
}

/** The comments a search, hashtag or author filter leaves, or null if there is no filter. */
function filtered(reading: Reading): CommentDoc[] | null {
  const { query } = reading.call;
  const text = query.text('searchText')?.toLowerCase() ?? null;
  const tags = query.list('hashTags').map((tag) => tag.toLowerCase().replace(/^#?/, '#'));
  const author = query.text('userId');
  if (text === null && tags.length === 0 && author === null) return null;
  const matching = flattened(reading)
    .filter((comment) => !comment.isDeleted)
    .filter((comment) => text === null || comment.text.toLowerCase().includes(text))
    .filter((comment) =>
      tags.every((tag) => comment.hashTags.some((held) => held.tag.toLowerCase() === tag)),
    )
    .filter(
      (comment) => author === null || comment.userId === author || comment.anonUserId === author,
    )
    .sort((a, b) => a.date - b.date);
  return order(matching, reading.direction);
}

/** How many comments the page has for this viewer: the top level, or all. */
function countComments(reading: Reading, all: boolean): number {
  const { thread, viewer } = reading;
  if (!all) return visibleChildren(reading, null).length;
  if (thread.hiddenCount === 0 || canModerate(viewer)) return thread.size;
  let count = 0;
  const waiting = [...visibleChildren(reading, null)];
  for (let comment = waiting.pop(); comment; comment = waiting.pop()) {
    count += 1;
    waiting.push(...visibleChildren(reading, comment._id));
  }
  return count;
}

function readPart(reading: Reading, paging: Paging): Part & { readonly found?: number } {
  const list = filtered(reading);
  if (list) {
    const part =
      paging.page === null ? slice(reading, paging, list, 0) : pageOf(reading, paging, list);
    return { ...part, found: list.length };
  }
  const parent = reading.call.query.text('parentId');
  const parentId = parent === 'null' ? null : parent;
  if (parentId !== null) {
    return slice(reading, paging, sortedChildren(reading, parentId), paging.maxTreeDepth);
  }
  if (paging.asTree) {
    return slice(reading, paging, sortedChildren(reading, null), paging.maxTreeDepth);
  }
  const all = flattened(reading);
  return paging.page === null ? slice(reading, paging, all, 0) : pageOf(reading, paging, all);
}

/** The configuration of a page as an answer carries it. */
function configOf(call: Call, page: Page): Record<string, unknown> {
  const { query } = call;
  const config = { ...page.config };
  // The texts are English; a client that asked for another language keeps its own.
  const speaksEnglish = /^en|^$/i.test(query.text('locale') ?? '');
  if (query.flag('includei10n') && speaksEnglish) {
    config.translations = {
      ...officialTexts('comment-ui', query.flag('useFullTranslationIds')),
      ...(page.config.translations as Record<string, string> | undefined),
    };
  }
  return config;
}

function getCommentsPublic(call: Call): Answer {
  const { state, query, viewer } = call;
  const page = call.page(call.urlId());
  call.needAccess(page);
  // Refusals first: reading marks comments as seen.
  const paging = readPaging(call, page);
  const direction = readDirection(query, page);
  const marks = viewerMarks(state, viewer, page);
  const reading: Reading = {
    call,
    page,
    thread: call.thread(page.urlId),
    viewer,
    direction,
    marks: { ...marks, unread: takeUnreadComments(state, viewer, page) },
  };
  const part = readPart(reading, paging);
  return {
    status: 'success',
    comments: part.comments,
    user: sessionInfo(state, viewer),
    pageNumber: part.pageNumber,
    hasMore: part.hasMore,
    ...(part.includesPastPages ? { includesPastPages: true } : {}),
    commentCount: part.found ?? countComments(reading, query.flag('countAll')),
    urlIdClean: page.urlId,
    lastGenDate: state.now(),
    isSiteAdmin: canModerate(viewer),
    isClosed: page.settings.isClosed === true,
    ...(page.tenant.isDemo ? { isDemo: true } : {}),
    ...(query.flag('isCrawler') ? { isCrawler: true } : {}),
    presencePollState: 1,
    tenantIdWS: call.tenantId,
    urlIdWS: encodeURIComponent(`${call.tenantId}:${page.urlId}`),
    userIdWS: userIdWS(viewer),
    ...(query.flag('includeConfig') ? { customConfig: configOf(call, page) } : {}),
    ...(query.flag('includeNotificationCount')
      ? { notificationCount: unreadCount(state, viewer, call.tenantId) }
      : {}),
  };
}

/** Reading comments. */
export const readOperations = [
  operation('getCommentsPublic', 'GET', '/comments/{tenantId}', 'sso', getCommentsPublic),
  operation(
    'getCommentsForUser',
    'GET',
    '/comments-for-user',
    'cookie',
    getCommentsForUser,
    'none',
  ),
];
