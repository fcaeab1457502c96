/** What of the outside world only acting needs, as a browser has it. */
import { nanoid } from 'nanoid';
import type { TabChannel } from '../core/index.js';
import { textFingerprint } from '../html/text-fingerprint.js';
import type { ActingPorts, PageSignal } from '../session/index.js';
import { attempt } from './fast-comments-ports.js';

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
  if (document.hidden) visibility();
  return () => {
    removeEventListener('online', online);
    removeEventListener('offline', offline);
    removeEventListener('pageshow', pageshow);
    document.removeEventListener('visibilitychange', visibility);
  };
}

/** The ports that come with the acts. */
export const actingPorts: ActingPorts = {
  openTabs,
  signals,
  isOnline: () => navigator.onLine,
  page: () => ({ url: location.href, title: document.title }),
  createId: () => nanoid(),
  // Not loaded when it is needed: that is when the network fails.
  fingerprint: textFingerprint,
};
