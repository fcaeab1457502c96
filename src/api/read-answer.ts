import { fail, isRecord, succeed, type Result } from '../core/index.js';
import type { Query } from './build-query.js';
import type { Answer } from './exchange.js';
import { parse } from './parse-json.js';

/**
 * Makes a result of an answer. The body decides, whatever the HTTP status: success is a `status` of
 * `success` or `pending-verification`. Anything but a JSON object is `malformed`. How to read a
 * refusal is loaded with the first one.
 */
export async function readAnswer(
  answer: Answer,
  query: Query,
): Promise<Result<Record<string, unknown>>> {
  const body = parse(answer.body);
  if (isRecord(body) && (body.status === 'success' || body.status === 'pending-verification')) {
    return succeed(body);
  }
  try {
    const { readRefusal } = await import('./read-refusal.js');
    return readRefusal(answer, body, query);
  } catch {
    // The file is gone after a deploy: what is left is the status.
    const { status } = answer;
    return fail({ kind: 'refused', code: `http-${status}`, reason: `HTTP ${status}`, status });
  }
}
