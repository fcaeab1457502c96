/**
 * Blocking authors. Their live comments are left out; what was left out comes back when the block
 * ends, as if it arrived then.
 */
import type { PubSubComment } from '../core/index.js';
import { applyEvent } from './apply-event.js';
import { patchEntry } from './entries.js';
import { blockRecord } from './left-out.js';
import type { ThreadState } from './thread-state.js';

/** A block or unblock was answered: the server's map is the truth for every id it names. */
export function settleBlock(
  state: ThreadState,
  authors: readonly string[],
  isOn: boolean,
  statuses: Readonly<Record<string, boolean>>,
  now: number,
): void {
  const isTheirs = ({ userId, anonUserId }: Pick<PubSubComment, 'userId' | 'anonUserId'>) =>
    authors.includes(userId ?? '') || authors.includes(anonUserId ?? '');
  for (const author of authors) {
    if (isOn) state.blocked.add(author);
    else state.blocked.delete(author);
  }
  if (isOn && state.viewer.user) {
    state.viewer = { ...state.viewer, user: { ...state.viewer.user, hasBlockedUsers: true } };
  }
  for (const entry of state.entries.values()) {
    // One the map does not name came after the question, or is held by another tab alone.
    const isBlocked = statuses[entry.id] ?? (isTheirs(entry.data) ? isOn : undefined);
    if (isBlocked === undefined || Boolean(entry.data.isBlocked) === isBlocked) continue;
    patchEntry(state, entry, { isBlocked });
    entry.changedAt = now;
  }
  const record = blockRecord(state);
  record.changedAt = now;
  record.changes++;
  if (isOn) return;
  for (const [id, comment] of [...record.leftOut]) {
    if (!isTheirs(comment)) continue;
    record.leftOut.delete(id);
    applyEvent(state, { type: 'new-comment', comment }, 'log', now);
    // Votes, edits and replies since were not for this page.
    state.doubts.add(id);
  }
}
