/** The outside world as a browser has it. */
import { systemClock, type Socket, type Storage } from '../core/index.js';
import type { ReadingPorts, SessionPorts } from '../session/index.js';

/** What a host can put in the place of the network: for stories, documentation and tests. */
export interface WidgetTransport {
  readonly fetch?: SessionPorts['fetch'];
  readonly openSocket?: SessionPorts['openSocket'];
}

/** `localStorage` as a port: blocked or full storage reads as empty. */
export const storage: Storage = {
  get: (key) => attempt(() => localStorage.getItem(key), null),
  set: (key, value) =>
    attempt(() => {
      localStorage.setItem(key, value);
      return true;
    }, false),
  remove: (key) => attempt(() => localStorage.removeItem(key), undefined),
  keys: () => attempt(() => Object.keys(localStorage), []),
};

/** What `run` returns, or something else where the browser forbids it. */
export function attempt<T>(run: () => T, otherwise: T): T {
  try {
    return run();
  } catch {
    return otherwise;
  }
}

/** The ports of a widget that reads; `emit` hears what the session tells. See `actingPorts`. */
export function readingPorts(
  transport: WidgetTransport | undefined,
  emit: SessionPorts['emit'],
): ReadingPorts {
  return {
    fetch: transport?.fetch ?? ((input, init) => fetch(input, init)),
    openSocket: transport?.openSocket ?? ((url) => new WebSocket(url) as Socket),
    clock: systemClock,
    random: Math.random,
    storage,
    emit,
  };
}

/** Parameters of an address that tell where a visitor came from, not which page it is. */
const marketing =
  /^(utm_\w+|fbclid|gclid|gbraid|wbraid|msclkid|mc_[ce]id|igshid|ref_src|yclid|_ga|_gl)$/i;

/** The page's own id where the host gives none: its address without marketing parameters. */
export function pageUrlId(): string {
  const url = new URL(location.href);
  url.hash = '';
  for (const name of [...url.searchParams.keys()]) {
    if (marketing.test(name)) url.searchParams.delete(name);
  }
  return url.href;
}
