/**
 * The oracle of the schedules: once things are quiet and every button is pressed, each visitor's
 * screen is what the server would tell that visitor.
 */
import { revealHeld } from '../../src/store/changes.js';
import { heldCount, viewList } from '../../src/store/index.js';
import type { PublicComment } from '../../src/core/index.js';
import type { Tab, World } from './session-under-test.js';
import { compareRows, inOrder, toShown, type Shown } from './shown.js';

/** Presses every "Show N new", "Show N more replies" and "Load more comments" until there is none. */
export async function pressEverything(world: World, tab: Tab): Promise<void> {
  for (let round = 0; round < 60; round++) {
    const keys: (string | null)[] = [null, ...tab.rows().flatMap((row) => row.id ?? [])];
    let pressed = 0;
    for (const id of keys) {
      if (heldCount(tab.state, id) > 0) {
        tab.session.store.change((state) => revealHeld(state, id));
        pressed++;
      }
      const key = id === null ? null : (tab.state.entries.get(id)?.key ?? id);
      if (viewList(tab.state, key).remaining > 0) {
        tab.more(id);
        pressed++;
      }
    }
    if (pressed === 0) return;
    await world.pass(1500);
  }
  throw new Error('buttons never ran out');
}

/** What the server tells this visitor, in reading order. */
async function truth(world: World, tab: Tab): Promise<{ rows: Shown[]; count: number }> {
  const answer = await world.server.visitor(tab.name).call('GET', '/comments/demo', {
    urlId: tab.urlId,
    asTree: true,
    maxTreeDepth: 50,
    limit: 5000,
    limitChildren: 5000,
    skip: 0,
    countAll: true,
    direction: tab.state.direction,
    anonUserId: tab.state.viewer.anonUserId,
  });
  const rows = toShown(answer.json.comments as PublicComment[]);
  return { rows, count: answer.json.commentCount as number };
}

function shownRows(tab: Tab): Shown[] {
  return tab.rows().map((row) => ({
    id: row.id ?? row.key,
    parentId: row.parentId,
    text: row.html ?? row.text ?? '',
    votes: row.votes,
    up: row.votesUp,
    down: row.votesDown,
    mine: row.vote,
    isFlagged: row.isFlagged,
    isBlocked: row.isBlocked,
    isPinned: row.isPinned,
  }));
}

/** What a tab shows that the server would tell otherwise, in words. */
export async function compare(world: World, tab: Tab): Promise<string[]> {
  const expected = await truth(world, tab);
  const isOrdered = tab.state.direction !== 'MR';
  const { left, wrong } = compareRows(shownRows(tab), expected.rows, isOrdered);
  const { count } = tab.state;
  // Those that are left out are not counted either, until the count is read.
  if (count > expected.count || count < expected.count - left) {
    wrong.push(`count: shown ${count}, server ${expected.count}, left out ${left}`);
  }
  return wrong;
}

/**
 * "Most relevant": a thread that is fetched is in the server's order, and stays so when others vote.
 */
export async function compareFetchedOrder(world: World, tabs: readonly Tab[]): Promise<string[]> {
  for (const tab of tabs) {
    tab.session.sort('NF');
    await world.pass(1000);
    tab.session.sort('MR');
  }
  await world.pass(1000);
  for (const tab of tabs) await pressEverything(world, tab);
  const wrong: string[] = [];
  const fetched: string[] = [];
  for (const [index, tab] of tabs.entries()) {
    const expected = inOrder((await truth(world, tab)).rows);
    fetched.push(inOrder(shownRows(tab)));
    if (fetched[index] !== expected)
      wrong.push(`tab ${index}: most relevant: shown ${fetched[index]}; server ${expected}`);
  }
  const least = [...world.server.state.db.allComments()].filter(({ urlId }) => urlId === 'page');
  for (const { _id } of least.slice(0, 3)) {
    await world.server.visitor('late voter').vote(_id, 'up', 'page');
  }
  await world.pass(30_000);
  for (const [index, tab] of tabs.entries()) {
    const now = inOrder(shownRows(tab));
    if (now !== fetched[index])
      wrong.push(`tab ${index}: votes moved comments: ${fetched[index]}; now ${now}`);
  }
  return wrong;
}

/** The confirmed comments of the top level on the screen, in order. */
export interface ShownOrder {
  /** The load they come from. */
  readonly root: unknown;
  readonly ids: readonly string[];
}

/** The order in which a tab shows the top level. */
export function shownOrder({ state }: Tab): ShownOrder {
  return { root: state.root, ids: [...state.root.head] };
}
