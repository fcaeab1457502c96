/** The way to one comment: loading what leads to it, and opening it. */
import { getCommentsPublic } from '../api/index.js';
import { revealHeld } from '../store/changes.js';
import { branchOf, touchList, touchRow, type CommentId } from '../store/index.js';
import { askAsVisitor, isLeft, type Context } from './context.js';
import { loadMore } from './pager.js';

/** Pages loaded at most on the way to one comment. */
const pageLimit = 60;

/** Loads and opens everything above a comment; resolves to its row key, or null if it is not there. */
export async function findWay(context: Context, commentId: CommentId): Promise<string | null> {
  const { store } = context;
  if (!store.state.entries.has(commentId)) {
    const chain = await readChain(context, commentId);
    if (!chain) return null;
    for (let index = 0; index < chain.ids.length; index++) {
      const id = chain.ids[index] ?? '';
      const parentId = chain.parents[index] ?? null;
      for (let page = 0; !store.state.entries.has(id) && page < pageLimit; page++) {
        if (page > 0 && !branchOf(store.state, parentId).hasMore) return null;
        await loadMore(context, parentId);
        if (isLeft(context) || branchOf(store.state, parentId).failure) return null;
      }
    }
  }
  const entry = store.state.entries.get(commentId);
  if (!entry) return null;
  store.change((state) => {
    for (let at: typeof entry | undefined = entry; at;) {
      if (at.isHeld) revealHeld(state, at.parentId);
      if (at.parentId === null) break;
      const branch = branchOf(state, at.parentId);
      if (branch.isClosed) {
        branch.isClosed = false;
        touchList(state, at.parentId);
        touchRow(state, at.parentId);
      }
      at = state.entries.get(at.parentId);
    }
  });
  return entry.key;
}

/** Asks for the page on which a comment stands, with what leads to it. */
export function readPageOf(context: Context, commentId: CommentId) {
  const { signal, store, tenantId, transport, urlId } = context;
  const { direction } = store.state;
  return askAsVisitor(context, (who) =>
    getCommentsPublic(
      transport,
      { tenantId, urlId, direction, fetchPageForCommentId: commentId, ...who },
      { signal },
    ),
  );
}

/** The comment's ancestors and itself, top level first, as the page that holds it tells them. */
async function readChain(
  context: Context,
  commentId: CommentId,
): Promise<{ ids: CommentId[]; parents: (CommentId | null)[] } | null> {
  const { store } = context;
  const result = await readPageOf(context, commentId);
  if (!result.ok || isLeft(context)) return null;
  const byId = new Map(result.value.comments.map((comment) => [comment._id, comment]));
  const ids: CommentId[] = [];
  const parents: (CommentId | null)[] = [];
  for (let at = byId.get(commentId); at;) {
    const parentId: CommentId | null = at.parentId ?? null;
    ids.unshift(at._id);
    parents.unshift(parentId);
    if (parentId === null || store.state.entries.has(parentId)) return { ids, parents };
    at = byId.get(parentId);
  }
  return null;
}
