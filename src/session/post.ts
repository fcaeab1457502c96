/** Posting: at once on the screen, exactly once on the service. */
import { createCommentPublic } from '../api/index.js';
import type { Failure, PublicComment, UserSessionInfo } from '../core/index.js';
import {
  answerBroadcast,
  beginPost,
  discardPost,
  registerBroadcast,
  settlePost,
  updatePost,
} from '../store/changes.js';
import { isMine, setLayer, type Draft, type PostOperation } from '../store/index.js';
import { lookForEcho } from './answers.js';
import {
  askAsVisitor,
  forHost,
  isLeft,
  reportFailure,
  userForHost,
  type Context,
  type SubmittedComment,
} from './context.js';
import { readPage } from './read.js';
import { draftsOf, ensureAnonUserId, isAnswerLost, keeperOf } from './acting.js';

/** Refusals that are about the form: its text goes back into the box, the message to its field. */
const formCodes = new Set([
  'username-taken',
  'invalid-name',
  'invalid-name-is-email',
  'invalid-email',
  'missing-email',
  'comment-too-big',
  'empty-comment',
  'unauthorized',
  'tos-not-accepted',
]);

/** Whether a refusal has to be mended in the form. */
function isAboutForm({ status, code }: Failure): boolean {
  return status === 401 || formCodes.has(code);
}

/**
 * Posts a comment. `maySubmit` asks the host: true, or a text that says why not (empty: no reason
 * given). Resolves as soon as it stands in the thread; false if the host held it back (the text then
 * stays in the box).
 */
export async function postComment(
  context: Context,
  parentId: string | null,
  draft: Draft,
  maySubmit: (comment: SubmittedComment) => Promise<true | string>,
): Promise<boolean> {
  const { ports, store } = context;
  const verdict = await maySubmit({
    parentId,
    comment: draft.text,
    commenterName: draft.name,
    commenterEmail: draft.email,
    commenterLink: draft.link,
  });
  if (verdict !== true) {
    if (verdict) ports.emit('announce', { text: verdict, isAlert: true });
    return false;
  }
  ensureAnonUserId(context);
  const post = store.change((state) =>
    beginPost(
      state,
      { id: `local-${ports.createId()}`, parentId, draft, date: ports.clock.wall() },
      !ports.isOnline(),
      ports.clock.monotonic(),
    ),
  );
  ports.emit('focus', { key: post.id });
  if (post.state === 'sending') void sendPost(context, post);
  return true;
}

/** "Try again": if it may have arrived, it is looked for first. */
export async function retryPost(context: Context, key: string): Promise<void> {
  const post = context.store.state.operations.get(key);
  if (post?.kind !== 'post' || (post.state !== 'failed' && post.state !== 'waiting')) return;
  if (post.mayHaveArrived) {
    change(context, post, { state: 'checking', failure: null });
    if (await findPost(context, post, [0])) return;
  }
  await sendPost(context, post);
}

/** "Discard": the text is gone for good. */
export function dropPost(context: Context, key: string): void {
  const post = context.store.state.operations.get(key);
  if (post?.kind !== 'post') return;
  context.store.change((state) => discardPost(state, post));
  draftsOf(context).remove(post.parentId);
}

/** Sends what waited for the network, in the order in which it was written. */
export async function sendWaiting(context: Context): Promise<void> {
  for (const operation of [...context.store.state.operations.values()]) {
    if (operation.kind === 'post' && operation.state === 'waiting') {
      await retryPost(context, operation.id);
    }
  }
}

function change(
  context: Context,
  post: PostOperation,
  values: Parameters<typeof updatePost>[2],
): void {
  if (context.store.state.operations.get(post.id) !== post) return;
  context.store.change((state) => updatePost(state, post, values));
}

async function sendPost(context: Context, post: PostOperation): Promise<void> {
  const { ports, store, tenantId, transport, urlId } = context;
  const keeper = keeperOf(context);
  const { settings, viewer } = store.state;
  const { url, title } = ports.page();
  const now = new Date(ports.clock.wall());
  let broadcastId = '';
  change(context, post, { state: 'sending', failure: null, mayHaveArrived: true });
  const result = await askAsVisitor(context, (who) => {
    broadcastId = ports.createId();
    store.change((state) => registerBroadcast(state, broadcastId, post.id));
    return createCommentPublic(
      transport,
      {
        tenantId,
        urlId,
        broadcastId,
        sessionId: keeper.sessionId,
        ...who,
        body: {
          commenterName: viewer.user?.username ?? post.draft.name ?? settings.defaultUsername ?? '',
          commenterEmail: viewer.user?.email ?? post.draft.email ?? null,
          commenterLink: viewer.user?.websiteUrl ?? post.draft.link ?? undefined,
          comment: post.draft.text,
          parentId: post.parentId,
          url: settings.url ?? url,
          urlId,
          pageTitle: settings.pageTitle ?? title,
          date: now.getTime(),
          localDateString: now.toString(),
          localDateHours: now.getHours(),
          mentions: post.draft.mentions,
          tos: post.draft.hasConsented ? true : undefined,
          meta: settings.commentMeta as Record<string, unknown> | undefined,
          moderationGroupIds: settings.moderationGroupIds as string[] | undefined,
          productId: settings.productId as number | undefined,
        },
      },
      { signal: context.signal },
    );
  });
  if (isLeft(context)) return;
  if (result.ok) {
    store.change((state) => answerBroadcast(state, broadcastId));
    const { comment, user, userIdWS } = result.value;
    if (userIdWS) context.live.userIdWS = userIdWS;
    noteUser(context, user);
    finishPost(context, post, comment);
    return;
  }
  const { failure } = result;
  reportFailure(context, 'createCommentPublic', failure);
  if (isAnswerLost(failure)) {
    change(context, post, { state: 'checking' });
    if (!(await findPost(context, post))) change(context, post, { state: 'failed', failure });
    return;
  }
  if (failure.customConfig) {
    const { customConfig } = failure;
    store.change((state) => setLayer(state, 'server', { ...state.layers.server, ...customConfig }));
  }
  if (!viewer.user?.username && isAboutForm(failure)) {
    ports.emit('authentication-change', { event: 'authentication-failed', data: null });
  }
  if (isAboutForm(failure)) {
    if (failure.status === 401) forgetGuest(context);
    store.change((state) => discardPost(state, post));
    ports.emit('post-returned', { parentId: post.parentId, draft: post.draft, failure });
    return;
  }
  change(context, post, { state: 'failed', failure, mayHaveArrived: false });
}

