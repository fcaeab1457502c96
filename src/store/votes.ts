/**
 * Votes: the arithmetic of the counts, the visitor's own vote, and the rule that each vote counts
 * exactly once whichever of echo, answer, log and other tab comes first.
 */
import type { PubSubVote } from '../core/index.js';
import { patchEntry } from './entries.js';
import { countVote, countedDirection, countsOf, type Direction } from './vote-counts.js';
import { touchRow, type Entry, type OwnVote, type ThreadState } from './thread-state.js';

/** Sets the visitor's own vote to what was just learned; the counts follow by the difference. */
export function settleOwnVote(state: ThreadState, entry: Entry, vote: OwnVote, now: number): void {
  const from = countedDirection(entry.vote);
  const to = countedDirection(vote);
  if (vote.direction === 1 || vote.direction === -1) markSeen(state, 'new-vote', vote.voteId);
  if (entry.vote.direction !== vote.direction) markSeen(state, 'deleted-vote', entry.vote.voteId);
  if (from !== to) patchEntry(state, entry, countVote(countsOf(entry), from, to));
  entry.vote = vote;
  entry.changedAt = now;
  touchRow(state, entry.id);
}

function markSeen(state: ThreadState, type: string, voteId: string | undefined): void {
  if (voteId !== undefined) state.votesSeen.add(`${type}:${voteId}`);
}

/** A vote event that is known to be the visitor's: from this page, or by the same account. */
export function applyOwnVoteEvent(
  state: ThreadState,
  entry: Entry,
  type: 'new-vote' | 'deleted-vote',
  vote: PubSubVote,
  now: number,
): void {
  if (!state.votesSeen.add(`${type}:${vote._id}`)) return;
  const direction = vote.direction > 0 ? 1 : -1;
  if (type === 'new-vote') {
    settleOwnVote(state, entry, { direction, voteId: vote._id }, now);
    return;
  }
  // A removal of an older vote than the one that stands is history.
  if (entry.vote.voteId !== undefined && entry.vote.voteId !== vote._id) return;
  if (entry.vote.direction === 0) return;
  settleOwnVote(state, entry, { direction: 0 }, now);
}

/** Somebody's vote event. Counted once by vote id and type. */
export function applyForeignVoteEvent(
  state: ThreadState,
  entry: Entry,
  type: 'new-vote' | 'deleted-vote',
  vote: PubSubVote,
  now: number,
): void {
  if (!state.votesSeen.add(`${type}:${vote._id}`)) return;
  const direction = vote.direction > 0 ? 1 : -1;
  const [from, to]: [Direction, Direction] = type === 'new-vote' ? [0, direction] : [direction, 0];
  patchEntry(state, entry, countVote(countsOf(entry), from, to));
  entry.changedAt = now;
}
