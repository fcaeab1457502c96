/** Flag, block, pin and lock: switches that show at once and follow the service's answer. */
import {
  blockFromCommentPublic,
  flagCommentPublic,
  lockComment,
  pinComment,
  unBlockCommentPublic,
  unLockComment,
  unPinComment,
} from '../api/index.js';
import type { CommentPositions, Failure, Result } from '../core/index.js';
import {
  answerBroadcast,
  authorsOf,
  beginWish,
  endWish,
  isWishOpen,
  registerBroadcast,
  settleBlock,
  settleSwitch,
} from '../store/changes.js';
import { sameAuthor } from '../store/changes.js';
import { type Entry, type WishOperation } from '../store/index.js';
import { askAsVisitor, forHost, isLeft, reportFailure, type Context, type Who } from './context.js';
import { pause } from './answers.js';
import { showRefusal } from './refusal.js';
import { actorId, ensureAnonUserId, isAnswerLost } from './acting.js';
import { isKeptWish } from './outbox.js';

/** A switch of a comment. */
export type SwitchKind = 'flag' | 'block' | 'pin' | 'lock';

/** How often a switch whose answer was lost is set again: setting it twice is setting it once. */
const attempts = 3;

/** Milliseconds for which "Undo" is offered. */
const undoTime = 12_000;

/** Sets a switch. `isUndo`: no new "Undo" is offered for it. */
export async function setSwitch(
  context: Context,
  kind: SwitchKind,
  commentId: string,
  isOn: boolean,
  isUndo = false,
): Promise<void> {
  const { store } = context;
  const entry = store.state.entries.get(commentId);
  if (!entry) return;
  if (kind === 'flag' || kind === 'block') ensureAnonUserId(context);
  const operation = store.change((state) => {
    state.notices.delete(commentId);
    if (kind === 'flag') state.shownAnyway.delete(commentId);
    return beginWish(state, kind, entry, isOn ? 1 : 0);
  });
  if ((kind === 'flag' || kind === 'block') && isOn && !isUndo) offerUndo(context, kind, commentId);
  if (operation && !operation.isSending) await sendSwitches(context, kind, operation);
}

/** "Undo" stays in the comment's place for a while; taking it turns the switch off again. */
function offerUndo(context: Context, kind: 'flag' | 'block', commentId: string): void {
  const { ports, store } = context;
  const notice = { kind: kind === 'flag' ? 'flagged' : 'blocked', canUndo: true } as const;
  const touch = () => `row:${store.state.entries.get(commentId)?.key ?? commentId}`;
  store.change((state) => {
    state.notices.set(commentId, notice);
    state.touched.add(touch());
  });
  ports.emit('announce', { key: kind === 'flag' ? 'commentFlagged' : 'userBlocked' });
  ports.clock.after(undoTime, () => {
    if (isLeft(context) || store.state.notices.get(commentId) !== notice) return;
    store.change((state) => {
      state.notices.delete(commentId);
      state.touched.add(touch());
    });
  });
}

/** Sends a switch, and what is wished meanwhile. Without a network flags and blocks wait. */
export async function sendSwitches(
  context: Context,
  kind: SwitchKind,
  operation: WishOperation,
): Promise<void> {
  const { ports, store } = context;
  const mayWait = () => isKeptWish(operation) && !ports.isOnline();
  operation.isSending = true;
  for (let attempt = 1; ;) {
    const entry = store.state.entries.get(operation.commentId);
    if (!entry || !store.change((state) => isWishOpen(state, operation))) break;
    if (mayWait()) break;
    const failure = await sendSwitch(context, kind, entry, operation);
    if (isLeft(context)) return;
    operation.mayHaveArrived = failure !== null && isAnswerLost(failure);
    if (!failure) continue;
    if (isAnswerLost(failure) && (attempt < attempts || mayWait())) {
      await pause(context, 1000 * attempt++);
      if (isLeft(context)) return;
      continue;
    }
    store.change((state) => endWish(state, operation));
    reportFailure(context, operationIds[kind], failure);
    showRefusal(context, operation.commentId, kind, failure);
    break;
  }
  operation.isSending = false;
}

