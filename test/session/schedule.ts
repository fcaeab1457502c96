/**
 * Random schedules of what visitors do and what goes wrong, run against the server core in virtual
 * time, and the oracle: once things are quiet and every button is pressed, each visitor's screen is
 * what the server would tell that visitor.
 */
import { revealHeld } from '../../src/store/changes.js';
import { heldCount, viewList } from '../../src/store/index.js';
import type { PublicComment, SortDirection } from '../../src/core/index.js';
import { createBrowser, World, type Tab } from './session-under-test.js';

/** One step of a schedule; numbers pick the tab and the comment by position. */
export interface Step {
  readonly act:
    | 'post'
    | 'reply'
    | 'edit'
    | 'delete'
    | 'voteUp'
    | 'voteDown'
    | 'unvote'
    | 'flag'
    | 'unflag'
    | 'offline'
    | 'online'
    | 'reload'
    | 'more'
    | 'reveal'
    | 'foreignPost'
    | 'foreignReply'
    | 'foreignVote'
    | 'foreignDelete'
    | 'wait'
    | 'loseAnswer'
    | 'slowAnswer'
    | 'slowCall'
    | 'refuse'
    | 'dropSockets'
    | 'delayEvents'
    | 'holdEvents'
    | 'releaseEvents'
    | 'loseEvents'
    | 'doubleEvents';
  readonly tab: number;
  readonly target: number;
  readonly size: number;
}

/** How a schedule is set up. */
export interface Setup {
  readonly direction: SortDirection;
  readonly comments: number;
  /** Tabs 0 and 1 are one visitor in two tabs, tab 2 is another visitor. */
  readonly tabs: number;
  readonly steps: readonly Step[];
}

const room = 'demo:page';
const operations = ['createCommentPublic', 'voteComment', 'deleteCommentVote', 'deleteCommentPublic', 'setCommentText', 'flagCommentPublic', 'getCommentsPublic', 'getEventLog']; // prettier-ignore

/** Runs a schedule; resolves to what differs from the oracle, in words (empty: nothing). */
export async function runSchedule(
  setup: Setup,
  trace?: (...words: unknown[]) => void,
): Promise<string[]> {
  const world = new World({ seed: undefined });
  const author = world.server.visitor('author');
  const ids: string[] = [];
  for (let index = 0; index < setup.comments; index++) {
    await world.pass(10);
    // A third of them replies, at any depth.
    const parentId = index % 3 === 2 ? (ids[(index * 7) % ids.length] ?? null) : null;
    ids.push((await author.comment(`c${index}`, { urlId: 'page', parentId }))._id);
  }
  const shared = createBrowser();
  const tabs: Tab[] = [];
  for (let index = 0; index < setup.tabs; index++) {
    const isSecond = index === 1;
    tabs.push(
      await world.open(
        index === 2 ? 'Walt' : 'Vera',
        {
          defaultSortDirection: setup.direction,
          pageSize: 5,
          repliesPageSize: 2,
          treeDepth: 1,
        },
        index === 2 ? createBrowser() : shared,
        index + 7,
      ),
    );
    if (isSecond) await world.pass(50);
  }
  if (trace) watch(world, tabs, trace);
  let made = 0;
  let heldSince: number | null = null;
  for (const step of setup.steps) {
    const tab = tabs[step.tab % tabs.length];
    if (!tab) continue;
    if (step.act === 'holdEvents') heldSince ??= world.clock.monotonic();
    if (step.act === 'releaseEvents') heldSince = null;
    // Later than the widget reckons with no event arrives (see `read-window`).
    if (heldSince !== null && world.clock.monotonic() - heldSince > 6000) {
      world.server.live.release(room);
      heldSince = null;
    }
    await runStep(world, tabs, tab, step, ++made);
    trace?.(
      step.act,
      step.tab % tabs.length,
      step.size,
      'counts',
      tabs.map((each) => each.state.count),
    );
    await world.pass((step.size % 5) * 60);
  }
  world.server.clearRules();
  world.server.live.clear();
  world.server.refuseSockets(false);
  for (const tab of tabs) tab.setOnline(true);
  await world.pass(60_000);
  for (const tab of tabs) if (tab.state.phase === 'failed') tab.session.retry();
  await world.pass(60_000);
  for (const tab of tabs) {
    for (const row of tab.rows()) {
      if (row.state === 'failed') tab.acts.dropPost(tab.context, row.key);
    }
    await pressEverything(world, tab);
  }
  await world.pass(60_000);
  for (const tab of tabs) await pressEverything(world, tab);
  await world.pass(30_000);
  const wrong: string[] = [];
  for (const [index, tab] of tabs.entries()) {
    wrong.push(...(await compare(world, tab, setup)).map((text) => `tab ${index}: ${text}`));
  }
  for (const tab of tabs) tab.session.stop();
  return wrong;
}

