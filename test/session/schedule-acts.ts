/** What the steps of a schedule do. */
import { revealHeld } from '../../src/store/changes.js';
import type { SortDirection } from '../../src/core/index.js';
import type { Step } from './schedule.js';
import type { Tab, World } from './session-under-test.js';

const room = 'demo:page';
const directions: readonly SortDirection[] = ['OF', 'NF', 'MR'];
const operations = ['createCommentPublic', 'voteComment', 'deleteCommentVote', 'deleteCommentPublic', 'setCommentText', 'flagCommentPublic', 'getCommentsPublic', 'getEventLog', 'blockFromCommentPublic', 'unBlockCommentPublic', 'checkedCommentsForBlocked']; // prettier-ignore

/** Does one step; `number` tells its texts and ids from those of the others. */
export async function runStep(
  world: World,
  tabs: readonly Tab[],
  tab: Tab,
  step: Step,
  number: number,
): Promise<void> {
  // Rows of the tab that stand for confirmed comments.
  const rows = tab.rows().filter((each) => each.id !== null && !each.isDeleted);
  const pick = <T>(list: readonly T[]): T | undefined => list[step.target % (list.length || 1)];
  const row = pick(rows);
  const own = pick(rows.filter(({ isMine }) => isMine));
  const foreign = pick(rows.filter(({ isMine }) => !isMine));
  const there = [...world.server.state.db.allComments()].filter(
    (doc) => doc.urlId === 'page' && !doc.isDeleted,
  );
  const any = pick(there)?._id;
  const other = world.server.visitor('other');
  const operation = pick(operations) ?? '';
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
    case 'block':
    case 'unblock':
      // Nobody is offered to block themselves.
      if (foreign?.id)
        void tab.acts.setSwitch(tab.context, 'block', foreign.id, step.act === 'block');
      break;
    case 'sort':
      tab.session.sort(pick(directions) ?? 'OF');
      break;
    case 'route':
      await tab.go(tab.urlId === 'page' ? 'elsewhere' : 'page');
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
    case 'pin':
    case 'unpin': {
      // Top-level comments alone are pinned.
      const root = pick(
        there.filter((doc) => doc.parentId === null && (step.act === 'pin') !== doc.isPinned),
      );
      if (root) pinnedEver(world).add(root._id);
      if (root) await world.until(moderator(world).call('POST', `/comments/demo/${root._id}/${step.act}`, { broadcastId: `b${number}` })); // prettier-ignore
      break;
    }
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
    default: {
      const unhandled: never = step.act;
      return unhandled;
    }
  }
}

const pinned = new WeakMap<World, Set<string>>();

/** Comments that were ever pinned: they may change places. */
export function pinnedEver(world: World): Set<string> {
  const known = pinned.get(world) ?? new Set();
  pinned.set(world, known);
  return known;
}

const moderators = new WeakMap<World, ReturnType<World['server']['signedIn']>>();

/** Somebody who moderates the site, in a browser of their own. */
function moderator(world: World): ReturnType<World['server']['signedIn']> {
  const known = moderators.get(world);
  if (known) return known;
  const made = world.server.signedIn({ id: 'mod', username: 'Mod', isAdmin: true });
  moderators.set(world, made);
  return made;
}
