/**
 * Posting: at once on the screen, exactly once on the service.
 *
 * Longer than a file should be: the ways a post can take are one state machine.
 */
import { createCommentPublic } from '../api/index.js';
import {
  writeJson,
  type Failure,
  type PublicComment,
  type UserSessionInfo,
} from '../core/index.js';
import {
  answerBroadcast,
  beginPost,
  discardPost,
  registerBroadcast,
  settlePost,
  updatePost,
} from '../store/changes.js';
import { setLayer, type Draft, type PostOperation } from '../store/index.js';
import {
  askAsVisitor,
  forHost,
  isLeft,
  reportFailure,
  userForHost,
  type Context,
  type SubmittedComment,
} from './context.js';
import {
  draftsOf,
  dropDraft,
  ensureAnonUserId,
  isAnswerLost,
  keepOutbox,
  keeperOf,
} from './acting.js';
import { findPost, noteBefore } from './find-post.js';

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
      {
        id: `local-${ports.createId()}`,
        parentId,
        draft,
        date: ports.clock.wall(),
        since: context.live.serverTime,
      },
      !ports.isOnline(),
      ports.clock.monotonic(),
    ),
  );
  ports.emit('focus', { key: post.id });
  if (post.state === 'sending') void sendPost(context, post);
  return true;
}

/** A post that nothing is being done with: it waits, or was not taken. */
function restingPost(context: Context, key: string): PostOperation | null {
  const post = context.store.state.operations.get(key);
  return post?.kind === 'post' && (post.state === 'failed' || post.state === 'waiting')
    ? post
    : null;
}

/**
 * "Try again": if it may have arrived, it is looked for first, and as long as nobody can tell it is
 * not sent again. `looks`: milliseconds before each look at the event log.
 */
export async function retryPost(
  context: Context,
  key: string,
  looks: readonly number[] = [0],
): Promise<void> {
  const post = restingPost(context, key);
  if (!post || (post.mayHaveArrived && !(await isAbsent(context, post, looks)))) return;
  await sendPost(context, post);
}

/** "Discard": the text is gone for good. */
export function dropPost(context: Context, key: string): void {
  const post = context.store.state.operations.get(key);
  if (post?.kind !== 'post') return;
  context.store.change((state) => discardPost(state, post));
  dropDraft(context, post.parentId, post.draft.text);
}

/** "Edit": takes a comment that is not on the service back into its box. */
export async function editPost(context: Context, key: string): Promise<void> {
  const post = restingPost(context, key);
  if (!post || (post.mayHaveArrived && !(await isAbsent(context, post, [0])))) return;
  returnPost(context, post, null);
}

/** Gives a post back to its box; the text is kept first, should there be no box. */
function returnPost(context: Context, post: PostOperation, failure: Failure | null): void {
  const { draft, parentId } = post;
  becomeDraft(context, parentId, draft);
  context.store.change((state) => discardPost(state, post));
  context.ports.emit('post-returned', { parentId, draft, failure });
}

/** Keeps a text that was not sent as the draft of its box, before what stands there meanwhile. */
export function becomeDraft(context: Context, parentId: string | null, draft: Draft): void {
  const { name, email, link, text } = draft;
  const other = draftsOf(context).read(parentId)?.text ?? '';
  const whole = other === '' || other.startsWith(text) ? other || text : `${text}\n\n${other}`;
  draftsOf(context).write(parentId, { text: whole, name, email, link });
}

/** Looks for a post; true if the service has not got it. Else it is settled, or still unknown. */
async function isAbsent(
  context: Context,
  post: PostOperation,
  looks?: readonly number[],
): Promise<boolean> {
  change(context, post, { state: 'checking', failure: null });
  const found = await findPost(context, post, looks);
  if (found.kind === 'there') finishPost(context, post, found.comment);
  if (found.kind === 'unknown') {
    change(context, post, { state: 'failed', failure: found.failure });
    reportFailure(context, 'createCommentPublic', found.failure);
  }
  return found.kind === 'absent';
}

/** After a reload: finds out what became of a post that was under way. */
export async function resumePost(context: Context, post: PostOperation): Promise<void> {
  if (await isAbsent(context, post)) change(context, post, { state: 'failed', failure: lost });
}

/** What is said of a post that was under way when the page went. */
const lost: Failure = {
  kind: 'network',
  code: 'network',
  reason: 'the page was left before the service answered',
  status: 0,
  retryable: true,
};

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
  noteBefore(context, post);
  change(context, post, { state: 'sending', failure: null, mayHaveArrived: true });
  const result = await askAsVisitor(context, (who) => {
    broadcastId = ports.createId();
    store.change((state) => registerBroadcast(state, broadcastId, post.id));
    keepOutbox(context);
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
    const { comment, user, userIdWS } = result.value;
    const date = dateOf(comment);
    store.change((state) => {
      answerBroadcast(state, broadcastId);
      // One that was only handed back tells nothing of the service's time.
      if (date > 0 && date !== now.getTime()) {
        const offset = date - ports.clock.monotonic();
        state.serverOffset = Math.max(state.serverOffset ?? -Infinity, offset);
      }
    });
    if (userIdWS) context.live.userIdWS = userIdWS;
    noteUser(context, user);
    finishPost(context, post, comment);
    return;
  }
  const { failure } = result;
  reportFailure(context, 'createCommentPublic', failure);
  if (isAnswerLost(failure)) {
    change(context, post, { state: 'checking' });
    const found = await findPost(context, post);
    if (found.kind === 'there') finishPost(context, post, found.comment);
    else if (found.kind !== 'settled') {
      change(context, post, { state: ports.isOnline() ? 'failed' : 'waiting', failure });
    }
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
    returnPost(context, post, failure);
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

/** Epoch milliseconds of a comment's date; 0 if it has none. */
function dateOf({ date }: PublicComment): number {
  return date === null ? 0 : Date.parse(date) || 0;
}

/** The service has the comment: it is settled, kept as own, and told to the host. */
function finishPost(context: Context, post: PostOperation, comment: PublicComment): void {
  const { ports, store } = context;
  const keeper = keeperOf(context);
  if (comment.editKey) keeper.keepEditKey(comment._id, comment.editKey);
  context.live.serverTime = Math.max(context.live.serverTime, dateOf(comment));
  store.change((state) => {
    const isNew = state.operations.has(post.id) || !state.entries.has(comment._id);
    const entry = settlePost(state, post, comment, ports.clock.monotonic());
    if (entry) state.viewer.editable.add(entry.id);
    return isNew;
  });
  dropDraft(context, post.parentId, post.draft.text);
  context.tabs?.post({ type: 'draft', parentId: post.parentId, draft: null });
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
  const news = Object.entries(user).filter(
    ([name, value]) => writeJson(value) !== writeJson(before?.[name as keyof UserSessionInfo]),
  );
  if (news.length > 0) {
    store.change((state) => {
      state.viewer = { ...state.viewer, user: { ...state.viewer.user, ...user } };
      state.touched.add('shell');
      // No row shows which session it is: the first vote in a long thread leaves all others alone.
      if (news.some(([name]) => name !== 'sessionId')) state.touched.add('all');
    });
  }
  if (user.username && before?.id !== user.id) {
    ports.emit('authentication-change', {
      event: 'user-set',
      data: userForHost(store.state.viewer.user),
    });
  }
}
