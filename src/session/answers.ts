/**
 * Answers that were lost. Whether the service did what it was asked is then found out before
 * anything is sent again: the echo may have come, or the event log may hold it.
 */
import { getEventLog } from '../api/index.js';
import { decodeEventLog } from '../core/index.js';
import { applyEvent } from '../store/changes.js';
import { isLeft, type Context } from './context.js';

/** Waits, unless the thread is left first. */
export function pause(context: Context, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = context.ports.clock.after(ms, done);
    function done() {
      stop();
      context.signal.removeEventListener('abort', done);
      resolve();
    }
    context.signal.addEventListener('abort', done);
  });
}

/**
 * Reads the event log from before a lost call and applies it, so that an own echo in it settles its
 * operation. Returns false if the log could not be read.
 */
async function applyLog(context: Context, since = Infinity): Promise<boolean> {
  const { live, ports, store, transport, tenantId, urlId } = context;
  if (!live.userIdWS) return false;
  const result = await getEventLog(
    transport,
    {
      tenantId,
      urlId,
      userIdWS: live.userIdWS,
      // Everything since shortly before the last thing the service told us the time of.
      startTime: Math.max(0, Math.min(since, live.serverTime) - logMargin),
    },
    { signal: context.signal },
  );
  if (!result.ok || isLeft(context)) return false;
  const events = decodeEventLog(result.value.events);
  store.change((state) => {
    for (const event of events) applyEvent(state, event, 'log', ports.clock.monotonic());
  });
  return true;
}

/** How far before the newest known server time the log is read, in milliseconds. */
const logMargin = 60_000;

/** Milliseconds before each look at the log for an answer that was lost. */
const patientLooks = [400, 1500, 4000];

/**
 * Looks for the echo of a lost call. Resolves to whether `isSettled` said that it was found.
 *
 * @param since a server time before the call, if it was made long ago
 */
export async function lookForEcho(
  context: Context,
  isSettled: () => boolean,
  looks: readonly number[] = patientLooks,
  since?: number,
): Promise<boolean> {
  for (const wait of looks) {
    await pause(context, wait);
    if (isSettled() || isLeft(context)) return isSettled();
    await applyLog(context, since);
    if (isSettled()) return true;
  }
  return false;
}
