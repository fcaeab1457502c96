/**
 * Random schedules of the pure store, and their oracle: once everything is delivered and every button
 * is pressed, the view is what the server tells this visitor.
 */
import { ClientModel } from './client-model.js';
import { ServerModel } from './server-model.js';
import { viewList, viewRow, visibleCount, type RowView } from '../../src/store/index.js';
import type { PublicComment, SortDirection } from '../../src/core/index.js';

/** What a step can be. */
export const acts = [
  'post', 'reply', 'refusedPost', 'edit', 'delete', 'voteUp', 'voteDown', 'unvote', 'flag', 'unflag', 'block', 'unblock',
  'more', 'more', 'moreReplies', 'reveal', 'doubts', 'foreignPost', 'foreignPost', 'foreignReply', 'foreignReply',
  'foreignVote', 'foreignVote', 'foreignUnvote', 'foreignEdit', 'foreignDelete', 'pin', 'unpin',
  'event', 'event', 'events', 'repeatedEvent', 'lostEvent', 'log', 'answer', 'answer', 'lateAnswer', 'lostAnswer', 'wait', 'wait',
] as const; // prettier-ignore

/** One step; numbers pick by position. */
export interface Step {
  readonly act: (typeof acts)[number];
  readonly target: number;
  readonly size: number;
}

/** One schedule. */
export interface Schedule {
  readonly direction: SortDirection;
  readonly comments: number;
  /** Replies to replies among them too; else all are to the first comment. */
  readonly isNested?: boolean;
  readonly steps: readonly Step[];
}

const others = ['ann', 'bob'];

/** Runs a schedule; returns what is wrong, in words. */
export function runSchedule({ comments, direction, isNested, steps }: Schedule): string[] {
  const server = new ServerModel();
  for (let index = 0; index < comments; index++) {
    const ids = server.ids();
    const parent = isNested ? Math.floor(index * 0.6) : 0;
    const parentId = index % 3 === 2 ? (ids[parent] ?? null) : null;
    server.post(others[index % 2] ?? '', `c${index}`, parentId, 1_699_999_000_000 + index * 1000);
  }
  const client = new ClientModel(server, direction);
  client.answers.shift()?.arrive();
  for (const [index, step] of steps.entries()) {
    runStep(server, client, step, index);
    client.hear();
    client.pass(1);
    const keys = rowsOf(client).map(({ key }) => key);
    if (new Set(keys).size !== keys.length)
      return [`shown twice after step ${index}: ${keys.join()}`];
  }
  client.finish();
  return compare(server, client, direction);
}

