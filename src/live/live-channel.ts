/**
 * The live channel: one state machine that owns the socket, its reconnecting, the doubt whether it
 * is still alive, and catching up from the event log. Longer than a file should be, because these
 * share one state and splitting it would only hide who changes what; what can stand alone (pace,
 * cursor, order, gathering) does.
 */
import {
  BoundedSet,
  type Clock,
  type LiveEvent,
  type OpenSocket,
  type Random,
  type Result,
  type Socket,
  type Stop,
} from '../core/index.js';
import { createEventCursor } from './event-cursor.js';
import { eventKey, isLogged, mergeEvents } from './event-order.js';
import { createOutbox } from './outbox.js';
import { backoff, createAttemptLimit } from './pace.js';
import { parseFrame } from './parse-frame.js';
import { createTimers } from './timers.js';

/** What the page tells: the network, the page coming back from the cache, the tab being looked at. */
export type LiveSignal = 'online' | 'offline' | 'pageshow' | 'visible' | 'hidden';

/** Where a batch of events came from. */
export type LiveSource = 'socket' | 'log';

/** The outside world of a live channel. */
export interface LivePorts {
  readonly openSocket: OpenSocket;
  /** Reads the event log; without `endTime` up to now. */
  readonly fetchLog: (
    startTime: number,
    endTime: number | undefined,
  ) => Promise<Result<readonly LiveEvent[]>>;
  readonly clock: Clock;
  readonly random: Random;
  readonly signals: (listen: (signal: LiveSignal) => void) => Stop;
  /**
   * Takes events, to be applied in the order given. Any event may come more than once. A batch from
   * the log is ordered by time, and where it had to be waited for it holds again what the socket
   * brought meanwhile: having applied it, the newest state stands. Types that the log does not keep
   * (presence, notifications, configuration, ...) are never repeated.
   */
  readonly onEvents: (events: LiveEvent[], source: LiveSource) => void;
  /** The socket opened (true) or is gone (false); with polling: whether the log answers. */
  readonly onConnection: (isConnected: boolean) => void;
}

/** The opaque ids that the service gives for live connections. */
export interface LiveIds {
  readonly urlIdWS?: string | undefined;
  /** May be empty: nobody. */
  readonly userIdWS?: string | undefined;
  readonly tenantIdWS?: string | undefined;
}

/** How a live channel works. */
export interface LiveOptions extends LiveIds {
  /** `wss://host`, without a path. */
  readonly wsHost: string;
  /** The `cursor` of an earlier channel, to go on from there. */
  readonly startCursor?: number | undefined;
  /** No socket: the log is read every 2 s, every 30 s while the tab is hidden. */
  readonly usePolling?: boolean | undefined;
  /** `start` does nothing. */
  readonly disabled?: boolean | undefined;
}

/** A live channel. After `stop` nothing of it lives: no socket, no timer, no listener. */
export interface LiveChannel {
  /**
   * Goes live, as soon as `urlIdWS` and `tenantIdWS` are known. Server times of the first answer must
   * be noted before: what happened after them is looked for in the log. Returns `stop`.
   */
  start(): Stop;
  /** Ends everything; `start` goes on from the same place in the log. */
  stop(): void;
  /** Replaces ids; a change of any connects anew. */
  setIds(ids: LiveIds): void;
  /** Tells a server time seen elsewhere (a comment's date, `lastGenDate`), in epoch milliseconds. */
  noteServerTime(time: number): void;
  /** Server time from which the log will be read next, in epoch milliseconds; 0 if none is known. */
  readonly cursor: number;
}

const PING = 60_000;
/** The time between two looks at the clock; three of them are one ping. */
const TICK = 20_000;
/** A timer this late means the machine slept. */
const JUMP = 90_000;
const SILENCE = 300_000;
/** A socket that was open this long is worth a quick reconnect. */
const PROVEN = 10_000;
const OPENING = 20_000;
/** How long events wait for the log that belongs before them. */
const HOLD = 3000;
/** Signals come in storms: what comes within this time is one doubt, and so often at most. */
const SETTLE = 150;
const DOUBT_PAUSE = 2000;
/** Failed connections in a row after which the log is read without one. */
const PATIENCE = 3;
const POLL = 2000;
const POLL_HIDDEN = 30_000;
/** Socket events kept to be ordered with a late log. */
const KEPT = 1000;

interface LogCall {
  readonly socket: Socket | undefined;
  /** Nothing was known to be missing when it was made. */
  readonly wasWhole: boolean;
  /** If it fails, the socket is opened anew. */
  isDoubt: boolean;
  /** A doubt came after it was made, which it cannot settle. */
  isStale: boolean;
}

