import type { Text } from './text.js';

/**
 * The English master of what is below the text box of a composer, and of the visitor's own menu. It is
 * loaded with the code that draws them, which is why its keys need no `fullTexts`.
 */
export const englishComposer = {
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
  logOut: 'Log out',
} as const satisfies Record<string, Text>;
