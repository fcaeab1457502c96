import { finite, flag, must, or, orNull, record, text, type Check } from './shape.js';
import type { UserNotification } from './wire.js';

const textOrNull = orNull(text);

/** Checks a {@link UserNotification}, live or from the list. */
export const decodeNotification: Check<UserNotification> = record<UserNotification>({
  _id: must(text),
  type: must(finite),
  url: or(text, ''),
  urlId: or(text, ''),
  pageTitle: textOrNull,
  createdAt: or(text, ''),
  viewed: (value) => flag(value) ?? text(value),
  optedOut: flag,
  relatedObjectId: text,
  fromCommentId: textOrNull,
  fromUserName: textOrNull,
  fromUserAvatarSrc: textOrNull,
  contextHTML: text,
  count: finite,
});