const operationIds = {
  flag: 'flagCommentPublic',
  block: 'blockFromCommentPublic',
  pin: 'pinComment',
  lock: 'lockComment',
} as const;

/** Makes one call; null when it was answered well. */
async function sendSwitch(
  context: Context,
  kind: SwitchKind,
  entry: Entry,
  operation: WishOperation,
): Promise<Failure | null> {
  const { ports, store, tabs } = context;
  const isOn = operation.wish === 1;
  const now = () => ports.clock.monotonic();
  const userId = actorId(context);
  if (kind === 'block') {
    const result = await callBlock(context, entry, isOn);
    if (isLeft(context)) return null;
    if (!result.ok) return result.failure;
    const statuses = { [entry.id]: isOn, ...result.value.commentStatuses };
    const authors = authorsOf(entry);
    store.change((state) => settleBlock(state, authors, isOn, statuses, now()));
    tabs?.post({ type: 'block', authors, isOn, statuses });
    ports.emit('user-blocked', { userId, comment: forHost(entry.data), isBlocked: isOn });
    return null;
  }
  if (kind === 'flag') {
    const { transport, tenantId } = context;
    const result = await askAsVisitor(context, (who) =>
      flagCommentPublic(
        transport,
        { commentId: entry.id, tenantId, isFlagged: isOn, ...who },
        { signal: context.signal },
      ),
    );
    if (isLeft(context)) return null;
    if (!result.ok) return result.failure;
    settle(context, kind, entry, isOn);
    tabs?.post({ type: 'flag', commentId: entry.id, isOn });
    ports.emit('comment-flagged', { userId, comment: forHost(entry.data), isFlagged: isOn });
    return null;
  }
  const broadcastId = ports.createId();
  store.change((state) => registerBroadcast(state, broadcastId, operation.id));
  const params = {
    tenantId: context.tenantId,
    commentId: entry.id,
    broadcastId,
    sso: context.who().sso,
  };
  const options = { signal: context.signal };
  if (kind === 'lock') {
    const result = await (isOn ? lockComment : unLockComment)(context.transport, params, options);
    if (isLeft(context)) return null;
    if (!result.ok) return result.failure;
    settle(context, kind, entry, isOn);
  } else {
    const result = await (isOn ? pinComment : unPinComment)(context.transport, params, options);
    if (isLeft(context)) return null;
    if (!result.ok) return result.failure;
    const { commentPositions } = result.value;
    settle(context, kind, entry, isOn, commentPositions);
  }
  store.change((state) => answerBroadcast(state, broadcastId));
  return null;
}

/** Takes over what was answered. The thread may have been loaded anew meanwhile, or be about to. */
function settle(
  { ports, store }: Context,
  kind: 'flag' | 'pin' | 'lock',
  entry: Entry,
  isOn: boolean,
  positions?: CommentPositions,
): void {
  store.change((state) => {
    const current = state.entries.get(entry.id);
    if (current !== entry) state.doubts.add(entry.id);
    if (current) settleSwitch(state, kind, current, isOn, ports.clock.monotonic(), positions);
  });
}

/** Blocks or unblocks; the service is told of every comment of the author that is held here. */
function callBlock(
  context: Context,
  entry: Entry,
  isOn: boolean,
): Promise<Result<{ readonly commentStatuses: Readonly<Record<string, boolean>> }>> {
  const { store, tenantId, transport } = context;
  const commentIds = sameAuthor(store.state, entry).map(({ id }) => id);
  const call = isOn ? blockFromCommentPublic : unBlockCommentPublic;
  return askAsVisitor(context, (who: Who) =>
    call(
      transport,
      { commentId: entry.id, tenantId, ...who, body: { commentIds } },
      { signal: context.signal },
    ),
  );
}
