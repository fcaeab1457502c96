/**
 * The state of one thread, as plain data: what the server has confirmed, and what the visitor has
 * asked for and the server has not answered yet. Reducers (`insertPage`, `applyEvent`, …) write in
 * place and note what they touched, so that one vote in a thread of 50,000 comments costs one row.
 * Longer than a file should be: most of it says what each member means.
 */
import { BoundedSet } from '../core/index.js';
import type {
  Badge,
  Failure,
  PublicComment,
  SortDirection,
  UserSessionInfo,
} from '../core/index.js';
import type { ListView } from './list-view.js';
import type { Operation } from './operation.js';
import type { RowView } from './row-view.js';
import { resolveSettings, type Settings, type SettingLayer } from './settings.js';

/** The server's `_id` of a comment. */
export type CommentId = string;

/** The key of a row: the comment's id, or the id of the post operation that made the row. */
export type RowKey = string;

/** The visitor's own vote as the server has confirmed it. */
export interface OwnVote {
  /** 1 up, -1 down, 0 none. */
  readonly direction: -1 | 0 | 1;
  readonly voteId?: string | undefined;
  /** Waiting for verification: remembered, but not part of the counts. */
  readonly isPending?: boolean;
}

/** A comment the server has confirmed. */
export interface Entry {
  /** Changes only from a post operation's id to the same row's life after it: never for a row. */
  readonly key: RowKey;
  readonly id: CommentId;
  readonly parentId: CommentId | null;
  /** 0 at the top level. */
  readonly depth: number;
  data: PublicComment;
  vote: OwnVote;
  /** Its replies; null until one is known of. */
  branch: Branch | null;
  /** Arrived live and waits behind "Show N new". */
  isHeld: boolean;
  /** Placed by us, not by the server's ranking (only matters under `MR`). */
  isUnranked: boolean;
  /** An edit was seen live or made here. */
  isEdited: boolean;
  /** Arrived or was posted while the page was open. */
  isFresh: boolean;
  /** Monotonic time at which the answer that last brought it arrived. */
  readAt: number;
  /** Monotonic time of the last change by an event or an own action; 0 for none. */
  changedAt: number;
  /** Server time of the last update event applied; 0 for none. */
  eventAt: number;
  /** The account of an online author, as far as known. */
  isOnline?: boolean;
}

/** The direct replies of one comment, or the top level. */
export interface Branch {
  /** In the server's order, without a gap from the beginning. */
  head: CommentId[];
  /** Known to come after what is not loaded yet (own and live comments at the far end). */
  tail: CommentId[];
  /** Arrived live, waiting to be shown, in order of arrival. */
  held: CommentId[];
  /** Direct comments the server counts here; null where it does not say (top level). */
  total: number | null;
  /** Whether the server holds comments between `head` and `tail`. */
  hasMore: boolean;
  loading: 'idle' | 'loading' | 'failed';
  failure: Failure | null;
  /** Closed by the visitor or by `collapseReplies`. */
  isClosed: boolean;
}

/** Why the thread is not shown, or that it is. */
export type Phase = 'idle' | 'loading' | 'ready' | 'failed';

/** Who looks at the thread: the server's word, and what this device holds. */
export interface Viewer {
  /** The server's user; null if it knows none. */
  user: UserSessionInfo | null;
  /** Kept on this device; undefined until the first act. */
  anonUserId: string | undefined;
  /** Whether an `sso` payload that names a user goes with the calls. */
  hasSSO: boolean;
  isSiteAdmin: boolean;
  /** Whether reads are answered for this visitor: then what they say of own votes is the truth. */
  isKnownToReads: boolean;
  /** Comments whose edit key is held here. */
  editable: Set<CommentId>;
}

/** A removed comment: kept to tell late copies of it from a new life. */
export interface Tombstone {
  /** Monotonic time of the removal. */
  readonly at: number;
  /** Server time of the event that removed it; 0 if unknown. */
  readonly eventAt: number;
}

/** What a filter shows: found text or hashtags instead of the whole thread. */
export interface ThreadFilter {
  readonly searchText?: string;
  readonly hashTags?: readonly string[];
}

/** How what is pending changes what is shown. */
export interface Fold {
  /** `view`: what is confirmed, null where nothing is. */
  readonly row: (state: ThreadState, key: RowKey, view: RowView | null) => RowView | null;
  readonly list: (state: ThreadState, parentId: CommentId | null, view: ListView) => ListView;
  /** Comments to be added to the page's count. */
  readonly count: (state: ThreadState) => number;
}

