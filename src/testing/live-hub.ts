import type { Stop } from '../core/index.js';

/**
 * A live event as it is sent. `type` and the members are the service's (`LiveEvent`); the index
 * signature lets a test push what no client knows.
 */
export interface WireEvent {
  type: string;
  timestamp?: number;
  broadcastId?: string;
  [member: string]: unknown;
}

/** What a socket asks for in its address. */
export interface SocketQuery {
  readonly urlId: string | null;
  readonly tenantIdWS: string | null;
  readonly userIdWS: string | null;
}

/** Who sits behind a socket, as the core tells from `userIdWS`. */
export interface SocketOwner {
  /** Whose notifications it gets, or null. */
  readonly actor: string | null;
  /** What others see in `p-u`: an account's id or `anon:…`. */
  readonly presenceId: string;
}

/** An accepted socket. */
export interface Subscription {
  /** The room, `<tenantId>:<urlId>`. */
  readonly room: string;
  readonly tenantId: string;
  readonly owner: SocketOwner;
  /** Leaves the room. */
  readonly leave: Stop;
  /** Ends the socket from the server's side. */
  readonly end: Stop;
}

interface Seat extends Subscription {
  readonly receive: (frame: string) => void;
}

/** A room's name from `urlIdWS`, which may have been percent-encoded any number of times. */
export function roomName(urlIdWS: string): string {
  let name = urlIdWS;
  for (let round = 0; round < 5; round += 1) {
    try {
      const decoded = decodeURIComponent(name);
      if (decoded === name) break;
      name = decoded;
    } catch {
      break;
    }
  }
  return name;
}

/**
 * An event as one text frame. Some clients decode frames as URI components first, so a bare `%` is
 * written as an escape that means the same in JSON.
 */
function frame(event: WireEvent): string {
  return JSON.stringify(event).replaceAll('%', '\\u0025');
}

/** The sockets of every page, who is there, and what is sent to them. */
export class LiveHub {
  readonly #rooms = new Map<string, Set<Seat>>();

  /** Takes a seat in a room and tells everybody there, the newcomer too. */
  join(
    room: string,
    tenantId: string,
    owner: SocketOwner,
    receive: (frame: string) => void,
    end: Stop,
  ): Subscription {
    const name = roomName(room);
    let seats = this.#rooms.get(name);
    if (!seats) this.#rooms.set(name, (seats = new Set()));
    const isNew = !this.isOnline(name, owner.presenceId);
    let seated = true;
    const seat: Seat = {
      room: name,
      tenantId,
      owner,
      receive,
      leave: () => {
        if (!seated) return;
        seated = false;
        seats.delete(seat);
        if (seats.size === 0 && this.#rooms.get(name) === seats) this.#rooms.delete(name);
        const left = this.isOnline(name, owner.presenceId) ? [] : [owner.presenceId];
        this.send(name, { type: 'p-u', uj: [], ul: left, sc: seats.size });
      },
      end: () => {
        seat.leave();
        end();
      },
    };
    seats.add(seat);
    this.send(name, { type: 'p-u', uj: isNew ? [owner.presenceId] : [], ul: [], sc: seats.size });
    return seat;
  }

  /** Sends an event to everybody in a room. */
  send(room: string, event: WireEvent): void {
    const text = frame(event);
    for (const seat of [...(this.#rooms.get(roomName(room)) ?? [])]) seat.receive(text);
  }

  /** Sends an event to all sockets of one person, wherever in the tenant they are. */
  sendTo(tenantId: string, actor: string, event: WireEvent): void {
    const text = frame(event);
    for (const seat of this.sockets()) {
      if (seat.owner.actor === actor && (seat.tenantId === tenantId || seat.tenantId === '')) {
        (seat as Seat).receive(text);
      }
    }
  }

  /** Every presence id in a room, once. */
  online(room: string): string[] {
    const seats = this.#rooms.get(roomName(room)) ?? new Set<Seat>();
    return [...new Set([...seats].map(({ owner }) => owner.presenceId))];
  }

  isOnline(room: string, presenceId: string): boolean {
    return this.online(room).includes(presenceId);
  }

  /** Every open socket, or those of one room. */
  sockets(room?: string): Subscription[] {
    if (room !== undefined) return [...(this.#rooms.get(roomName(room)) ?? [])];
    return [...this.#rooms.values()].flatMap((seats) => [...seats]);
  }
}
