/** Asking the host before a comment is sent. */
import type { SubmittedComment } from '../session/index.js';
import { tellHost } from './fast-comments-callbacks.js';
import { callHost, type SubmitStartDetail } from './fast-comments-events.js';

/**
 * Asks the host whether a comment may be sent: the event's listeners first (cancel, or hold with
 * `waitUntil`), then `onCommentSubmitStart(comment, goOn, callOff)`, which must call one of the two.
 * Resolves to true, or to the reason why not (empty if none was given).
 */
export async function askHost(
  element: HTMLElement,
  layer: Readonly<Record<string, unknown>>,
  comment: SubmittedComment,
): Promise<true | string> {
  const held: Promise<unknown>[] = [];
  const detail: SubmitStartDetail = { comment, waitUntil: (promise) => void held.push(promise) };
  if (!tellHost(element, layer, 'fc-comment-submit-start', detail)) return '';
  try {
    if (held.length > 0) await Promise.all(held);
  } catch (error) {
    return error instanceof Error ? error.message : typeof error === 'string' ? error : '';
  }
  if (typeof layer.onCommentSubmitStart !== 'function') return true;
  return new Promise((resolve) => {
    callHost(layer, 'onCommentSubmitStart', [
      comment,
      () => resolve(true),
      (message?: unknown) => resolve(typeof message === 'string' ? message : ''),
    ]);
  });
}
