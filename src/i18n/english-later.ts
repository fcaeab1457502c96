import type { Text } from './text.js';

/**
 * The English master of what is drawn only by code that is loaded with the visitor's acts: the composer
 * below its text box, the notes on a row, the visitor's own menu. These texts come along with that
 * code, so their keys are known everywhere, as those of `english.ts` are; a text may be moved from
 * there to here, or back, without a change elsewhere.
 */
export const englishLater = {
  postComment: 'Post comment',
  postReply: 'Post reply',
  cancel: 'Cancel',
  name: 'Name',
  nameOptional: 'Name (optional)',
  email: 'Email',
  website: 'Website',
  acceptTerms: 'I accept the terms of use.',
  charactersLeft: { one: '[count] character left', other: '[count] characters left' },
  tooLongBy: { one: '[count] character too many', other: '[count] characters too many' },
  commentTooLong: {
    one: 'The comment is [count] character too long. Up to [limit] are possible.',
    other: 'The comment is [count] characters too long. Up to [limit] are possible.',
  },
  commentIsEmpty: 'Write something first.',
  nameIsMissing: 'Enter your name.',
  emailIsMissing: 'Enter your email address.',
  consentIsMissing: 'Accept the terms to post.',
  newerDraft: 'You have written more of this in another tab.',
  useNewerDraft: 'Use that text',
  dismiss: 'Dismiss',
  willBeSentLater: 'It is sent as soon as you are online again.',
  discard: 'Discard',
  logOut: 'Log out',
  searchComments: 'Search comments',
  notifications: 'Notifications',
  unreadNotifications: 'Notifications, [count] unread',
  usersOnline: { one: '[count] person online', other: '[count] people online' },
  liveLost: 'Live updates are interrupted. Reconnecting…',
  noResults: 'No comments found',
  undo: 'Undo',
  deleting: 'Deleting…',
  sending: 'Sending…',
  saving: 'Saving…',
  waitingForNetwork: 'Waiting for the network',
  writeReply: 'Write a reply',
  writeReplyTo: 'Write a reply to [name]',
  edited: 'Edited',
  showNewComments: { one: 'Show [count] new comment', other: 'Show [count] new comments' },
  showNewReplies: { one: 'Show [count] new reply', other: 'Show [count] new replies' },
  online: 'Online',
  skipToForm: 'Skip to the comment form',
  skipComments: 'Skip past the comments',
} as const satisfies Record<string, Text>;
