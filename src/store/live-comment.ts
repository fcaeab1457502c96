/** What an update event changes in a comment that is held: its fields, its place, never the viewer's state. */
import type { CommentPositions, PubSubComment, PublicComment } from '../core/index.js';
import { doubtList } from './doubted-lists.js';
import { patchEntry } from './entries.js';
import { isInOrder, placeEntry, unplaceEntry } from './place.js';
import { doubtCount, type Arrival } from './read-window.js';
import { isCounted } from './remove.js';
import { changeCount, touchList, type Entry, type ThreadState } from './thread-state.js';

/** A live comment as a viewer's comment: without counts it does not carry, without raw text. */
export function fromLive(live: PubSubComment): PublicComment {
  const { comment, hidden, ...rest } = live;
  return {
    ...rest,
    commenterName: live.commenterName ?? '',
    commentHTML: live.commentHTML ?? '',
    verified: live.verified ?? false,
    date: live.date ?? null,
  };
}

/** Fields of a live comment that the viewer's copy takes over. Counts come with votes alone. */
const liveFields = [
  'commenterName', 'commenterLink', 'commentHTML', 'avatarSrc', 'displayLabel', 'badges', 'verified',
  'approved', 'isSpam', 'isDeleted', 'isDeletedUser', 'isPinned', 'isLocked', 'isByAdmin',
  'isByModerator', 'hasImages', 'userId', 'anonUserId',
] as const; // prettier-ignore

/** Merges an update into a comment that is held: never replaces, or the viewer's state is lost. */
export function updateLiveComment(
  state: ThreadState,
  comment: PubSubComment,
  positions: CommentPositions | undefined,
  arrival: Arrival,
): void {
  const { at, now } = arrival;
  const entry = state.entries.get(comment._id);
  if (!entry) return;
  if (at > 0 && at < entry.eventAt) return;
  const before = entry.data;
  const patch: Record<string, unknown> = {};
  for (const name of liveFields) {
    if (comment[name] !== undefined) patch[name] = comment[name];
  }
  if (
    typeof patch.commentHTML === 'string' &&
    patch.commentHTML !== before.commentHTML &&
    !comment.isDeleted
  ) {
    entry.isEdited = true;
  }
  patchEntry(state, entry, patch);
  entry.eventAt = Math.max(entry.eventAt, at);
  entry.changedAt = now;
  if (entry.data.isDeleted && !before.isDeleted) state.doubts.add('count');
  const difference = Number(isCounted(entry.data)) - Number(isCounted(before));
  if (difference !== 0 && (state.settings.countAll || entry.parentId === null)) {
    doubtCount(state, arrival);
    changeCount(state, difference, now);
  }
  if (Boolean(before.isPinned) !== Boolean(entry.data.isPinned) || positions) {
    moveEntry(state, entry, positions);
  }
}

/** Whether a comment may stand between two others of the top level. */
function fitsBetween(
  state: ThreadState,
  entry: Entry,
  before: string | undefined,
  after: string | undefined,
): boolean {
  const first = state.entries.get(before ?? '');
  const second = state.entries.get(after ?? '');
  return (
    (!first || isInOrder(state, null, first.data, entry.data)) &&
    (!second || isInOrder(state, null, entry.data, second.data))
  );
}

/** Moves a pinned or unpinned comment to the neighbours the server names, else by date. */
export function moveEntry(
  state: ThreadState,
  entry: Entry,
  positions: CommentPositions | undefined,
): void {
  if (entry.parentId !== null) return;
  doubtList(state.root);
  if (entry.isHeld) return;
  const { head } = state.root;
  if (!unplaceEntry(state, entry)) return;
  const place = positions?.[state.direction];
  const before = place?.before ? head.indexOf(place.before) : -1;
  const after = place?.after ? head.indexOf(place.after) : -1;
  const index = before >= 0 ? before + 1 : after;
  // The neighbours of a moment ago may have moved themselves.
  if (index >= 0 && fitsBetween(state, entry, head[index - 1], head[index]))
    head.splice(index, 0, entry.id);
  else placeEntry(state, entry);
  touchList(state, null);
}
