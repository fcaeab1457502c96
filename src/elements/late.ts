/** Templates that come with the acts: what first paint shows none of. The acts put them here. */
import type { TemplateResult } from 'lit';
import type { RowView, ThreadState } from '../store/index.js';
import type { Chrome } from './chrome.js';
import type { callBack } from './fast-comments-callbacks.js';
import type { ThreadHost } from './thread-host.js';

/** What there is; everything once the acts are loaded. */
export const late: {
  /** Search, who is there, whether the thread is live. */
  tools?: (chrome: Chrome, state: ThreadState) => TemplateResult;
  /** The bell, and who one is. */
  people?: (chrome: Chrome, state: ThreadState) => TemplateResult;
  /** Notices above the thread. */
  notices?: (chrome: Chrome, state: ThreadState) => TemplateResult;
  /** A refusal in a row. */
  refusal?: (view: RowView, host: ThreadHost) => TemplateResult;
  /** A post that was not sent. */
  failed?: (view: RowView, host: ThreadHost) => TemplateResult;
  /** Adopts the style sheet of what comes late. */
  dress?: (root: ShadowRoot) => void;
  /** Calls the official callback of an event. */
  callBack?: typeof callBack;
} = {};