/** Makes a live channel; nothing happens before `start`. */
export function createLiveChannel(ports: LivePorts, options: LiveOptions): LiveChannel {
  const { clock, random } = ports;
  const { usePolling } = options;
  const timers = createTimers(clock);
  const cursor = createEventCursor(options.startCursor);
  const limit = createAttemptLimit();
  const applied = new BoundedSet<string>(2 * KEPT);
  const outbox = createOutbox(clock, timers, (events) => deliver(events, 'socket'));
  let ids: LiveIds = options;
  let isRunning = false;
  let isHidden = false;
  let isConnected: boolean | undefined;
  let unlisten: Stop | undefined;

  let socket: Socket | undefined;
  let isOpen = false;
  let openedAt = 0;
  let heardAt = 0;
  let pingedAt = 0;
  let ticked = { monotonic: 0, wall: 0 };
  let doubtedAt = -Infinity;
  let failures = 0;

  let call: LogCall | undefined;
  let logFailures = 0;
  /** Socket events that wait for the log; undefined while nothing waits. */
  let held: LiveEvent[] | undefined;
  /** Socket events handed on since the gap began, to be repeated in order when the log is there. */
  let recent: LiveEvent[] = [];

  function start(): Stop {
    if (isRunning || options.disabled) return stop;
    isRunning = true;
    cursor.openGap();
    unlisten = ports.signals(onSignal);
    begin();
    return stop;
  }

  function stop(): void {
    isRunning = false;
    unlisten?.();
    unlisten = undefined;
    drop();
    timers.clearAll();
    // What was not handed on is found in the log, should the channel start again.
    outbox.clear();
    held = undefined;
    recent = [];
    isConnected = undefined;
  }

  function setIds(next: LiveIds): void {
    const before = ids;
    ids = { ...before, ...next };
    if (
      ids.urlIdWS === before.urlIdWS &&
      ids.userIdWS === before.userIdWS &&
      ids.tenantIdWS === before.tenantIdWS
    )
      return;
    if (!isRunning) return;
    letGo();
    begin();
  }

  function begin(): void {
    if (usePolling) askLog(false);
    else connect();
  }

  function isReady(): boolean {
    return isRunning && Boolean(ids.urlIdWS && ids.tenantIdWS);
  }

  function report(state: boolean): void {
    if (isConnected === state) return;
    isConnected = state;
    ports.onConnection(state);
  }

  // The socket

  function address(): string {
    const query = Object.entries({
      urlId: ids.urlIdWS,
      userIdWS: ids.userIdWS,
      tenantIdWS: ids.tenantIdWS,
    }).flatMap(([name, value]) => (value ? [`${name}=${encodeURIComponent(value)}`] : []));
    return `${options.wsHost.replace(/\/+$/, '')}/sub?${query.join('&')}`;
  }

  function connect(): void {
    timers.clear('connect');
    if (socket || usePolling || !isReady()) return;
    const wait = limit.take(clock.monotonic());
    if (wait > 0) {
      timers.set('connect', wait, connect);
      return;
    }
    let opened: Socket;
    try {
      opened = ports.openSocket(address());
    } catch {
      // A bad address, or a page whose policy forbids it.
      onLost();
      return;
    }
    socket = opened;
    opened.onopen = onOpen;
    opened.onmessage = ({ data }) => onFrame(data);
    opened.onclose = onLost;
    opened.onerror = onLost;
    timers.set('opening', OPENING, onLost);
  }

  function onOpen(): void {
    timers.clear('opening');
    isOpen = true;
    openedAt = heardAt = pingedAt = clock.monotonic();
    ticked = { monotonic: openedAt, wall: clock.wall() };
    tickLater();
    // A log that was asked for before may lack what came just before the socket opened.
    call = undefined;
    held ??= [];
    if (!timers.has('hold')) timers.set('hold', HOLD, release);
    askLog(false);
    report(true);
  }

  function onFrame(data: unknown): void {
    heardAt = clock.monotonic();
    const event = parseFrame(data);
    if (event) receive(event);
  }

  function onLost(): void {
    if (isOpen && clock.monotonic() - openedAt >= PROVEN) failures = 0;
    drop();
    cursor.openGap();
    timers.set('connect', backoff(failures++, random), connect);
    // Where sockets never open, the thread still follows what happens, as slowly as they are tried.
    if (failures > PATIENCE) askLog(false);
    report(false);
  }

  /** Gives up a connection that will be replaced at once. */
  function letGo(): void {
    drop();
    cursor.openGap();
    if (isConnected) report(false);
  }

  function reopen(): void {
    letGo();
    connect();
  }

  /** Lets go of the socket, and of a log that was asked for while it was there. */
  function drop(): void {
    const old = socket;
    socket = undefined;
    isOpen = false;
    call = undefined;
    timers.clear('opening', 'tick', 'log', 'connect');
    if (!old) return;
    old.onopen = old.onmessage = old.onclose = old.onerror = null;
    try {
      old.close();
    } catch {
      // It is gone all the same.
    }
  }

  /** In a hidden tab nothing ticks: coming back is a doubt, which settles what was missed. */
  function tickLater(): void {
    if (!isHidden) timers.set('tick', TICK, onTick);
  }

  function onTick(): void {
    tickLater();
    const now = { monotonic: clock.monotonic(), wall: clock.wall() };
    // Some machines stop the monotonic clock while they sleep; a jump of either is worth a look.
    const passed = Math.max(now.monotonic - ticked.monotonic, now.wall - ticked.wall);
    ticked = now;
    if (passed >= JUMP) doubt();
    if (now.monotonic - heardAt >= SILENCE) {
      heardAt = now.monotonic;
      doubt();
    }
    if (now.monotonic - pingedAt < PING - TICK / 2) return;
    pingedAt = now.monotonic;
    try {
      socket?.send('ping');
    } catch {
      onLost();
    }
  }

  // Doubt

  function onSignal(signal: LiveSignal): void {
    if (signal === 'hidden') {
      isHidden = true;
      timers.clear('tick');
    }
    if (signal === 'visible') {
      isHidden = false;
      if (isOpen) onTick();
    }
    if (signal !== 'hidden' && signal !== 'offline') doubt();
  }

  function doubt(): void {
    if (timers.has('doubt')) return;
    timers.set('doubt', Math.max(SETTLE, doubtedAt + DOUBT_PAUSE - clock.monotonic()), () => {
      doubtedAt = clock.monotonic();
      if (isOpen || usePolling) askLog(true);
      else if (!socket) {
        failures = 0;
        connect();
      }
    });
  }

  // The log

  function askLog(isDoubt: boolean): void {
    timers.clear('log');
    if (!isReady()) return;
    if (call) {
      call.isDoubt ||= isDoubt;
      call.isStale ||= isDoubt;
      return;
    }
    const mine: LogCall = { socket, wasWhole: !cursor.isInGap, isDoubt, isStale: false };
    call = mine;
    cursor.openGap();
    const close = cursor.ask();
    void fetchLog().then((events) => {
      if (call !== mine) return;
      call = undefined;
      if (events) onLog(mine, events, close);
      else onLogFailure(mine);
    });
  }

  async function fetchLog(): Promise<readonly LiveEvent[] | null> {
    try {
      const result = await ports.fetchLog(cursor.value, undefined);
      return result.ok ? result.value : null;
    } catch {
      return null;
    }
  }

  function onLogFailure({ isDoubt }: LogCall): void {
    if (isDoubt && isOpen) {
      reopen();
      return;
    }
    timers.set('log', backoff(logFailures++, random), () => askLog(false));
    if (usePolling) report(false);
  }

  /** Whether nothing happened to the connection since a log was asked for. */
  function isStanding(mine: LogCall): boolean {
    return isRunning && mine.socket === socket;
  }

  function onLog(mine: LogCall, events: readonly LiveEvent[], close: () => void): void {
    logFailures = 0;
    heardAt = clock.monotonic();
    outbox.flush();
    if (!isStanding(mine)) return;
    const live = [...recent, ...(held ?? [])];
    const came = new Set(live.map(eventKey));
    const isNew = (event: LiveEvent): boolean => !applied.has(eventKey(event) ?? '');
    // What a socket that was thought whole did not bring shows that it is dead.
    const isDead =
      mine.wasWhole &&
      !usePolling &&
      events.map(eventKey).some((key) => key && !applied.has(key) && !came.has(key));
    // From the first new event on everything is applied again: the last word must be the newest.
    const ordered = mergeEvents(events, live);
    const first = ordered.findIndex(isNew);
    held = undefined;
    recent = [];
    timers.clear('hold');
    if (usePolling) timers.set('log', isHidden ? POLL_HIDDEN : POLL, () => askLog(false));
    if (first >= 0) deliver(ordered.slice(first), 'log');
    if (!isStanding(mine)) return;
    if (isDead) reopen();
    else if (mine.isStale) askLog(true);
    else close();
    if (usePolling) report(true);
    // Without an open socket the next gap begins where this one ended.
    else if (!isOpen) cursor.openGap();
  }

  // Events

  function receive(event: LiveEvent): void {
    if (isLogged(event)) {
      if (held) {
        held.push(event);
        return;
      }
      if (cursor.isInGap && recent.push(event) > KEPT) recent.shift();
    }
    outbox.push(event);
  }

  function release(): void {
    const events = held ?? [];
    held = undefined;
    events.forEach(receive);
  }

  function deliver(events: LiveEvent[], source: LiveSource): void {
    for (const event of events) {
      cursor.see(event.timestamp, source === 'socket');
      const key = eventKey(event);
      if (key !== undefined) applied.add(key);
    }
    ports.onEvents(events, source);
  }

  return {
    start,
    stop,
    setIds,
    noteServerTime: (time) => cursor.note(time),
    get cursor() {
      return cursor.value;
    },
  };
}