/** Says what every tab is told, for finding out what went wrong. */
function watch(world: World, tabs: readonly Tab[], trace: (...words: unknown[]) => void): void {
  for (const [index, tab] of tabs.entries()) {
    let count = tab.state.count;
    tab.session.store.listen((touched) => {
      const { state } = tab;
      if (state.count === count) return;
      trace(`tab ${index} at ${world.clock.monotonic()}: count ${count} → ${state.count}`, [...touched], [...state.doubts]); // prettier-ignore
      count = state.count;
    });
  }
}

/** Rows of the tab that stand for confirmed comments. */
function settledRows(tab: Tab) {
  return tab.rows().filter((row) => row.id !== null && !row.isDeleted);
}

async function runStep(
  world: World,
  tabs: readonly Tab[],
  tab: Tab,
  step: Step,
  number: number,
): Promise<void> {
  const rows = settledRows(tab);
  const row = rows[step.target % Math.max(1, rows.length)];
  const mine = rows.filter(({ isMine }) => isMine);
  const own = mine[step.target % Math.max(1, mine.length)];
  const all = [...world.server.state.db.allComments()]
    .filter((doc) => doc.urlId === 'page' && !doc.isDeleted)
    .map((doc) => doc._id);
  const any = all[step.target % Math.max(1, all.length)];
  const other = world.server.visitor('other');
  const operation = operations[step.target % operations.length] ?? '';
  switch (step.act) {
    case 'post':
      await tab.post(`p${number} x`, null, tab.name);
      break;
    case 'reply':
      if (row?.id) await tab.post(`r${number} x`, row.id, tab.name);
      break;
    case 'edit':
      if (own?.id) void tab.acts.saveEdit(tab.context, own.id, `e${number} x`);
      break;
    case 'delete':
      if (own?.id) void tab.acts.deleteComment(tab.context, own.id);
      break;
    case 'voteUp':
    case 'voteDown':
    case 'unvote':
      if (row?.id)
        void tab.vote(row.id, step.act === 'voteUp' ? 1 : step.act === 'voteDown' ? -1 : 0);
      break;
    case 'flag':
    case 'unflag':
      if (row?.id) void tab.acts.setSwitch(tab.context, 'flag', row.id, step.act === 'flag');
      break;
    case 'offline':
    case 'online':
      for (const each of tabs) if (each.name === tab.name) each.setOnline(step.act === 'online');
      break;
    case 'reload':
      if (tab.isOnline) await tab.reload();
      break;
    case 'more':
      tab.more(step.size % 2 ? null : (row?.id ?? null));
      break;
    case 'reveal':
      tab.session.store.change((state) =>
        revealHeld(state, step.size % 2 ? null : (row?.id ?? null)),
      );
      break;
    case 'foreignPost':
      await world
        .until(other.comment(`f${number}`, { urlId: 'page', parentId: null }))
        .catch(() => undefined);
      break;
    case 'foreignReply':
      if (any)
        await world
          .until(other.comment(`g${number}`, { urlId: 'page', parentId: any }))
          .catch(() => undefined);
      break;
    case 'foreignVote':
      if (any) await world.until(other.call('POST', `/comments/demo/${any}/vote`, { urlId: 'page', broadcastId: `b${number}` }, { voteDir: step.size % 2 ? 'up' : 'down', url: null, commenterName: null, commenterEmail: null })).catch(() => undefined); // prettier-ignore
      break;
    case 'foreignDelete':
      if (any) world.server.remove(any);
      break;
    case 'wait':
      await world.pass(step.size * 400);
      break;
    case 'loseAnswer':
      world.server.addRule({ operation, times: 1, fault: { network: 'answer-lost' } });
      break;
    case 'slowAnswer':
      world.server.addRule({ operation, times: 2, delayAfter: step.size * 300 });
      break;
    case 'slowCall':
      world.server.addRule({ operation, times: 2, delayBefore: step.size * 300 });
      break;
    case 'refuse':
      world.server.addRule({ operation, times: 1, fault: { status: 503, json: { status: 'failed', code: 'busy', reason: 'busy' } } }); // prettier-ignore
      break;
    case 'dropSockets':
      world.server.dropSockets('page');
      break;
    case 'delayEvents':
      world.server.live.delay(room, step.size * 200);
      break;
    case 'holdEvents':
      world.server.live.hold(room);
      break;
    case 'releaseEvents':
      world.server.live.release(room);
      break;
    case 'loseEvents':
      // A socket that loses frames breaks sooner or later; the log then tells what was lost.
      world.server.live.drop(room, 1 + (step.size % 3));
      world.server.dropSockets('page');
      break;
    case 'doubleEvents':
      world.server.live.duplicate(room, 1 + (step.size % 3));
      break;
  }
}