/** Everything that is known of a thread. */
export interface ThreadState {
  phase: Phase;
  failure: Failure | null;
  /** No answer for a while; it is still waited for. */
  isSlow: boolean;
  direction: SortDirection;
  filter: ThreadFilter | null;
  entries: Map<CommentId, Entry>;
  /** Row keys that are not comment ids: comments posted from here. */
  ids: Map<RowKey, CommentId>;
  root: Branch;
  /** Confirmed comments of the page, replies included unless `countAll` is off. */
  count: number;
  /** Monotonic times at which the count was read, and at which something here changed it. */
  countReadAt: number;
  countChangedAt: number;
  operations: Map<string, Operation>;
  /** Folds the operations over what is confirmed; null until the first one. */
  fold: Fold | null;
  /** Own broadcast ids: the operation that sent it, and whether its answer has arrived. */
  broadcasts: Map<string, { readonly operation: string; isAnswered: boolean }>;
  /** `<event type>:<vote id>` of every vote counted. */
  votesSeen: BoundedSet<string>;
  /** Comments that are counted but not held. */
  countedUnheld: BoundedSet<CommentId>;
  tombstones: Map<CommentId, Tombstone>;
  /** Facts that two sources disagree about in time: comment ids, or `count`. Read anew when quiet. */
  doubts: Set<string>;
  /** How many reads are under way. */
  reads: number;
  /** Largest (server time − monotonic time) seen: a lower bound of the real difference. */
  serverOffset: number | null;
  viewer: Viewer;
  /** Author keys the visitor has blocked here, since the page was opened. */
  blocked: Set<string>;
  /** What another tab of the visitor did with comments that are not held here (yet). */
  marks: Map<CommentId, { vote?: OwnVote; isFlagged?: boolean }>;
  isClosed: boolean;
  /** Top-level comments shown of a folded thread; null: all. */
  teasers: number | null;
  hasBillingIssue: boolean;
  warning: string | null;
  notificationCount: number;
  subscribers: number;
  isConnected: boolean | null;
  badges: Map<string, readonly Badge[]>;
  layers: { host: SettingLayer; live: SettingLayer; server: SettingLayer };
  settings: Settings;
  /** The comment being replied to, and the one being edited. */
  replyingTo: Set<CommentId>;
  editing: Map<CommentId, EditBox>;
  /** Notices at the place of an act, by comment id. */
  notices: Map<CommentId, Notice>;
  /** Flagged comments the visitor chose to see anyway. */
  shownAnyway: Set<CommentId>;
  touched: Set<string>;
}

/** An open edit box. */
export interface EditBox {
  /** null until the raw text has arrived. */
  text: string | null;
  failure: Failure | null;
}

/** A message beside a comment: what failed, or what can be undone. */
export interface Notice {
  readonly kind: 'error' | 'flagged' | 'blocked';
  readonly failure?: Failure;
  /** The act that failed. */
  readonly act?: string;
  /** Whether "Undo" is offered. */
  readonly canUndo?: boolean;
}

/** An empty branch with nothing more to load; the top level (`null`) has not been asked for yet. */
export function createBranch(total: number | null = 0): Branch {
  return {
    head: [],
    tail: [],
    held: [],
    total,
    hasMore: total === null,
    loading: 'idle',
    failure: null,
    isClosed: false,
  };
}

/** The state before anything was fetched. */
export function createThreadState(host: SettingLayer = {}): ThreadState {
  const layers = { host, live: {}, server: {} };
  const settings = resolveSettings(layers);
  return {
    phase: 'idle',
    failure: null,
    isSlow: false,
    direction: settings.defaultSortDirection,
    filter: null,
    entries: new Map(),
    ids: new Map(),
    root: createBranch(null),
    count: 0,
    countReadAt: 0,
    countChangedAt: -1,
    operations: new Map(),
    fold: null,
    broadcasts: new Map(),
    votesSeen: new BoundedSet(4000),
    countedUnheld: new BoundedSet(4000),
    tombstones: new Map(),
    doubts: new Set(),
    reads: 0,
    serverOffset: null,
    viewer: {
      user: null,
      anonUserId: undefined,
      hasSSO: false,
      isSiteAdmin: false,
      isKnownToReads: false,
      editable: new Set(),
    },
    blocked: new Set(),
    marks: new Map(),
    isClosed: false,
    teasers: null,
    hasBillingIssue: false,
    warning: null,
    notificationCount: 0,
    subscribers: 0,
    isConnected: null,
    badges: new Map(),
    layers,
    settings,
    replyingTo: new Set(),
    editing: new Map(),
    notices: new Map(),
    shownAnyway: new Set(),
    touched: new Set(),
  };
}

/** Notes that a row must be drawn anew. */
export function touchRow(state: ThreadState, id: CommentId): void {
  state.touched.add(`row:${state.entries.get(id)?.key ?? id}`);
}

/** Notes that a list (of a comment, or the top level) has other rows or buttons than before. */
export function touchList(state: ThreadState, parentId: CommentId | null): void {
  state.touched.add(
    `list:${parentId === null ? '' : (state.entries.get(parentId)?.key ?? parentId)}`,
  );
}

/** Notes that something outside the rows changed: count, viewer, settings, phase. */
export function touchShell(state: ThreadState): void {
  state.touched.add('shell');
}

/** Notes that every row must be drawn anew (settings, viewer, language). */
function touchAll(state: ThreadState): void {
  state.touched.add('all');
}

/** The branch of a comment or of the top level; made if it is missing. */
export function branchOf(state: ThreadState, parentId: CommentId | null): Branch {
  if (parentId === null) return state.root;
  const entry = state.entries.get(parentId);
  if (!entry) return createBranch();
  return (entry.branch ??= createBranch());
}

/** Resolves the settings again after a layer changed. The same values again change nothing. */
export function setLayer(
  state: ThreadState,
  layer: 'host' | 'live' | 'server',
  values: SettingLayer,
): void {
  const before = state.layers[layer];
  const names = Object.keys({ ...before, ...values });
  if (names.every((name) => Object.is(before[name], values[name]))) return;
  state.layers[layer] = values;
  state.settings = resolveSettings(state.layers);
  touchShell(state);
  touchAll(state);
}

/** Changes the count of the page by what was learned at monotonic time `now`. */
export function changeCount(state: ThreadState, difference: number, now: number): void {
  if (difference === 0) return;
  state.count = Math.max(0, state.count + difference);
  state.countChangedAt = now;
  touchShell(state);
}