function runStep(
  server: ServerModel,
  client: ClientModel,
  { act, size, target }: Step,
  index: number,
): void {
  const pick = <T>(list: readonly T[]): T | undefined => list[target % (list.length || 1)];
  const shown = rowsOf(client).flatMap(({ id }) => client.state.entries.get(id ?? '') ?? []);
  const mine = pick(shown.filter(({ data }) => data.anonUserId === 'me'));
  const entry = pick(shown);
  const foreign = pick(shown.filter(({ data }) => data.anonUserId !== 'me'));
  const any = pick(server.ids());
  const other = others[size % 2] ?? '';
  const at = client.serverTime;
  switch (act) {
    case 'post':
    case 'refusedPost':
      client.post(`p${index}`, null, act === 'refusedPost');
      break;
    case 'reply':
      if (entry) client.post(`r${index}`, entry.id, false);
      break;
    case 'edit':
      if (mine) client.edit(mine.id, `e${index}`);
      break;
    case 'delete':
      if (mine) client.remove(mine.id);
      break;
    case 'voteUp':
    case 'voteDown':
    case 'unvote':
      if (entry) client.vote(entry, act === 'voteUp' ? 1 : act === 'voteDown' ? -1 : 0);
      break;
    case 'flag':
    case 'unflag':
      if (entry) client.setSwitch('flag', entry, act === 'flag');
      break;
    case 'block':
    case 'unblock':
      if (foreign) client.setSwitch('block', foreign, act === 'block');
      break;
    case 'more':
      client.more(null);
      break;
    case 'moreReplies':
      if (entry) client.more(entry.id);
      break;
    case 'reveal':
      client.reveal(size % 2 ? null : (entry?.id ?? null));
      break;
    case 'doubts':
      client.settleDoubts();
      break;
    case 'foreignPost':
      server.post(other, `f${index}`, null, at);
      break;
    case 'foreignReply':
      if (any) server.post(other, `g${index}`, any, at);
      break;
    case 'foreignVote':
      if (any) server.vote(any, other, size % 3 ? 1 : -1, at);
      break;
    case 'foreignUnvote':
      if (any) server.vote(any, other, 0, at);
      break;
    case 'foreignEdit': {
      const theirs = pick(server.ids(({ author }) => author !== 'me'));
      if (theirs) server.edit(theirs, `h${index}`, at);
      break;
    }
    case 'foreignDelete':
      if (any) server.remove(any, at);
      break;
    case 'pin':
    case 'unpin': {
      const isPinned = act === 'pin';
      const root = pick(server.ids((doc) => doc.parentId === null && doc.isPinned !== isPinned));
      if (root) server.pin(root, isPinned, at);
      break;
    }
    case 'event':
      client.arriveEvent();
      break;
    case 'events':
      for (let count = 0; count < size; count++) client.arriveEvent();
      break;
    case 'repeatedEvent':
      client.arriveEvent('twice');
      break;
    case 'lostEvent':
      client.arriveEvent('lost');
      break;
    case 'log':
      client.askLog();
      break;
    case 'answer':
      client.answers.shift()?.arrive();
      break;
    case 'lateAnswer':
      client.answers.splice(target % (client.answers.length || 1), 1)[0]?.arrive();
      break;
    case 'lostAnswer':
      client.answers.shift()?.lose();
      break;
    case 'wait':
      client.pass(size * size * 150);
      break;
    default: {
      const unhandled: never = act;
      return unhandled;
    }
  }
}

/** Every row on the screen, in reading order. */
function rowsOf({ state }: ClientModel): RowView[] {
  const walk = (parentKey: string | null): RowView[] => {
    const { rows, tail } = viewList(state, parentKey);
    return [...rows, ...tail].flatMap((key) => {
      const row = viewRow(state, key);
      return row ? [row, ...walk(key)] : [];
    });
  };
  return walk(null);
}

function compare(server: ServerModel, client: ClientModel, direction: SortDirection): string[] {
  const expected = server.read({ parentId: null, skip: 0, limit: 1e6, limitChildren: 1e6, depth: 1e6, direction }); // prettier-ignore
  const shown = new Map(
    rowsOf(client).map((row) => [
      row.id ?? row.key,
      [row.parentId, row.html, row.votes, row.votesUp, row.votesDown, row.vote, row.isFlagged, row.isBlocked, row.isPinned].join(), // prettier-ignore
    ]),
  );
  const wrong: string[] = [];
  const order: string[] = [];
  let left = 0;
  const walk = (list: readonly PublicComment[], isLeft: boolean) => {
    for (const comment of list) {
      const { _id, children = [], isBlocked = false, parentId } = comment;
      const here = shown.get(_id);
      // A live comment of an author who was blocked then is not shown, nor what hangs on it.
      const isLeftOut = here === undefined && (isBlocked || isLeft);
      if (isLeftOut) left++;
      else {
        order.push(_id);
        const vote = comment.isVotedUp ? 1 : comment.isVotedDown ? -1 : 0;
        const row = [parentId, comment.commentHTML, comment.votes, comment.votesUp, comment.votesDown, vote, comment.isFlagged ?? false, isBlocked, comment.isPinned].join(); // prettier-ignore
        if (here !== row) wrong.push(`${_id}: shown ${here}; server ${row}`);
      }
      walk(children, isLeftOut);
    }
  };
  walk(expected.comments, false);
  for (const id of shown.keys()) if (!server.has(id)) wrong.push(`not on the server: ${id}`);
  const isOrdered = [...shown.keys()].join() === order.join();
  if (wrong.length === 0 && direction !== 'MR' && !isOrdered)
    wrong.push(`order: shown ${[...shown.keys()].join()}; server ${order.join()}`);
  const count = visibleCount(client.state);
  if (count > expected.count || count < expected.count - left)
    wrong.push(`count: shown ${count}, server ${expected.count}, left out ${left}`);
  if (client.state.operations.size > 0) wrong.push('something is still pending');
  return wrong;
}
