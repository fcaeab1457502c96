import { record, text, type Acknowledged, type Check } from '../core/index.js';

/** Checks an answer that says no more than that it worked. */
export const decodeAcknowledged: Check<Acknowledged> = record<Acknowledged>({
  code: text,
  note: text,
});
