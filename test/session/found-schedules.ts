import type { Setup } from './schedule.js';

/** Schedules that once ended wrong: every run begins with them. */
export const foundSchedules: [Setup][] = [
  [
    // A page brings a comment that waits behind its button, and that others have come after.
    {
      direction: 'OF',
      comments: 4,
      tabs: 2,
      steps: [
        { act: 'foreignPost', tab: 1, target: 1, size: 2 },
        { act: 'post', tab: 0, target: 2, size: 1 },
        { act: 'more', tab: 0, target: 8, size: 3 },
      ],
    },
  ],
  [
    // The log brings a vote that may be part of the page: nothing changes but a doubt.
    {
      direction: 'OF',
      comments: 1,
      tabs: 1,
      steps: [
        { act: 'loseEvents', tab: 0, target: 0, size: 0 },
        { act: 'foreignVote', tab: 0, target: 0, size: 0 },
      ],
    },
  ],
  [
    // What is held back fills the gap before an own reply: nothing is left to be loaded between.
    {
      direction: 'OF',
      comments: 9,
      tabs: 1,
      steps: [
        { act: 'reply', tab: 0, target: 0, size: 0 },
        { act: 'foreignReply', tab: 0, target: 0, size: 0 },
        { act: 'post', tab: 0, target: 0, size: 0 },
      ],
    },
  ],
  [
    // A page of replies brings a comment before its event comes: the count may be older.
    {
      direction: 'OF',
      comments: 1,
      tabs: 2,
      steps: [
        { act: 'post', tab: 0, target: 0, size: 0 },
        { act: 'reply', tab: 1, target: 0, size: 0 },
        { act: 'more', tab: 0, target: 0, size: 0 },
        { act: 'post', tab: 0, target: 0, size: 0 },
      ],
    },
  ],
  [
    // Another tab blocks somebody whose comments it does not hold.
    {
      direction: 'NF',
      comments: 1,
      tabs: 2,
      steps: [
        { act: 'route', tab: 0, target: 17, size: 8 },
        { act: 'block', tab: 1, target: 27, size: 5 },
      ],
    },
  ],
  [
    // A comment that is not loaded is pinned: no later page brings it.
    {
      direction: 'OF',
      comments: 8,
      tabs: 1,
      steps: [
        { act: 'pin', tab: 2, target: 20, size: 7 },
        { act: 'pin', tab: 1, target: 24, size: 2 },
      ],
    },
  ],
  [
    // A vote waits for the network while the thread is loaded in another order.
    {
      direction: 'OF',
      comments: 1,
      tabs: 1,
      steps: [
        { act: 'offline', tab: 1, target: 14, size: 5 },
        { act: 'voteUp', tab: 0, target: 25, size: 8 },
        { act: 'sort', tab: 0, target: 16, size: 1 },
      ],
    },
  ],
  [
    // A reply is answered when the thread was loaded anew and its parent is not there yet.
    {
      direction: 'OF',
      comments: 3,
      tabs: 2,
      steps: [
        { act: 'offline', tab: 1, target: 14, size: 5 },
        { act: 'loseEvents', tab: 1, target: 20, size: 6 },
        { act: 'delete', tab: 2, target: 3, size: 2 },
        { act: 'reply', tab: 0, target: 0, size: 4 },
        { act: 'voteUp', tab: 0, target: 25, size: 8 },
        { act: 'unblock', tab: 2, target: 11, size: 5 },
        { act: 'refuse', tab: 2, target: 6, size: 1 },
        { act: 'reply', tab: 2, target: 2, size: 9 },
        { act: 'sort', tab: 0, target: 16, size: 1 },
        { act: 'more', tab: 0, target: 27, size: 6 },
        { act: 'offline', tab: 2, target: 10, size: 5 },
      ],
    },
  ],
  [
    // A comment is pinned between its echo and its answer.
    {
      direction: 'NF',
      comments: 10,
      tabs: 1,
      steps: [
        { act: 'slowAnswer', tab: 1, target: 11, size: 6 },
        { act: 'foreignPost', tab: 1, target: 23, size: 4 },
        { act: 'post', tab: 1, target: 29, size: 2 },
        { act: 'pin', tab: 2, target: 26, size: 7 },
      ],
    },
  ],
  [
    // The neighbours that a late pin names are not first any more.
    {
      direction: 'NF',
      comments: 5,
      tabs: 2,
      steps: [
        { act: 'loseEvents', tab: 0, target: 12, size: 2 },
        { act: 'pin', tab: 0, target: 12, size: 0 },
        { act: 'post', tab: 2, target: 27, size: 0 },
      ],
    },
  ],
  [
    // The log tells a pin again that the page brought already.
    {
      direction: 'NF',
      comments: 2,
      tabs: 1,
      steps: [
        { act: 'pin', tab: 2, target: 15, size: 7 },
        { act: 'post', tab: 0, target: 4, size: 7 },
        { act: 'reload', tab: 0, target: 17, size: 8 },
      ],
    },
  ],
  [
    // The answer to a block is lost, and a read of one comment tells of it.
    {
      direction: 'OF',
      comments: 9,
      tabs: 1,
      steps: [
        { act: 'loseAnswer', tab: 0, target: 30, size: 3 },
        { act: 'post', tab: 0, target: 0, size: 2 },
        { act: 'block', tab: 0, target: 0, size: 0 },
      ],
    },
  ],
  [
    // Two tabs act for the first time, one before the other is answered.
    {
      direction: 'OF',
      comments: 1,
      tabs: 2,
      steps: [
        { act: 'slowAnswer', tab: 0, target: 12, size: 1 },
        { act: 'voteDown', tab: 0, target: 0, size: 0 },
        { act: 'block', tab: 1, target: 0, size: 0 },
        { act: 'post', tab: 0, target: 0, size: 0 },
      ],
    },
  ],
  [
    // Loaded anew, a pinned comment stands first.
    {
      direction: 'MR',
      comments: 2,
      tabs: 3,
      steps: [
        { act: 'releaseEvents', tab: 2, target: 10, size: 5 },
        { act: 'pin', tab: 0, target: 5, size: 5 },
        { act: 'route', tab: 2, target: 14, size: 2 },
        { act: 'foreignVote', tab: 0, target: 18, size: 3 },
        { act: 'flag', tab: 0, target: 10, size: 9 },
      ],
    },
  ],
  [
    // What is in doubt is read while there is no network: it stays in doubt.
    {
      direction: 'MR',
      comments: 1,
      tabs: 3,
      isNested: true,
      steps: [
        { act: 'holdEvents', tab: 0, target: 29, size: 3 },
        { act: 'reply', tab: 0, target: 27, size: 4 },
        { act: 'foreignVote', tab: 2, target: 1, size: 9 },
        { act: 'reply', tab: 1, target: 2, size: 0 },
        { act: 'offline', tab: 0, target: 23, size: 7 },
        { act: 'route', tab: 0, target: 22, size: 3 },
        { act: 'wait', tab: 0, target: 1, size: 8 },
        { act: 'wait', tab: 1, target: 6, size: 3 },
      ],
    },
  ],
  [
    // Deleted here; then the log is read from before the deletion.
    {
      direction: 'NF',
      comments: 6,
      tabs: 1,
      steps: [
        { act: 'reply', tab: 1, target: 12, size: 1 },
        { act: 'loseAnswer', tab: 2, target: 11, size: 0 },
        { act: 'reload', tab: 2, target: 19, size: 9 },
        { act: 'delete', tab: 0, target: 23, size: 6 },
        { act: 'delayEvents', tab: 1, target: 22, size: 7 },
        { act: 'reply', tab: 1, target: 5, size: 9 },
        { act: 'sort', tab: 1, target: 28, size: 8 },
      ],
    },
  ],
];
