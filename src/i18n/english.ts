import type { englishLater } from './english-later.js';
import type { Text } from './text.js';

/**
 * The English master of what stands on the screen first: the thread and a box to write in. Accessible
 * names that pages and tests rely on begin exactly as they do here. What only comes up later is in
 * `english-later.ts` and `english-rare.ts`. Placeholders in brackets; `[count]` is written in the
 * visitor's numerals.
 */
export const english = {
  comments: 'Comments',
  commentCount: { zero: 'No comments yet', one: '[count] comment', other: '[count] comments' },
  beFirst: 'Be the first to comment.',
  loading: 'Loading comments…',
  slow: 'The comments are taking longer than usual.',
  tryAgain: 'Try again',
  loadComments: 'Load comments',
  consentExplained: 'Comments are loaded from another service, which then learns your IP address.',
  skipToComments: 'Skip to the comments',

  sortBy: 'Sort by',
  mostRelevant: 'Most relevant',
  newestFirst: 'Newest first',
  oldestFirst: 'Oldest first',
  logIn: 'Log in',
  logInToComment: 'Log in to comment',

  voteUp: 'Vote up',
  voteDown: 'Vote down',
  like: 'Like',
  votes: { one: '[count] vote', other: '[count] votes' },
  reply: 'Reply',
  replyTo: 'Reply to [name]',
  replyToName: '[author], in reply to [to], [date]',
  moreActions: 'More actions',

  you: 'You',
  anonymous: 'Anonymous',
  admin: 'Administrator',
  moderator: 'Moderator',
  pinned: 'Pinned',
  locked: 'Locked',
  unread: 'New',
  unverified: 'Unverified comment',
  isSpam: 'Marked as spam',
  awaitingApproval: 'Awaiting approval',
  awaitingVerification: 'Awaiting confirmation by email',
  flaggedByYou: 'Flagged by you',
  youFlaggedThis: 'You flagged this comment.',
  youBlockedThisUser: 'You have blocked this user.',
  blockedUser: 'Blocked user',
  deletedComment: 'Deleted comment',
  showAnyway: 'Show anyway',
  unblockUser: 'Unblock user',

  loadMoreComments: 'Load more comments',
  showMoreReplies: { one: 'Show [count] more reply', other: 'Show [count] more replies' },
  showReplies: { one: 'Show [count] reply', other: 'Show [count] replies' },
  hideReplies: 'Hide replies',
  showComments: 'Show comments',
  hideComments: 'Hide comments',

  writeComment: 'Write a comment',

  threadClosed: 'Comments are closed.',
  spoiler: 'Spoiler',
  imageBy: 'Image posted by [name]',
  playGif: 'Play GIF',
  loadImage: 'Load image',
  loadContent: 'Load content from [host]',
  justNow: 'just now',

  errorNetwork: 'The comment service cannot be reached. Check your connection and try again.',
  errorTimeout: 'The comment service did not answer in time. Try again.',
  errorPart: 'This part of the page could not be loaded. Reload the page and try again.',
  errorGeneric: 'Something went wrong. Please try again.',
} as const satisfies Record<string, Text>;

/**
 * A key of the texts that are there when they are drawn: those of the first paint, and those that are
 * loaded together with what draws them.
 */
export type TextKey = keyof typeof english | keyof typeof englishLater;
