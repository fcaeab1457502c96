/** Making, finding and changing confirmed comments: what reading a thread needs. */
import type { PublicComment } from '../core/index.js';
import {
  createBranch,
  touchRow,
  type Branch,
  type CommentId,
  type Entry,
  type OwnVote,
  type RowKey,
  type ThreadState,
} from './thread-state.js';

/** The comment behind a row key, if the server has confirmed it. */
export function findEntry(state: ThreadState, key: RowKey): Entry | undefined {
  return state.entries.get(state.ids.get(key) ?? key);
}

/** The viewer's own vote as an answer tells it. */
export function voteOf(data: PublicComment): OwnVote {
  return {
    direction: data.isVotedUp ? 1 : data.isVotedDown ? -1 : 0,
    voteId: data.myVoteId,
  };
}

/** Adds a confirmed comment to the map; it is in no branch yet. */
export function createEntry(
  state: ThreadState,
  data: PublicComment,
  parentId: CommentId | null,
  readAt: number,
  key: RowKey = data._id,
): Entry {
  const parent = parentId === null ? undefined : state.entries.get(parentId);
  const entry: Entry = {
    key,
    id: data._id,
    parentId,
    depth: parent ? parent.depth + 1 : 0,
    data,
    vote: voteOf(data),
    branch: null,
    isHeld: false,
    isUnranked: false,
    isEdited: false,
    isFresh: false,
    readAt,
    changedAt: 0,
    eventAt: 0,
  };
  state.entries.set(data._id, entry);
  if (key !== data._id) state.ids.set(key, data._id);
  return entry;
}

/** Changes a comment's data and notes the row. */
export function patchEntry(state: ThreadState, entry: Entry, patch: Partial<PublicComment>): void {
  entry.data = { ...entry.data, ...patch };
  touchRow(state, entry.id);
}

/** Makes the branch of a comment the server says has replies, and returns it. */
export function openBranch(entry: Entry, total: number): Branch {
  entry.branch ??= createBranch(0);
  entry.branch.total = total;
  return entry.branch;
}
