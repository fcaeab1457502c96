/** The arithmetic of votes. */
import type { Entry, OwnVote } from './thread-state.js';

/** A direction as it stands in the counts. */
export type Direction = -1 | 0 | 1;

/** The three counters, each 0 where the service left it out. */
export interface VoteCounts {
  readonly votes: number;
  readonly votesUp: number;
  readonly votesDown: number;
}

/** The counters after one voter went from one direction to another. */
export function countVote(counts: VoteCounts, from: Direction, to: Direction): VoteCounts {
  return {
    votes: counts.votes + to - from,
    votesUp: counts.votesUp + Number(to === 1) - Number(from === 1),
    votesDown: counts.votesDown + Number(to === -1) - Number(from === -1),
  };
}

/** The confirmed counters of a comment. */
export function countsOf(entry: Entry): VoteCounts {
  const { votes, votesUp, votesDown } = entry.data;
  return { votes: votes ?? 0, votesUp: votesUp ?? 0, votesDown: votesDown ?? 0 };
}

/** The direction in which the visitor's own vote stands in the confirmed counts. */
export function countedDirection(vote: OwnVote): Direction {
  return vote.isPending ? 0 : vote.direction;
}
