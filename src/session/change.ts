/** Editing and deleting. */
import { deleteCommentPublic, getCommentText, setCommentText } from '../api/index.js';
import type { Failure } from '../core/index.js';
import {
  answerBroadcast,
  beginChange,
  endChange,
  registerBroadcast,
  settleDelete,
  settleEdit,
} from '../store/changes.js';
import { touchRow, type Draft } from '../store/index.js';
import { lookForEcho } from './answers.js';
import { askAsVisitor, forHost, isLeft, reportFailure, type Context } from './context.js';
import { settleDoubts } from './doubts.js';
import { showRefusal } from './refusal.js';
import { actorId, draftsOf, isAnswerLost, keeperOf } from './acting.js';

/** Opens the edit box at once and fetches the raw text for it. */
export async function beginEdit(context: Context, commentId: string): Promise<void> {
  const { store, tenantId, transport } = context;
  const keeper = keeperOf(context);
  const draft = draftsOf(context).read(`edit:${commentId}`);
  setBox(context, commentId, { text: draft?.text ?? null, failure: null });
  if (draft) return;
  const result = await askAsVisitor(context, (who) =>
    getCommentText(
      transport,
      { tenantId, commentId, editKey: keeper.editKey(commentId), ...who },
      { signal: context.signal },
    ),
  );
  if (isLeft(context) || !store.state.editing.has(commentId)) return;
  if (result.ok) {
    setBox(context, commentId, { text: result.value.commentText, failure: null });
    return;
  }
  setBox(context, commentId, null);
  reportFailure(context, 'getCommentText', result.failure);
  showRefusal(context, commentId, 'edit', result.failure);
}

/** Closes the edit box; what was typed in it is gone. */
export function cancelEdit(context: Context, commentId: string): void {
  draftsOf(context).remove(`edit:${commentId}`);
  setBox(context, commentId, null);
}

function setBox(
  context: Context,
  commentId: string,
  box: { text: string | null; failure: Failure | null } | null,
): void {
  context.store.change((state) => {
    if (box) state.editing.set(commentId, box);
    else state.editing.delete(commentId);
    state.notices.delete(commentId);
    touchRow(state, commentId);
  });
}

/** Saves a new text: shown at once, and taken back into the box if the service refuses. */
export async function saveEdit(
  context: Context,
  commentId: string,
  text: string,
  mentions?: Draft['mentions'],
): Promise<void> {
  const { ports, store, tenantId, transport } = context;
  const keeper = keeperOf(context);
  const drafts = draftsOf(context);
  const entry = store.state.entries.get(commentId);
  if (!entry) return;
  const operation = { kind: 'edit', id: `edit:${commentId}`, commentId, text } as const;
  drafts.write(`edit:${commentId}`, { text });
  store.change((state) => {
    state.editing.delete(commentId);
    beginChange(state, operation);
  });
  for (let attempt = 1; ; attempt++) {
    let broadcastId = '';
    const result = await askAsVisitor(context, (who) => {
      broadcastId = ports.createId();
      store.change((state) => registerBroadcast(state, broadcastId, operation.id));
      return setCommentText(
        transport,
        {
          tenantId,
          commentId,
          broadcastId,
          editKey: keeper.editKey(commentId),
          ...who,
          body: { comment: text, mentions },
        },
        { signal: context.signal },
      );
    });
    if (isLeft(context)) return;
    if (result.ok) {
      store.change((state) => {
        answerBroadcast(state, broadcastId);
        // Its echo has ended it, or a newer text has taken its place: then this answer is history.
        const isLatest = state.operations.get(operation.id) === operation;
        if (isLatest) endChange(state, operation);
        const current = state.entries.get(commentId);
        if (current && isLatest)
          settleEdit(state, current, result.value.comment, ports.clock.monotonic());
        if (current !== entry) state.doubts.add(commentId);
      });
    } else if (isAnswerLost(result.failure)) {
      // Saving the same text twice is saving it once.
      const isDone = () => store.state.operations.get(operation.id) !== operation;
      if (!(await lookForEcho(context, isDone, [400, 1500]))) {
        if (isLeft(context)) return;
        if (attempt < 2) continue;
        returnEdit(context, commentId, text, result.failure);
        return;
      }
    } else {
      returnEdit(context, commentId, text, result.failure);
      return;
    }
    drafts.remove(`edit:${commentId}`);
    ports.emit('comment-edited', { userId: actorId(context), comment: forHost(entry.data) });
    void settleDoubts(context);
    return;
  }
}

function returnEdit(context: Context, commentId: string, text: string, failure: Failure): void {
  const { store } = context;
  const operation = store.state.operations.get(`edit:${commentId}`);
  reportFailure(context, 'setCommentText', failure);
  store.change((state) => {
    if (operation) endChange(state, operation);
  });
  setBox(context, commentId, { text, failure });
}

/** Deletes a comment: it says so in its place until the answer decides what goes. */
export async function deleteComment(context: Context, commentId: string): Promise<void> {
  const { ports, store, tenantId, transport } = context;
  const keeper = keeperOf(context);
  const entry = store.state.entries.get(commentId);
  if (!entry) return;
  const operation = { kind: 'delete', id: `delete:${commentId}`, commentId } as const;
  store.change((state) => {
    state.notices.delete(commentId);
    beginChange(state, operation);
  });
  const isDone = () => store.state.operations.get(operation.id) !== operation;
  let mayHaveArrived = false;
  for (let attempt = 1; ; attempt++) {
    let broadcastId = '';
    const result = await askAsVisitor(context, (who) => {
      broadcastId = ports.createId();
      store.change((state) => registerBroadcast(state, broadcastId, operation.id));
      return deleteCommentPublic(
        transport,
        { tenantId, commentId, broadcastId, editKey: keeper.editKey(commentId), ...who },
        { signal: context.signal },
      );
    });
    if (isLeft(context)) return;
    const isGone =
      !result.ok &&
      mayHaveArrived &&
      (result.failure.status === 404 || result.failure.code === 'not-found');
    if (result.ok || isGone) {
      const answer = result.ok ? result.value : { hardRemoved: true };
      store.change((state) => {
        answerBroadcast(state, broadcastId);
        endChange(state, operation);
        const current = state.entries.get(commentId);
        const now = ports.clock.monotonic();
        if (current) settleDelete(state, current, answer, now);
        else if (answer.hardRemoved) state.tombstones.set(commentId, { at: now, eventAt: 0 });
        if (current !== entry) state.doubts.add('count').add(commentId);
      });
    } else if (isAnswerLost(result.failure)) {
      mayHaveArrived = true;
      if (!(await lookForEcho(context, isDone, [400, 1500]))) {
        if (isLeft(context)) return;
        if (attempt < 2) continue;
        refuse(context, commentId, result.failure);
        return;
      }
    } else {
      refuse(context, commentId, result.failure);
      return;
    }
    ports.emit('comment-deleted', { userId: actorId(context), comment: forHost(entry.data) });
    ports.emit('announce', { key: 'commentDeleted' });
    void settleDoubts(context);
    return;
  }
}

function refuse(context: Context, commentId: string, failure: Failure): void {
  const operation = context.store.state.operations.get(`delete:${commentId}`);
  reportFailure(context, 'deleteCommentPublic', failure);
  context.store.change((state) => {
    if (operation) endChange(state, operation);
  });
  showRefusal(context, commentId, 'delete', failure);
}
