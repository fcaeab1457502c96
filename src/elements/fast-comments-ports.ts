/** The outside world as a browser has it. */
import { nanoid } from 'nanoid';
import { systemClock, type Socket, type Storage, type TabChannel } from '../core/index.js';
import type { PageSignal, SessionPorts } from '../session/index.js';

/** What a host can put in the place of the network: for stories, documentation and tests. */
export interface WidgetTransport {
  readonly fetch?: SessionPorts['fetch'];
  readonly openSocket?: SessionPorts['openSocket'];
}

/** `localStorage` as a port: blocked or full storage reads as empty. */
const storage: Storage = {
  get: (key) => attempt(() => localStorage.getItem(key), null),
  set: (key, value) =>
    attempt(() => {
      localStorage.setItem(key, value);
      return true;
    }, false),
  remove: (key) => attempt(() => localStorage.removeItem(key), undefined),
  keys: () => attempt(() => Object.keys(localStorage), []),
};

function attempt<T>(run: () => T, otherwise: T): T {
  try {
    return run();
  } catch {
    return otherwise;
  }
}

function openTabs(name: string): TabChannel | null {
  return attempt<TabChannel | null>(() => {
    const channel = new BroadcastChannel(name);
    return {
      post: (message) => attempt(() => channel.postMessage(message), undefined),
      listen(hear) {
        const listener = (event: MessageEvent) => hear(event.data);
        channel.addEventListener('message', listener);
        return () => channel.removeEventListener('message', listener);
      },
      close: () => channel.close(),
    };
  }, null);
}

function signals(listen: (signal: PageSignal) => void): () => void {
  const online = () => listen('online');
  const offline = () => listen('offline');
  const pageshow = (event: PageTransitionEvent) => {
    if (event.persisted) listen('pageshow');
  };
  const visibility = () => listen(document.hidden ? 'hidden' : 'visible');
  addEventListener('online', online);
  addEventListener('offline', offline);
  addEventListener('pageshow', pageshow);
  document.addEventListener('visibilitychange', visibility);
  return () => {
    removeEventListener('online', online);
    removeEventListener('offline', offline);
    removeEventListener('pageshow', pageshow);
    document.removeEventListener('visibilitychange', visibility);
  };
}

/** The ports of a widget; `emit` hears what the session tells. */
export function browserPorts(
  transport: WidgetTransport | undefined,
  emit: SessionPorts['emit'],
): SessionPorts {
  return {
    fetch: transport?.fetch ?? ((input, init) => fetch(input, init)),
    openSocket: transport?.openSocket ?? ((url) => new WebSocket(url) as Socket),
    clock: systemClock,
    random: Math.random,
    storage,
    openTabs,
    signals,
    isOnline: () => navigator.onLine,
    page: () => ({ url: location.href, title: document.title }),
    createId: () => nanoid(),
    loadFingerprint: () =>
      import('../html/text-fingerprint.js').then(({ textFingerprint }) => textFingerprint),
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
