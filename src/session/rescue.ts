/**
 * Texts that have no place any more: a reply that was not sent, or a box being written in, whose
 * comment is gone. They go to the box of the whole thread, and it is said.
 */
import type { Operation, PostOperation, ThreadState } from '../store/index.js';
import { draftsOf } from './acting.js';
import { isLeft, type Context } from './context.js';
import { findWay, readPageOf } from './find-way.js';
import { becomeDraft } from './post.js';
import { reopenReplies } from './visit.js';

/** Milliseconds after a comment went in which the boxes below it keep what stands in them. */
const settling = 300;

const counted = new WeakMap<ThreadState, number>();

/** The text of a post goes back into its box, and it is said why. */
export function putIntoBox(
  context: Context,
  { draft, parentId }: Pick<PostOperation, 'draft' | 'parentId'>,
): void {
  const { emit } = context.ports;
  becomeDraft(context, parentId, draft);
  context.store.change((state) => {
    state.touched.add('all').add('list:').add('shell');
  });
  reopenReplies(context);
  emit('draft-changed', { parentId });
  emit('announce', { key: 'unsentIsDraft', isAlert: true });
}

/** Looks after texts below comments that went since it was last asked. */
export function watchGone(context: Context): void {
  const { ports, store } = context;
  const { size } = store.state.tombstones;
  if ((counted.get(store.state) ?? 0) === size) return;
  counted.set(store.state, size);
  ports.clock.after(settling, () => {
    if (!isLeft(context)) rescueTexts(context);
  });
}

function rescueTexts(context: Context): void {
  const { entries, operations, tombstones } = context.store.state;
  const isGone = (id: string | null) => id !== null && !entries.has(id) && tombstones.has(id);
  for (const operation of [...operations.values()]) {
    if (isLost(operation) && isGone(operation.parentId)) rescue(context, operation);
  }
  const drafts = draftsOf(context);
  for (const box of drafts.replies()) {
    const draft = isGone(box.replace(/^edit:/, '')) ? drafts.read(box) : null;
    if (!draft) continue;
    drafts.remove(box);
    putIntoBox(context, { draft, parentId: null });
  }
}

/** Whether nothing is under way for a text that waits or was not taken. */
function isLost(operation: Operation): operation is PostOperation {
  if (operation.kind !== 'post') return false;
  return operation.state === 'failed' || operation.state === 'waiting';
}

function rescue(context: Context, { draft, id }: PostOperation): void {
  context.store.state.operations.delete(id);
  putIntoBox(context, { draft, parentId: null });
}

/** Brings replies that were not sent into view: with what leads to their comment, if it is there. */
export async function housePosts(context: Context): Promise<void> {
  const { operations } = context.store.state;
  for (const operation of [...operations.values()]) {
    const { entries, phase } = context.store.state;
    if (phase !== 'ready' || !isLost(operation)) continue;
    const { parentId } = operation;
    if (parentId === null || entries.has(parentId)) continue;
    const isGone = await isAbsent(context, parentId);
    if (isLeft(context)) return;
    if (isGone && operations.get(operation.id) === operation) rescue(context, operation);
    else if (isGone === false) await findWay(context, parentId);
  }
}

/** Whether the service has no such comment; null if it does not tell. */
async function isAbsent(context: Context, commentId: string): Promise<boolean | null> {
  const result = await readPageOf(context, commentId);
  return result.ok ? !result.value.comments.some(({ _id }) => _id === commentId) : null;
}
