/** What only some threads have above or beside them: reactions to the page, who is online. */
import type { Stop } from '../core/index.js';
import type { Session } from '../session/index.js';
import extras from '../theme/extras.css?inline';
import panels from '../theme/panel.css?inline';
import { adoptSheet } from '../theme/index.js';
import { loadPart } from './fast-comments-load.js';
import type { ThreadHost } from './thread-host.js';

/** Fills the element of class `extras` as the settings want it, until the thread is left. */
export function showExtras(host: ThreadHost, session: Session): void {
  const { context } = session;
  const slot = host.root.querySelector<HTMLElement>('.extras');
  if (!context || !slot) return;
  const { signal } = context;
  const { pageReactConfig, usersListLocation } = host.store.state.settings;
  const stops: Stop[] = [];
  const place = (name: string): HTMLElement => {
    const element = document.createElement('div');
    element.className = name;
    slot.append(element);
    stops.push(() => element.remove());
    return element;
  };
  adoptSheet(host.root, panels);
  adoptSheet(host.root, extras);
  signal.addEventListener('abort', () => {
    for (const stop of stops) stop();
  });
  const show = <T>(load: () => Promise<T>, run: (chunk: T) => Stop) => {
    void loadPart(session, load).then((chunk) => {
      if (!chunk || signal.aborted) return;
      stops.push(run(chunk));
    });
  };
  if (pageReactConfig) {
    const bar = place('react-bar');
    show(
      () => import('./fast-comments-page-reacts.js'),
      ({ showPageReacts }) => showPageReacts(host, session, bar),
    );
  }
  if (usersListLocation) {
    const row = place('face-bar');
    show(
      () => import('./fast-comments-people.js'),
      ({ showPeople }) => {
        const isBeside = usersListLocation === 2 || usersListLocation === 3;
        const side = isBeside ? document.createElement('aside') : null;
        if (side) {
          side.className = 'side';
          side.setAttribute('part', 'people');
          slot.before(side);
        }
        return showPeople(host, session, row, side);
      },
    );
  }
}
