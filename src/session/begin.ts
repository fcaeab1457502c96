/**
 * What begins once the acts are there, right after the first comments are painted: the tabs of one
 * visitor hear each other, what waited for the network is sent, and the thread goes live.
 */
import type { Stop } from '../core/index.js';
import { mergeList } from '../store/changes.js';
import type { Context } from './context.js';
import { settleDoubts } from './doubts.js';
import { startLive } from './live-thread.js';
import { watchGone } from './rescue.js';
import { hearOutbox, restoreOutbox } from './send-waiting.js';
import { keepOutbox } from './acting.js';
import { catchUpWithTabs, hearTab, type TabMessage } from './tabs.js';

/** How the live side of a thread is reached; null where there is none. */
export interface LiveOptions {
  readonly wsHost: string;
  readonly presencePollState: number;
}

/** Begins; returns how it ends. */
export function begin(context: Context, live: LiveOptions | null): Stop {
  const { ports, signal, store, tenantId } = context;
  const tabs = ports.openTabs(`fastcomments-element:${tenantId}`);
  context.tabs = tabs;
  context.insertList = mergeList;
  const thread = live && startLive(context, live);
  let before = store.state.phase;
  const stops: Stop[] = [
    ports.signals((heard) => {
      if (heard === 'online' || heard === 'visible' || heard === 'pageshow') {
        void restoreOutbox(context);
      }
    }),
    store.listen(() => {
      const { phase } = store.state;
      // Loaded anew: what could not be sent without its comment can be now.
      if (phase === 'ready' && phase !== before) void restoreOutbox(context);
      before = phase;
      keepOutbox(context);
      watchGone(context);
      thread?.update();
      if (store.state.doubts.size > 0) void settleDoubts(context);
    }),
  ];
  if (tabs) {
    stops.push(
      tabs.listen((message) => {
        if (signal.aborted) return;
        const heard = message as TabMessage;
        if (heard.type === 'outbox') hearOutbox(context, heard);
        else hearTab(context, heard);
      }),
      () => tabs.close(),
    );
    catchUpWithTabs(context);
  }
  if (thread) stops.push(thread.stop);
  void restoreOutbox(context);
  if (store.state.doubts.size > 0) void settleDoubts(context);
  return () => {
    for (const stop of stops) stop();
    context.tabs = null;
  };
}
