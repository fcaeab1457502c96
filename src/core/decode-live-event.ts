import { decodeBadge } from './decode-badge.js';
import { decodeNotification } from './decode-notification.js';
import {
  anyRecord,
  dateText,
  finite,
  flag,
  isRecord,
  list,
  mapOf,
  must,
  or,
  orNull,
  record,
  text,
  type Check,
} from './shape.js';
import type { CommentPositions, LiveEvent, PubSubComment, PubSubVote } from './wire.js';

const textOrNull = orNull(text);
const finiteOrNull = orNull(finite);
const flagOrNull = orNull(flag);
const badges = list(decodeBadge);
const texts = list(text);

const pubSubComment = record<PubSubComment>({
  _id: must(text),
  userId: textOrNull,
  anonUserId: textOrNull,
  commenterName: text,
  commenterLink: textOrNull,
  comment: text,
  commentHTML: text,
  parentId: textOrNull,
  date: orNull(dateText),
  votes: finiteOrNull,
  votesUp: finiteOrNull,
  votesDown: finiteOrNull,
  verified: flag,
  approved: flag,
  avatarSrc: textOrNull,
  isByAdmin: flagOrNull,
  isByModerator: flagOrNull,
  isPinned: flagOrNull,
  isLocked: flagOrNull,
  isSpam: flag,
  isDeleted: flag,
  isDeletedUser: flag,
  displayLabel: textOrNull,
  badges: orNull(badges),
  hasImages: flag,
  hidden: flag,
});

const pubSubVote = record<PubSubVote>({
  _id: must(text),
  commentId: must(text),
  userId: textOrNull,
  direction: must<number>((value) => (value === 1 || value === -1 ? value : undefined)),
  createdAt: finite,
});

const neighbours = record<{ before: string | null; after: string | null }>({
  before: or(textOrNull, null),
  after: or(textOrNull, null),
});

/** Checks the neighbours of a moved comment. */
export const decodePositions: Check<CommentPositions> = mapOf(neighbours);

/** The members of an event by its type, or undefined if they are not what the type needs. */
function payload(event: Record<string, unknown>): LiveEvent | undefined {
  const { type, comment, vote } = event;
  switch (type) {
    case 'new-comment':
    case 'updated-comment': {
      const checked = pubSubComment(comment);
      const positions = decodePositions(anyRecord(event.extraInfo)?.commentPositions);
      return checked && { type, comment: checked, ...(positions && { positions }) };
    }
    case 'deleted-comment': {
      const _id = text(anyRecord(comment)?._id);
      return _id === undefined ? undefined : { type, comment: { _id } };
    }
    case 'new-vote':
    case 'deleted-vote': {
      const checked = pubSubVote(vote);
      return checked && { type, vote: checked };
    }
    case 'p-u': {
      const subscribers = finite(event.sc);
      return {
        type,
        joined: texts(event.uj) ?? [],
        left: texts(event.ul) ?? [],
        ...(subscribers !== undefined && { subscribers }),
      };
    }
    case 'thread-state-change': {
      const isClosed = flag(event.isClosed);
      return isClosed === undefined ? undefined : { type, isClosed };
    }
    case 'update-badges': {
      const userId = text(event.userId);
      const checked = badges(event.badges);
      return userId && checked ? { type, userId, badges: checked } : undefined;
    }
    case 'notification': {
      const notification = decodeNotification(event.notification);
      return notification && { type, notification };
    }
    case 'new-config': {
      const config = anyRecord(event.config);
      return config && { type, config };
    }
    case 'cvc': {
      const changes = mapOf(finite)(event.changes);
      return changes && { type, changes };
    }
    default:
      return undefined;
  }
}

/**
 * Decodes one live event from its parsed JSON. Returns null for what is not an event, for junk, and
 * for the types a thread does not act on. `broadcastId` is also read from its short name `bId`.
 */
export function decodeLiveEvent(value: unknown): LiveEvent | null {
  if (!isRecord(value)) return null;
  const event = payload(value);
  if (!event) return null;
  const timestamp = finite(value.timestamp);
  const broadcastId = text(value.broadcastId) ?? text(value.bId);
  return {
    ...event,
    ...(timestamp !== undefined && { timestamp }),
    ...(broadcastId && { broadcastId }),
  };
}
