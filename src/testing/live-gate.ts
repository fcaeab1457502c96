import type { Clock } from '../core/index.js';

type Deliver = (frame: string) => void;

/** What happens to live events of one page on their way. */
interface Gate {
  held: (() => void)[] | null;
  delay: number;
  /** How many were ever to be lost or doubled; each socket remembers how many it took part in. */
  drop: number;
  duplicate: number;
}

/** Stands between the server and the sockets: holds, delays, drops and doubles live events, page by page. */
export class LiveGate {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #gates = new Map<string, Gate>();

  constructor(clock: Pick<Clock, 'after'>) {
    this.#clock = clock;
  }

  /** Holds events of a page (`tenant:urlId`) back until {@link release}. */
  hold(room: string): void {
    this.#gate(room).held ??= [];
  }

  /** Lets held events go, in order; later ones pass at once. */
  release(room: string): void {
    const gate = this.#gate(room);
    const held = gate.held ?? [];
    gate.held = null;
    for (const deliver of held) deliver();
  }

  /** Delays every event of a page by so many milliseconds. */
  delay(room: string, ms: number): void {
    this.#gate(room).delay = ms;
  }

  /** Loses the next events of a page; each socket counts on its own. */
  drop(room: string, count = 1): void {
    this.#gate(room).drop += count;
  }

  /** Sends the next events of a page twice. */
  duplicate(room: string, count = 1): void {
    this.#gate(room).duplicate += count;
  }

  /** Ends holding and delaying for a page, or for all; what was held goes out. */
  clear(room?: string): void {
    for (const name of room === undefined ? [...this.#gates.keys()] : [room]) {
      this.release(name);
      const gate = this.#gate(name);
      gate.delay = 0;
    }
  }

  /** Wraps the delivery to one socket. Presence frames (`p-u`) pass untouched by drops and doubles. */
  through(room: string, deliver: Deliver): Deliver {
    let dropped = this.#gates.get(room)?.drop ?? 0;
    let duplicated = this.#gates.get(room)?.duplicate ?? 0;
    return (frame) => {
      const gate = this.#gates.get(room);
      if (!gate) {
        deliver(frame);
        return;
      }
      let times = 1;
      if (!frame.startsWith('{"type":"p-u"')) {
        if (dropped < gate.drop) {
          dropped += 1;
          times = 0;
        } else if (duplicated < gate.duplicate) {
          duplicated += 1;
          times = 2;
        }
      }
      const go = (): void => {
        for (let sent = 0; sent < times; sent += 1) deliver(frame);
      };
      if (gate.held) gate.held.push(go);
      else if (gate.delay > 0) this.#clock.after(gate.delay, go);
      else go();
    };
  }

  #gate(room: string): Gate {
    let gate = this.#gates.get(room);
    if (!gate) this.#gates.set(room, (gate = { held: null, delay: 0, drop: 0, duplicate: 0 }));
    return gate;
  }
}
