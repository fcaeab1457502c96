/** The thread while it is open: socket, event log, blocked authors, presence. */
import { checkedCommentsForBlocked, getEventLog, getUserPresenceStatuses } from '../api/index.js';
import { decodeEventLog, succeed, type LiveEvent, type Stop } from '../core/index.js';
import { createLiveChannel, type LiveChannel } from '../live/index.js';
import { applyEvent, blockRecord, leaveOut, type EventSource } from '../store/changes.js';
import { askAsVisitor, isLeft, type Context } from './context.js';
import { tellLive } from './heard.js';

/** Milliseconds between two looks at who is there, before a random part. */
const presencePoll = 30_000;

/** How many comments one question about blocked authors names, at most. */
const blockedBatch = 100;

/** A thread that is live. */
export interface LiveThread {
  readonly stop: Stop;
  /** Live ids or server times changed. */
  readonly update: () => void;
}

/** Opens the live side of a thread. */
export function startLive(
  context: Context,
  options: { readonly wsHost: string; readonly presencePollState: number },
): LiveThread {
  const { live, ports, store, tenantId, transport, urlId } = context;
  const { settings } = store.state;
  const inbox = createInbox(context);
  const channel: LiveChannel = createLiveChannel(
    {
      openSocket: ports.openSocket,
      clock: ports.clock,
      random: ports.random,
      signals: ports.signals,
      fetchLog: (startTime, endTime) =>
        getEventLog(
          transport,
          { tenantId, urlId, userIdWS: live.userIdWS, startTime, endTime },
          { signal: context.signal },
        ).then((result) => (result.ok ? succeed(decodeEventLog(result.value.events)) : result)),
      onEvents: inbox,
      onConnection: (isConnected) => {
        store.change((state) => {
          state.isConnected = isConnected;
          state.touched.add('shell');
        });
        ports.emit('connection-change', { connected: isConnected });
        if (isConnected) void presence.ask();
      },
    },
    {
      wsHost: options.wsHost,
      tenantIdWS: live.tenantIdWS,
      urlIdWS: live.urlIdWS,
      userIdWS: live.userIdWS,
      usePolling: settings.usePolling,
    },
  );
  const presence = createPresence(context, options.presencePollState);
  channel.noteServerTime(live.serverTime);
  channel.start();
  return {
    stop: () => {
      channel.stop();
      presence.stop();
    },
    update: () => {
      channel.noteServerTime(live.serverTime);
      channel.setIds({
        tenantIdWS: live.tenantIdWS,
        urlIdWS: live.urlIdWS,
        userIdWS: live.userIdWS,
      });
    },
  };
}

/**
 * Applies events strictly in the order in which they came. Where the visitor has blocked somebody,
 * new comments wait for the service's word on their authors, and everything after them with them.
 */
function createInbox(context: Context): (events: LiveEvent[], source: EventSource) => void {
  const { live, ports, store } = context;
  const queue: { events: readonly LiveEvent[]; source: EventSource }[] = [];
  let isBusy = false;
  const apply = (events: readonly LiveEvent[], source: EventSource) => {
    for (const { timestamp } of events) live.serverTime = Math.max(live.serverTime, timestamp ?? 0);
    store.change((state) => {
      for (const event of events) applyEvent(state, event, source, ports.clock.monotonic());
    });
    tellLive(context, events);
  };
  const drain = async () => {
    isBusy = true;
    for (let next = queue.shift(); next; next = queue.shift()) {
      const blocked = await findBlocked(context, next.events);
      if (isLeft(context)) return;
      store.change((state) => {
        for (const event of next.events) {
          if (event.type === 'new-comment' && blocked.has(event.comment._id))
            leaveOut(state, event.comment);
        }
      });
      apply(
        next.events.filter(
          (event) => event.type !== 'new-comment' || !blocked.has(event.comment._id),
        ),
        next.source,
      );
    }
    isBusy = false;
  };
  return (events, source) => {
    if (isLeft(context)) return;
    if (!isBusy && newComments(context, events).length === 0) {
      apply(events, source);
      return;
    }
    queue.push({ events, source });
    if (!isBusy) void drain();
  };
}

