/**
 * Random schedules of what visitors do and what goes wrong, run against the server core in virtual
 * time. What they are judged by is in `schedule-oracle`.
 */
import type { SortDirection } from '../../src/core/index.js';
import { pinnedEver, runStep } from './schedule-acts.js';
import {
  compare,
  compareFetchedOrder,
  pressEverything,
  shownOrder,
  type ShownOrder,
} from './schedule-oracle.js';
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
    | 'block'
    | 'unblock'
    | 'sort'
    | 'route'
    | 'offline'
    | 'online'
    | 'reload'
    | 'more'
    | 'reveal'
    | 'foreignPost'
    | 'foreignReply'
    | 'foreignVote'
    | 'foreignDelete'
    | 'pin'
    | 'unpin'
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
  /** Replies to replies among them too; else all are to the first comment. */
  readonly isNested?: boolean;
  readonly steps: readonly Step[];
}

const room = 'demo:page';

/** Runs a schedule; resolves to what differs from the oracle, in words (empty: nothing). */
export async function runSchedule(
  setup: Setup,
  trace?: (...words: unknown[]) => void,
): Promise<string[]> {
  const world = new World({ seed: undefined });
  await seed(world, setup);
  const tabs = await openTabs(world, setup);
  if (trace) watch(world, tabs, trace);
  const wrong: string[] = [];
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
    const before = tabs.map((each) => shownOrder(each));
    await runStep(world, tabs, tab, step, ++made);
    trace?.(
      step.act,
      step.tab % tabs.length,
      step.size,
      'counts',
      tabs.map((each) => each.state.count),
    );
    await world.pass((step.size % 5) * 60);
    wrong.push(...tabs.flatMap((each, index) => moved(each, index, before[index], step)));
  }
  await calmDown(world, tabs);
  for (const [index, tab] of tabs.entries()) {
    wrong.push(...(await compare(world, tab)).map((text) => `tab ${index}: ${text}`));
  }
  if (setup.direction === 'MR' && wrong.length === 0) {
    wrong.push(...(await compareFetchedOrder(world, tabs)));
  }
  for (const tab of tabs) tab.session.stop();
  return wrong;
}

/** Fills the page, and another one that tabs go to and come back from. */
async function seed(world: World, { comments, isNested }: Setup): Promise<void> {
  const authors = [world.server.visitor('author'), world.server.visitor('writer')];
  for (const urlId of ['page', 'elsewhere']) {
    const ids: string[] = [];
    for (let index = 0; index < (urlId === 'page' ? comments : 3); index++) {
      await world.pass(10);
      // A third of them replies; every fourth by somebody else.
      const parent = isNested ? Math.floor(index * 0.6) : 0;
      const parentId = index % 3 === 2 ? (ids[parent] ?? null) : null;
      const author = authors[index % 4 === 1 ? 1 : 0];
      const comment = await author?.comment(`c${index}`, { urlId, parentId });
      if (comment) ids.push(comment._id);
    }
  }
}

async function openTabs(world: World, setup: Setup): Promise<Tab[]> {
  const shared = createBrowser();
  const tabs: Tab[] = [];
  const host = {
    defaultSortDirection: setup.direction,
    pageSize: 5,
    repliesPageSize: 2,
    treeDepth: 1,
  };
  for (let index = 0; index < setup.tabs; index++) {
    const isOther = index === 2;
    const browser = isOther ? createBrowser() : shared;
    tabs.push(await world.open(isOther ? 'Walt' : 'Vera', host, browser, index + 7));
    if (index === 1) await world.pass(50);
  }
  return tabs;
}

/** Ends everything that goes wrong, and presses every button until there is none. */
async function calmDown(world: World, tabs: readonly Tab[]): Promise<void> {
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
}

/** Comments that changed places on the screen, though nobody asked for another order. */
function moved(
  tab: Tab,
  index: number,
  before: ShownOrder | undefined,
  { act }: Step,
): readonly string[] {
  const after = shownOrder(tab);
  const pinned = pinnedEver(tab.world);
  if (!before || before.root !== after.root) return [];
  const common = (mine: ShownOrder, other: ShownOrder) =>
    mine.ids.filter((id) => other.ids.includes(id) && !pinned.has(id));
  const was = common(before, after).join(' ');
  const is = common(after, before).join(' ');
  return was === is ? [] : [`tab ${index}: ${act} moved comments: ${was}; now ${is}`];
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
