import type { Schedule, Step } from './schedule.js';

const step = (act: Step['act'], target = 0, size = 0): Step => ({ act, target, size });

/** Schedules that once ended wrong: every run begins with them. */
export const foundSchedules: Schedule[] = [
  // Pinned and unpinned between two pages: they seemed to join.
  {
    direction: 'OF',
    comments: 8,
    steps: [
      step('pin', 23),
      step('foreignDelete'),
      step('post'),
      step('repeatedEvent'),
      step('unpin'),
      step('more'),
      step('wait', 0, 8),
      step('pin', 4),
      step('post'),
    ],
  },
  // An own post is pinned before it is answered.
  {
    direction: 'NF',
    comments: 11,
    steps: [
      step('pin'),
      step('foreignPost'),
      step('event'),
      step('post'),
      step('event'),
      step('lostEvent'),
      step('pin', 17),
      step('post'),
      step('events', 0, 2),
      step('post'),
    ],
  },
];
