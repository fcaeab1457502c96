/** Voting: the last wish wins, one call at a time. */
import { deleteCommentVote, voteComment } from '../api/index.js';
import type { Failure } from '../core/index.js';
import { needsForVote } from '../identity/needs.js';
import {
  answerBroadcast,
  beginWish,
  endWish,
  isWishOpen,
  registerBroadcast,
  settleVote,
} from '../store/changes.js';
import { type Entry, type OwnVote, type WishOperation } from '../store/index.js';
import { lookForEcho } from './answers.js';
import { askAsVisitor, forHost, isLeft, reportFailure, type Context } from './context.js';
import { settleDoubts } from './doubts.js';
import { noteUser } from './post.js';
import { showRefusal } from './refusal.js';
import { ensureAnonUserId, isAnswerLost, keepOutbox, keeperOf } from './acting.js';

/** How often a vote whose answer was lost is sent again. */
const attempts = 3;

/** Who votes, where the thread asks for it. */
export type VoterDetails = NonNullable<WishOperation['voter']>;

/** Wishes a vote: 1 up, -1 down, 0 none. Shown at once; the service hears of the last wish only. */
export async function vote(
  context: Context,
  commentId: string,
  wish: -1 | 0 | 1,
  details?: VoterDetails,
  mayHaveArrived = false,
): Promise<void> {
  const { ports, store } = context;
  const entry = store.state.entries.get(commentId);
  if (!entry) return;
  const needs = needsForVote(context.identity(), store.state.settings);
  if (wish !== 0 && (needs.name || needs.email) && !details) {
    ports.emit('identity-needed', { commentId, wish, failure: null });
    return;
  }
  ensureAnonUserId(context);
  const operation = store.change((state) => {
    state.notices.delete(commentId);
    return beginWish(state, 'vote', entry, wish);
  });
  if (!operation) return;
  operation.voter = details ?? operation.voter;
  operation.mayHaveArrived ||= mayHaveArrived;
  keepOutbox(context);
  if (!operation.isSending) await sendVotes(context, operation);
}

/** Sends a vote, and what is wished meanwhile. Without a network it waits. */
export async function sendVotes(context: Context, operation: WishOperation): Promise<void> {
  const { ports, store } = context;
  operation.isSending = true;
  for (let attempt = 0; attempt < attempts;) {
    const entry = store.state.entries.get(operation.commentId);
    if (!entry || !store.change((state) => isWishOpen(state, operation))) break;
    if (!ports.isOnline()) break;
    const asked = operation.wish;
    const failure = await sendVote(context, operation, entry);
    if (isLeft(context)) return;
    if (!failure) {
      attempt = 0;
      operation.mayHaveArrived = false;
      continue;
    }
    if (failure.code === 'already-voted' && operation.mayHaveArrived) {
      // Our own vote, whose answer was lost.
      settle(context, entry, { direction: asked, voteId: entry.vote.voteId }, 0);
      store.state.doubts.add(entry.id);
      void settleDoubts(context);
      continue;
    }
    if (isAnswerLost(failure)) {
      operation.mayHaveArrived = true;
      store.state.doubts.add(entry.id);
      attempt++;
      const isDone = () => entry.vote.direction === asked;
      const isSeen = await lookForEcho(context, isDone);
      if (isLeft(context)) return;
      if (isSeen || attempt < attempts || !ports.isOnline()) continue;
    }
    refuse(context, operation, entry, failure);
    break;
  }
  operation.isSending = false;
  const isOpen = store.change((state) => isWishOpen(state, operation));
  // An echo may have told that it is gone, where no answer did.
  if (!isOpen && store.state.entries.get(operation.commentId)?.vote.direction === 0) {
    keeperOf(context).keepVote(operation.commentId, null);
  }
}

