import type { LiveEvent, OpenSocket, Result, Socket } from '../../src/core/index.js';
import { fail, succeed } from '../../src/core/index.js';
import type { LiveSignal } from '../../src/live/index.js';
import type { FakeClock } from './fake-clock.js';

class ModelSocket implements Socket {
  onopen: Socket['onopen'] = null;
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  onerror: Socket['onerror'] = null;
  state: 'opening' | 'open' | 'closed' = 'opening';
  /** Half dead: what is sent over it is lost, and nobody is told. */
  isDead = false;
  readonly heard: string[] = [];
  readonly #model: ServiceModel;

  constructor(
    readonly url: string,
    model: ServiceModel,
  ) {
    this.#model = model;
  }

  send(data: string): void {
    if (this.state !== 'open') throw new Error('InvalidStateError');
    this.heard.push(data);
  }

  close(): void {
    this.state = 'closed';
    this.#model.forget(this);
  }
}

/** What a thread's service does, as far as a live channel sees it: socket, event log, its own time. */
export class ServiceModel {
  /** Milliseconds between the service's clock and the visitor's monotonic one. */
  timeOffset = 1_763_000_000_000;
  /** What happens to the next sockets. */
  sockets: 'open' | 'refuse' | 'hang' | 'throw' = 'open';
  /** Whether the event log answers. */
  isLogUp = true;
  /** Milliseconds a frame, and an answer of the log, are under way. */
  frameDelay = 20;
  logDelay = 50;
  readonly log: LiveEvent[] = [];
  readonly made: ModelSocket[] = [];
  /** When sockets were asked for. */
  readonly attempts: number[] = [];
  readonly asked: (number | undefined)[] = [];
  readonly listeners = new Set<(signal: LiveSignal) => void>();
  readonly #alive = new Set<ModelSocket>();

  constructor(readonly clock: FakeClock) {}

  /** The service's time. */
  get time(): number {
    return this.clock.monotonic() + this.timeOffset;
  }

  /** Sockets that are opening or open. */
  get alive(): number {
    return this.#alive.size;
  }

  /** The socket that was asked for last. */
  get last(): ModelSocket | undefined {
    return this.made.at(-1);
  }

  readonly openSocket: OpenSocket = (url) => {
    this.attempts.push(this.clock.monotonic());
    if (this.sockets === 'throw') throw new DOMException('Blocked', 'SecurityError');
    const socket = new ModelSocket(url, this);
    this.made.push(socket);
    this.#alive.add(socket);
    const fate = this.sockets;
    if (fate !== 'hang') {
      this.clock.after(30, () => {
        if (socket.state === 'closed') return;
        if (fate === 'refuse') this.cut(socket);
        else {
          socket.state = 'open';
          socket.onopen?.({});
        }
      });
    }
    return socket;
  };

  readonly fetchLog = (startTime: number, endTime?: number): Promise<Result<LiveEvent[]>> => {
    this.asked.push(startTime);
    const answer = this.isLogUp
      ? succeed(
          this.log.filter(
            ({ timestamp = 0 }) => timestamp >= startTime && timestamp <= (endTime ?? Infinity),
          ),
        )
      : fail({ kind: 'network', code: 'network', reason: 'Down.', retryable: true });
    return new Promise((done) => {
      this.clock.after(this.logDelay, () => {
        done(answer);
      });
    });
  };

  readonly signals = (listen: (signal: LiveSignal) => void) => {
    this.listeners.add(listen);
    return () => {
      this.listeners.delete(listen);
    };
  };

  signal(signal: LiveSignal): void {
    for (const listen of [...this.listeners]) listen(signal);
  }

  /** Something happened: it is logged, and sent over every socket that is open. */
  emit(event: LiveEvent): void {
    this.log.push(event);
    this.send(JSON.stringify(event));
  }

  /** Sends a frame that is not logged. */
  send(data: unknown): void {
    for (const socket of this.#alive) {
      if (socket.state !== 'open' || socket.isDead) continue;
      this.clock.after(this.frameDelay, () => {
        if (socket.state === 'open' && !socket.isDead) socket.onmessage?.({ data });
      });
    }
  }

  /** Ends a socket as the network does. */
  cut(socket = this.last): void {
    if (!socket || socket.state === 'closed') return;
    socket.state = 'closed';
    this.forget(socket);
    socket.onerror?.({});
    socket.onclose?.({});
  }

  forget(socket: ModelSocket): void {
    this.#alive.delete(socket);
  }
}