/** Presses every "Show N new", "Show N more replies" and "Load more comments" until there is none. */
async function pressEverything(world: World, tab: Tab): Promise<void> {
  for (let round = 0; round < 60; round++) {
    const keys: (string | null)[] = [null, ...tab.rows().flatMap((row) => row.id ?? [])];
    let pressed = 0;
    for (const id of keys) {
      if (heldCount(tab.state, id) > 0) {
        tab.session.store.change((state) => revealHeld(state, id));
        pressed++;
      }
      if (
        viewList(tab.state, id === null ? null : (tab.state.entries.get(id)?.key ?? id)).remaining >
        0
      ) {
        tab.more(id);
        pressed++;
      }
    }
    if (pressed === 0) return;
    await world.pass(1500);
  }
  throw new Error('buttons never ran out');
}

interface Shown {
  readonly id: string;
  readonly parentId: string | null;
  readonly text: string;
  readonly votes: number;
  readonly up: number;
  readonly down: number;
  readonly mine: number;
  readonly isFlagged: boolean;
}

/** What the server tells this visitor, in reading order. */
async function truth(
  world: World,
  tab: Tab,
  setup: Setup,
): Promise<{ rows: Shown[]; count: number }> {
  const answer = await world.server.visitor(tab.name).call('GET', '/comments/demo', {
    urlId: 'page',
    asTree: true,
    maxTreeDepth: 50,
    limit: 5000,
    limitChildren: 5000,
    skip: 0,
    countAll: true,
    direction: setup.direction,
    anonUserId: tab.state.viewer.anonUserId,
  });
  const rows: Shown[] = [];
  const walk = (comments: readonly PublicComment[]) => {
    for (const comment of comments) {
      rows.push({
        id: comment._id,
        parentId: comment.parentId ?? null,
        text: comment.commentHTML,
        votes: comment.votes ?? 0,
        up: comment.votesUp ?? 0,
        down: comment.votesDown ?? 0,
        mine: comment.isVotedUp ? 1 : comment.isVotedDown ? -1 : 0,
        isFlagged: Boolean(comment.isFlagged),
      });
      walk(comment.children ?? []);
    }
  };
  walk(answer.json.comments as PublicComment[]);
  return { rows, count: answer.json.commentCount as number };
}

async function compare(world: World, tab: Tab, setup: Setup): Promise<string[]> {
  const expected = await truth(world, tab, setup);
  const shown: Shown[] = tab.rows().map((row) => ({
    id: row.id ?? row.key,
    parentId: row.parentId,
    text: row.html ?? row.text ?? '',
    votes: row.votes,
    up: row.votesUp,
    down: row.votesDown,
    mine: row.vote,
    isFlagged: row.isFlagged,
  }));
  const wrong: string[] = [];
  const name = (row: Shown) => `${row.id} (${row.text})`;
  const byId = new Map(shown.map((row) => [row.id, row]));
  for (const row of expected.rows) {
    const here = byId.get(row.id);
    if (!here) wrong.push(`missing ${name(row)}`);
    else if (JSON.stringify(here) !== JSON.stringify(row)) {
      wrong.push(`differs: shown ${JSON.stringify(here)}, server ${JSON.stringify(row)}`);
    }
  }
  const known = new Set(expected.rows.map(({ id }) => id));
  for (const row of shown) if (!known.has(row.id)) wrong.push(`not on the server: ${name(row)}`);
  if (shown.length !== byId.size) wrong.push('a comment is shown twice');
  if (wrong.length === 0 && setup.direction !== 'MR') {
    const order = (rows: Shown[]) =>
      rows.map(({ id, text }) => `${text}:${id.slice(-4)}`).join(' ');
    if (order(shown) !== order(expected.rows)) {
      wrong.push(`order: shown ${order(shown)}; server ${order(expected.rows)}`);
    }
  }
  if (tab.state.count !== expected.count) {
    wrong.push(`count: shown ${tab.state.count}, server ${expected.count}`);
  }
  return wrong;
}