/** Makes one call; null when it was answered well. */
async function sendVote(
  context: Context,
  operation: WishOperation,
  entry: Entry,
): Promise<Failure | null> {
  const { ports, store, tenantId, transport, urlId } = context;
  const keeper = keeperOf(context);
  const { settings, viewer } = store.state;
  const sentAt = ports.clock.monotonic();
  const { wish } = operation;
  let broadcastId = '';
  const register = () => {
    broadcastId = ports.createId();
    store.change((state) => registerBroadcast(state, broadcastId, operation.id));
    return broadcastId;
  };
  const kept = keeper.vote(entry.id);
  // An echo that comes before the answer takes it away.
  const before = entry.vote.voteId;
  const common = { tenantId, commentId: entry.id, urlId };
  if (wish === 0) {
    const voteId = entry.vote.voteId ?? kept?.voteId;
    if (voteId === undefined) {
      // Which vote it was is only known to the service: ask for it, and try with that.
      store.state.doubts.add(entry.id);
      await settleDoubts(context);
      if (entry.vote.voteId === undefined && entry.vote.direction !== 0) {
        return {
          kind: 'refused',
          code: 'unknown-vote',
          reason: 'the service does not say which vote is to be removed',
          status: 0,
          retryable: false,
        };
      }
      return null;
    }
    const result = await askAsVisitor(context, (who) =>
      deleteCommentVote(
        transport,
        { ...common, voteId, broadcastId: register(), editKey: kept?.editKey, ...who },
        { signal: context.signal },
      ),
    );
    if (isLeft(context)) return null;
    const isGone =
      !result.ok && (result.failure.code === 'not-found' || result.failure.status === 404);
    if (!result.ok && !isGone) return result.failure;
    store.change((state) => answerBroadcast(state, broadcastId));
    if (result.ok && result.value.wasPendingVote) {
      store.change(() => {
        entry.vote = { ...entry.vote, isPending: true };
      });
    }
    settle(context, entry, { direction: 0 }, sentAt, voteId);
    if (isGone) store.state.doubts.add(entry.id);
    told(context, entry, voteId, 'deleted', 'success');
    return null;
  }
  const result = await askAsVisitor(context, (who) =>
    voteComment(
      transport,
      {
        ...common,
        broadcastId: register(),
        sessionId: keeper.sessionId,
        ...who,
        body: {
          voteDir: wish === 1 ? 'up' : 'down',
          url: settings.url ?? ports.page().url,
          commenterName: viewer.user?.username ?? operation.voter?.name ?? null,
          commenterEmail: viewer.user?.email ?? operation.voter?.email ?? null,
        },
      },
      { signal: context.signal },
    ),
  );
  if (isLeft(context)) return null;
  if (!result.ok) return result.failure;
  store.change((state) => answerBroadcast(state, broadcastId));
  const { editKey, isVerified, status, user, voteId } = result.value;
  const isPending = status === 'pending-verification';
  noteUser(context, user);
  if (voteId !== undefined) {
    keeper.keepVote(entry.id, {
      voteId,
      editKey,
      direction: wish,
      isPending: isPending || undefined,
    });
  }
  settle(context, entry, { direction: wish, voteId, isPending }, sentAt, before);
  told(context, entry, voteId, wish === 1 ? 'up' : 'down', status);
  if (isPending && !isVerified) ports.emit('announce', { key: 'votePending' });
  return null;
}

/** @param removed id of the vote that no longer stands, if there was one */
function settle(
  context: Context,
  entry: Entry,
  ownVote: OwnVote,
  sentAt: number,
  removed = entry.vote.voteId,
): void {
  const { ports, store, tabs } = context;
  const keeper = keeperOf(context);
  store.change((state) => {
    // Loaded anew meanwhile, or about to be.
    const current = state.entries.get(entry.id);
    if (current !== entry) state.doubts.add(entry.id);
    settleVote(state, current ?? entry, ownVote, sentAt, ports.clock.monotonic());
  });
  if (ownVote.direction === 0) keeper.keepVote(entry.id, null);
  tabs?.post({ type: 'vote', commentId: entry.id, vote: ownVote, removed });
}

function told(
  context: Context,
  entry: Entry,
  voteId: string | undefined,
  direction: 'up' | 'down' | 'deleted',
  status: 'success' | 'pending-verification',
): void {
  context.ports.emit('vote-success', { comment: forHost(entry.data), voteId, direction, status });
}

function refuse(context: Context, operation: WishOperation, entry: Entry, failure: Failure): void {
  const { ports, store } = context;
  const { wish } = operation;
  store.change((state) => endWish(state, operation));
  reportFailure(context, 'voteComment', failure);
  if (failure.code === 'already-voted') store.state.doubts.add(entry.id);
  if (failure.status === 401) {
    ports.emit('identity-needed', { commentId: entry.id, wish, failure });
    return;
  }
  showRefusal(context, entry.id, 'vote', failure);
  void settleDoubts(context);
}
