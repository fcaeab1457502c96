import type { Clock, LiveEvent } from '../../src/core/index.js';
import {
  createLiveChannel,
  type LiveOptions,
  type LivePorts,
  type LiveSource,
} from '../../src/live/index.js';
import { FakeClock } from './fake-clock.js';
import { ServiceModel } from './service-model.js';

/** A channel on a model of the service, and everything it hands on. */
export function setUp(
  options: Partial<LiveOptions> = {},
  random: () => number = () => 0.5,
  wrapLog: (log: LivePorts['fetchLog']) => LivePorts['fetchLog'] = (log) => log,
) {
  const clock = new FakeClock();
  const service = new ServiceModel(clock);
  // The model of the service has timers too; these are the channel's own.
  let timers = 0;
  const ownClock: Clock = {
    monotonic: () => clock.monotonic(),
    wall: () => clock.wall(),
    after(ms, run) {
      timers++;
      let isOver = false;
      const over = (): void => {
        if (!isOver) timers--;
        isOver = true;
      };
      const stop = clock.after(ms, () => {
        over();
        run();
      });
      return () => {
        stop();
        over();
      };
    },
  };
  const batches: { readonly events: LiveEvent[]; readonly source: LiveSource }[] = [];
  const connections: boolean[] = [];
  const channel = createLiveChannel(
    {
      openSocket: service.openSocket,
      fetchLog: wrapLog(service.fetchLog),
      clock: ownClock,
      random,
      signals: service.signals,
      onEvents: (events, source) => {
        batches.push({ events, source });
      },
      onConnection: (isConnected) => {
        connections.push(isConnected);
      },
    },
    {
      wsHost: 'wss://live.test/',
      urlIdWS: 'demo%3Ap',
      userIdWS: 'u 1',
      tenantIdWS: 'demo',
      ...options,
    },
  );
  return { clock, service, batches, connections, channel, timers: () => timers };
}

let serial = 0;

/** An edit of a comment; its HTML says which edit it is. */
export function edit(service: ServiceModel, id = 'c', html = `v${++serial}`): LiveEvent {
  return {
    type: 'updated-comment',
    timestamp: service.time,
    broadcastId: `b${++serial}`,
    comment: { _id: id, commentHTML: html },
  };
}

/** The edits in some events. */
export const htmlOf = (events: readonly LiveEvent[]): string[] =>
  events.flatMap((event) =>
    event.type === 'updated-comment' ? [event.comment.commentHTML ?? ''] : [],
  );
