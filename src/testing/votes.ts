import { textMember, type Call } from './call.js';
import { authorKey, pageKey, type CommentDoc, type VoteDoc } from './documents.js';
import { notifyOfVote } from './notify.js';
import { operation, type Answer } from './operation.js';
import { Refusal } from './refusal.js';
import type { ServerState } from './server-state.js';
import type { Page } from './settings.js';
import { canModerate } from './viewer.js';
import { checkName } from './comment-checks.js';

/** How many names of voters one answer has. */
const namesListed = 100;

/** Adds a vote to its comment's sums, or takes it out again. */
function count(state: ServerState, comment: CommentDoc, vote: VoteDoc, by: 1 | -1): void {
  if (vote.direction === 1) comment.votesUp += by;
  else comment.votesDown += by;
  state.db.putComment(comment);
}

function announce(
  state: ServerState,
  type: 'new-vote' | 'deleted-vote',
  vote: VoteDoc,
  broadcastId: string | undefined,
): void {
  state.publish(vote.tenantId, vote.urlId, {
    type,
    ...(broadcastId === undefined ? {} : { broadcastId }),
    vote: {
      _id: vote._id,
      tenantId: vote.tenantId,
      urlId: pageKey(vote.tenantId, vote.urlId),
      urlIdRaw: vote.urlId,
      commentId: vote.commentId,
      userId: vote.userId,
      direction: vote.direction,
      createdAt: vote.createdAt,
      verificationId: null,
    },
  });
}

/** Counts a vote that waited, or a new one, and tells everybody. */
export function countVote(
  state: ServerState,
  page: Page,
  comment: CommentDoc,
  vote: VoteDoc,
  broadcastId: string | undefined,
): void {
  count(state, comment, vote, 1);
  announce(state, 'new-vote', vote, broadcastId);
  notifyOfVote(state, page, comment, vote);
}

function removeVote(
  state: ServerState,
  comment: CommentDoc,
  vote: VoteDoc,
  broadcastId: string,
): void {
  state.db.votes.remove(vote._id);
  if (vote.pending) return;
  count(state, comment, vote, -1);
  announce(state, 'deleted-vote', vote, broadcastId);
  const recipient = authorKey(comment);
  const told = recipient === null ? [] : state.db.notifications.find('recipient', recipient);
  for (const { _id, fromVoteId } of told) {
    if (fromVoteId === vote._id) state.db.notifications.remove(_id);
  }
}

/** The comment in the path on a page where votes are allowed. */
function votedComment(call: Call): { page: Page; comment: CommentDoc } {
  call.urlId();
  const comment = call.comment();
  const page = call.page(comment.urlId);
  call.needWritable(page);
  if (page.is('disableVoting')) throw new Refusal('voting-disabled');
  if (comment.isDeleted) throw new Refusal('not-found');
  return { page, comment };
}

/**
 * Whether a vote counts at once. Votes of unverified guests wait unless the page allows anonymous
 * commenting, or votes without a name where none was given.
 */
function countsAtOnce(call: Call, page: Page, email: string | null): boolean {
  const { user, session } = call.viewer;
  if (user !== null || session?.verified || page.is('allowAnon')) return true;
  return email === null && page.is('allowAnonVotes');
}

function voteComment(call: Call): Answer {
  const { state } = call;
  const broadcastId = call.broadcastId();
  const { page, comment } = votedComment(call);
  const body = call.body();
  const wish = textMember(body, 'voteDir');
  if (wish !== 'up' && wish !== 'down') {
    throw new Refusal('invalid-direction', { reason: 'voteDir must be up or down.' });
  }
  if (wish === 'down' && page.is('disableDownVoting')) throw new Refusal('voting-disabled');
  const { user, session, alias } = call.viewer;
  const givenName =
    textMember(body, 'commenterName') ?? alias?.username ?? session?.username ?? null;
  const name = user ? (user.displayName ?? user.username) : givenName;
  const email = textMember(body, 'commenterEmail') ?? session?.email ?? null;
  if (name !== null) checkName(state, page, call.viewer, user ? user.username : name);
  const isAnonymousAllowed = page.is('allowAnon') || page.is('allowAnonVotes');
  if (!user && email === null && !isAnonymousAllowed) throw new Refusal('unauthorized');

  const direction = wish === 'up' ? 1 : -1;
  const known = `${call.viewer.actor ?? ''}|${comment._id}`;
  const before = state.db.votes.find('actorOnComment', known)[0];
  if (before?.direction === direction) throw new Refusal('already-voted');
  const { actor, session: own } = call.actingViewer();
  const pending = !countsAtOnce(call, page, user ? null : email);
  const vote: VoteDoc = {
    _id: state.newId('v-'),
    tenantId: page.tenantId,
    urlId: page.urlId,
    commentId: comment._id,
    actor,
    userId: user?._id ?? null,
    sessionId: own?._id ?? null,
    name,
    direction,
    editKey: state.newId('vek-'),
    pending,
    createdAt: state.now(),
  };
  if (before) removeVote(state, comment, before, broadcastId);
  state.db.votes.put(vote);
  if (!pending) countVote(state, page, comment, vote, broadcastId);
  if (own && !user && (givenName !== null || email !== null)) {
    state.db.sessions.put(
      Object.assign(own, { username: own.username ?? givenName, email: own.email ?? email }),
    );
  }
  if (pending && own && email !== null)
    state.mail({ to: email, sessionId: own._id, about: 'vote' });
  return {
    status: pending ? 'pending-verification' : 'success',
    voteId: vote._id,
    isVerified: user !== null || own?.verified === true,
    editKey: vote.editKey,
    user: { sessionId: own?._id ?? null },
  };
}

function deleteCommentVote(call: Call): Answer {
  const { state, viewer } = call;
  const broadcastId = call.broadcastId();
  const { comment } = votedComment(call);
  const vote = state.db.votes.get(call.param('voteId'));
  if (vote?.commentId !== comment._id) throw new Refusal('not-found');
  const isOwn = viewer.actor === vote.actor || call.query.text('editKey') === vote.editKey;
  if (!isOwn) throw new Refusal('edit-key-invalid');
  removeVote(state, comment, vote, broadcastId);
  return { status: 'success', ...(vote.pending ? { wasPendingVote: true } : {}) };
}

function getCommentVoteUserNames(call: Call): Answer {
  const comment = call.comment();
  const page = call.page(comment.urlId);
  call.needAccess(page);
  const direction = call.query.integer('dir', 'invalid-direction', -1);
  if (direction !== 1 && direction !== -1) {
    throw new Refusal('invalid-direction', { reason: 'dir must be 1 or -1.' });
  }
  if (!page.is('enableVoteList') && !canModerate(call.viewer)) throw new Refusal('unauthorized');
  const names = call.state.db.votes
    .find('comment', comment._id)
    .filter((vote) => !vote.pending && vote.direction === direction)
    .map((vote) => vote.name ?? 'Anonymous');
  return {
    status: 'success',
    voteUserNames: names.slice(0, namesListed),
    hasMore: names.length > namesListed,
  };
}

const path = '/comments/{tenantId}/{commentId}';

/** Voting. */
export const voteOperations = [
  operation('voteComment', 'POST', `${path}/vote`, 'sso', voteComment),
  operation('deleteCommentVote', 'DELETE', `${path}/vote/{voteId}`, 'sso', deleteCommentVote),
  operation('getCommentVoteUserNames', 'GET', `${path}/votes`, 'sso', getCommentVoteUserNames),
];
