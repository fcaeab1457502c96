/** What is measured: the widget, and two pages written by hand to compare it with. */

/** The names of the subjects; the first is what the others are compared with. */
export const subjects = ['floor', 'floor-safe', 'widget'] as const;

/** One of them. */
export type Subject = (typeof subjects)[number];

/** How a subject's rows are found: only by what is public. */
export interface Marks {
  /** One comment, without its replies. */
  readonly row: string;
  readonly body: string;
  readonly up: string;
  readonly reply: string;
  /** What a press on "Reply" brings. */
  readonly editor: string;
}

/** Rows of the widget, by its parts and roles. The floors bear the same names. */
export const marks: Marks = {
  row: '[data-comment-id]',
  body: '[part~="comment-body"]',
  up: '[part~="vote-up"]',
  reply: '[part~="reply-button"]',
  editor: 'textarea, [role="textbox"], [contenteditable="true"]',
};