/** New comments whose authors have to be asked about; none where the visitor blocked nobody. */
function newComments(context: Context, events: readonly LiveEvent[]): string[] {
  const { state } = context.store;
  if (!state.viewer.user?.hasBlockedUsers && state.blocked.size === 0) return [];
  return events.flatMap((event) =>
    event.type === 'new-comment' &&
    !state.entries.has(event.comment._id) &&
    !(event.broadcastId !== undefined && state.broadcasts.has(event.broadcastId))
      ? [event.comment._id]
      : [],
  );
}

/** Asks which new comments are by blocked authors. If that fails they are shown. */
async function findBlocked(
  context: Context,
  events: readonly LiveEvent[],
): Promise<ReadonlySet<string>> {
  const ids = newComments(context, events);
  const record = blockRecord(context.store.state);
  const { changes } = record;
  const blocked = new Set<string>();
  for (let from = 0; from < ids.length; from += blockedBatch) {
    const result = await askAsVisitor(context, (who) =>
      checkedCommentsForBlocked(
        context.transport,
        {
          tenantId: context.tenantId,
          commentIds: ids.slice(from, from + blockedBatch).join(','),
          ...who,
        },
        { signal: context.signal },
      ),
    );
    if (!result.ok) continue;
    for (const [id, isBlocked] of Object.entries(result.value.commentStatuses)) {
      if (isBlocked) blocked.add(id);
    }
  }
  // Blocked or unblocked while it was asked.
  if (record.changes !== changes) return findBlocked(context, events);
  return blocked;
}

/** Who of the shown authors is there: asked once connected, then kept up by frames or polling. */
function createPresence(
  context: Context,
  pollState: number,
): { readonly ask: () => Promise<void>; readonly stop: Stop } {
  const { live, ports, store, tenantId, transport } = context;
  let stopTimer: Stop = () => undefined;
  let isStopped = pollState === 0;
  const jitter = ports.random() * 10_000;
  let isHidden = false;
  let askedAt: number | null = null;
  const ask = async () => {
    if (isStopped) return;
    stopTimer();
    askedAt = ports.clock.monotonic();
    const authors = new Set<string>();
    for (const { data } of store.state.entries.values()) {
      const author = data.userId ?? data.anonUserId;
      if (author && authors.size < 200) authors.add(author);
    }
    if (authors.size > 0 && live.urlIdWS) {
      const result = await getUserPresenceStatuses(
        transport,
        { tenantId, urlIdWS: live.urlIdWS, userIds: [...authors].join(',') },
        { signal: context.signal },
      );
      if (result.ok && !isLeft(context)) {
        const online = result.value.userIdsOnline;
        store.change((state) => {
          for (const entry of state.entries.values()) {
            const isOnline = online[entry.data.userId ?? entry.data.anonUserId ?? ''];
            if (isOnline === undefined || isOnline === Boolean(entry.isOnline)) continue;
            entry.isOnline = isOnline;
            state.touched.add(`row:${entry.key}`);
          }
        });
      }
    }
    askLater();
  };
  const askLater = () => {
    stopTimer();
    if (isStopped || isHidden || pollState !== 1 || askedAt === null) return;
    const wait = askedAt + presencePoll + jitter - ports.clock.monotonic();
    stopTimer = ports.clock.after(Math.max(0, wait), () => void ask());
  };
  // Who is there matters while somebody looks.
  const unlisten = ports.signals((signal) => {
    if (signal !== 'hidden' && signal !== 'visible') return;
    isHidden = signal === 'hidden';
    askLater();
  });
  return {
    ask,
    stop: () => {
      isStopped = true;
      unlisten();
      stopTimer();
    },
  };
}
