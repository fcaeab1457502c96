import fc from 'fast-check';
import type { Setup, Step } from './schedule.js';

/** Schedules of some acts; one that stands there more often is done more often. */
export function anySchedule(
  acts: readonly Step['act'][],
  longest: number,
  comments = 14,
): fc.Arbitrary<Setup> {
  const step: fc.Arbitrary<Step> = fc.record({
    act: fc.constantFrom(...acts),
    tab: fc.nat(2),
    target: fc.nat(30),
    size: fc.nat(9),
  });
  return fc.record({
    direction: fc.constantFrom('OF', 'NF', 'MR'),
    comments: fc.nat(comments),
    tabs: fc.integer({ min: 1, max: 3 }),
    isNested: fc.boolean(),
    steps: fc.array(step, { minLength: 1, maxLength: longest, size: 'max' }),
  });
}

/** What visitors, others and the network do, each as often as it stands there. */
export const everyAct: readonly Step['act'][] = [
  'post', 'post', 'reply', 'reply', 'edit', 'delete', 'voteUp', 'voteUp', 'voteDown', 'unvote', 'flag', 'unflag',
  'block', 'unblock', 'pin', 'pin', 'unpin', 'sort', 'route',
  'offline', 'online', 'reload', 'more', 'more', 'reveal', 'foreignPost', 'foreignPost', 'foreignReply', 'foreignVote', 'foreignVote', 'foreignDelete',
  'wait', 'wait', 'loseAnswer', 'slowAnswer', 'slowCall', 'refuse', 'dropSockets', 'delayEvents', 'holdEvents',
  'releaseEvents', 'loseEvents', 'doubleEvents',
]; // prettier-ignore