/** A guest session the service no longer knows must not look like anybody. */
function forgetGuest(context: Context): void {
  keeperOf(context).sessionId = undefined;
  context.store.change((state) => {
    if (context.identity().kind === 'sso') return;
    state.viewer = { ...state.viewer, user: null };
    state.touched.add('shell').add('all');
  });
}

/** The service has the comment: it is settled, kept as own, and told to the host. */
function finishPost(context: Context, post: PostOperation, comment: PublicComment): void {
  const { ports, store } = context;
  const keeper = keeperOf(context);
  const drafts = draftsOf(context);
  if (comment.editKey) keeper.keepEditKey(comment._id, comment.editKey);
  const date = comment.date === null ? 0 : Date.parse(comment.date) || 0;
  context.live.serverTime = Math.max(context.live.serverTime, date);
  store.change((state) => {
    const isNew = state.operations.has(post.id) || !state.entries.has(comment._id);
    const entry = settlePost(state, post, comment, ports.clock.monotonic());
    if (entry) state.viewer.editable.add(entry.id);
    return isNew;
  });
  const draft = drafts.read(post.parentId);
  if (draft?.text === post.draft.text) drafts.remove(post.parentId);
  context.tabs?.post({ type: 'draft', parentId: post.parentId });
  ports.emit('reply-success', { comment: forHost(comment) });
  if (!store.state.settings.disableSuccessMessage)
    ports.emit('announce', { key: post.parentId === null ? 'commentPosted' : 'replyPosted' });
}

/** What an answer says of the visitor is merged: it may leave fields out. */
export function noteUser(context: Context, user: UserSessionInfo | null | undefined): void {
  if (!user) return;
  const { ports, store } = context;
  const keeper = keeperOf(context);
  const before = store.state.viewer.user;
  if (user.sessionId && user.sessionId !== keeper.sessionId) {
    keeper.sessionId = user.sessionId;
    ports.emit('authentication-change', { event: 'session-id-set', data: null });
  }
  store.change((state) => {
    state.viewer = { ...state.viewer, user: { ...state.viewer.user, ...user } };
    state.touched.add('shell').add('all');
  });
  if (user.username && before?.id !== user.id) {
    ports.emit('authentication-change', {
      event: 'user-set',
      data: userForHost(store.state.viewer.user),
    });
  }
}

/** How many comments are looked through for a post whose answer was lost. */
const searchSize = 50;

/**
 * Looks for a post whose answer was lost: by its echo, in the event log, then among the newest
 * comments of its parent by author and text. Returns whether it is settled.
 */
async function findPost(
  context: Context,
  post: PostOperation,
  looks?: readonly number[],
): Promise<boolean> {
  const { store, ports } = context;
  const isSettled = () => !store.state.operations.has(post.id);
  const known = new Set(store.state.entries.keys());
  if ((await lookForEcho(context, isSettled, looks)) || isLeft(context)) return true;
  const fingerprint = await ports.loadFingerprint();
  const wanted = fingerprint(post.draft.text);
  const result = await readPage(context, {
    parentId: post.parentId,
    skip: 0,
    limit: searchSize,
    depth: 0,
    direction: 'NF',
  });
  if (isLeft(context) || isSettled()) return true;
  if (!result.ok) return false;
  const author = store.state.viewer.user?.username ?? post.draft.name;
  const match = result.value.comments.find((comment) => {
    if (known.has(comment._id) || fingerprint(comment.commentHTML) !== wanted) return false;
    const entry = store.state.entries.get(comment._id);
    if (entry && isMine(store.state, entry)) return true;
    const { user, anonUserId } = store.state.viewer;
    const ids = [comment.userId, comment.anonUserId].filter(Boolean);
    if (ids.some((id) => id === user?.id || id === anonUserId)) return true;
    return comment.commenterName === author;
  });
  if (!match) return false;
  finishPost(context, post, match);
  return true;
}
