import type { Call } from './call.js';
import { editOperations } from './edit-comment.js';
import { flagAndBlockOperations } from './flags-and-blocks.js';
import { gifOperations } from './gifs.js';
import { liveOperations } from './live-reads.js';
import { notificationOperations } from './notifications.js';
import { operation, type Answer, type Operation } from './operation.js';
import { pageReactOperations } from './page-reacts.js';
import { pinAndLockOperations } from './pins-and-locks.js';
import { readOperations } from './read-comments.js';
import { translationOperations } from './translations.js';
import { uploadOperations } from './uploads.js';
import { userSearchOperations } from './user-search.js';
import { voteOperations } from './votes.js';
import { writeOperations } from './write-comment.js';

/** Forgets the browser: the session ends and its cookie goes. Comments and their edit keys stay. */
function logoutPublic(call: Call): Answer {
  const { session } = call.viewer;
  if (session) call.state.db.sessions.remove(session._id);
  if (call.request.cookie) call.cookie = '';
  return { status: 'success' };
}

/** Every operation a comment thread can call. Feed posts are left out. */
export const operations: readonly Operation[] = [
  ...readOperations,
  ...writeOperations,
  ...editOperations,
  ...voteOperations,
  ...pinAndLockOperations,
  ...flagAndBlockOperations,
  ...liveOperations,
  ...notificationOperations,
  ...pageReactOperations,
  ...uploadOperations,
  ...gifOperations,
  ...userSearchOperations,
  ...translationOperations,
  operation('logoutPublic', 'PUT', '/auth/logout', 'cookie', logoutPublic, 'none'),
];

/** An operation found for a request. */
export interface Match {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
}

const routes = operations.map((each) => {
  const names: string[] = [];
  const source = each.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    names.push(name);
    return '([^/]+)';
  });
  return { operation: each, names, form: new RegExp(`^${source}$`) };
});

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The operation a method and a path (percent-encoded) mean, or null. */
export function matchOperation(method: string, path: string): Match | null {
  for (const { operation: each, names, form } of routes) {
    if (each.method !== method) continue;
    const found = form.exec(path);
    if (!found) continue;
    const params = Object.fromEntries(names.map((name, at) => [name, decode(found[at + 1] ?? '')]));
    return { operation: each, params };
  }
  return null;
}
