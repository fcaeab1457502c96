import type { Schedule } from './schedule.js';

/** Schedules that once ended wrong: every run begins with them. */
export const foundSchedules: Schedule[] = [];
