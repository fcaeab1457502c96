/**
 * The server of the measurements: the demo's API server, with the measuring pages at the same
 * address. Answers to reads are made once and kept, so that what is measured is the browser.
 */
import type { CommentsPage, PublicComment } from '../src/core/index.js';
import { handleRequest } from '../src/testing/server-core.js';
import { plantSeed } from '../src/testing/seeds.js';
import { startApiServer, type ApiServer } from '../demo/server/start-api-server.js';
import { files, pageOf, type Subject, type ThreadWish } from './subjects.js';

/** The name of the page that has so many comments. */
export const threadName = (count: number) => `n${count}`;

/** A running server. */
export interface BenchServer {
  readonly api: ApiServer;
  readonly url: string;
  /** The address of a subject's page. `pageSize` defaults to everything in one answer. */
  address(subject: Subject, count: number, pageSize?: number): string;
  /** Ids of a thread's comments. */
  ids(count: number): readonly string[];
}

interface Thread {
  readonly ids: readonly string[];
  readonly roots: number;
  readonly marked: number;
}

/** How many top-level comments one answer has when it has all. */
const everything = 100_000;

function look(comments: readonly PublicComment[], into: { ids: string[]; marked: number }): void {
  for (const { _id, commentHTML, children } of comments) {
    into.ids.push(_id);
    if (/<[a-z]/.test(commentHTML)) into.marked++;
    if (children) look(children, into);
  }
}

/** Starts the server with a thread of each size. `built`: files of the widget by address. */
export async function startBenchServer(
  sizes: readonly number[],
  built: ReadonlyMap<string, string>,
): Promise<BenchServer> {
  const answers = new Map<string, string>();
  const threads = new Map<number, Thread>();
  const api: ApiServer = await startApiServer({
    rateLimits: false,
    async fetchLayer(request, _env, next) {
      const url = new URL(request.url);
      const file = files[url.pathname];
      if (file) return answer(file.text, file.type);
      const script = built.get(url.pathname);
      if (script !== undefined) return answer(script, 'text/javascript');
      if (url.pathname === '/bench') return answer(readPage(url), 'text/html');
      if (request.method === 'GET' && url.pathname === '/comments/demo') {
        return answer(await readThread(url), 'application/json');
      }
      return next(request);
    },
  });
  for (const size of sizes) {
    plantSeed(api.core, 'demo', `large:${size}`, threadName(size));
    const url = new URL(`${api.url}/comments/demo`);
    for (const [name, value] of Object.entries({
      urlId: threadName(size),
      asTree: 'true',
      skip: '0',
      limit: String(everything),
      limitChildren: String(everything),
      maxTreeDepth: '100',
      countChildren: 'true',
    })) {
      url.searchParams.set(name, value);
    }
    const { comments } = JSON.parse(await readThread(url)) as CommentsPage;
    const thread = { ids: [] as string[], roots: comments.length, marked: 0 };
    look(comments, thread);
    if (thread.ids.length !== size) throw new Error(`${thread.ids.length} of ${size} comments`);
    threads.set(size, thread);
  }

  /** An answer to a read, made by the server's core the first time. */
  async function readThread(url: URL): Promise<string> {
    const query = new URLSearchParams(url.searchParams);
    query.delete('anonUserId');
    const key = query.toString();
    let text = answers.get(key);
    if (text === undefined) {
      const made = await handleRequest(api.core, {
        method: 'GET',
        path: url.pathname,
        query,
        origin: url.origin,
      });
      if (typeof made.body !== 'string' || made.status !== 200) {
        throw new Error(`the server answered ${made.status} to ${key}`);
      }
      text = made.body;
      answers.set(key, text);
    }
    return text;
  }

  function readPage(url: URL): string {
    const count = Number(url.searchParams.get('count'));
    const wish: ThreadWish = {
      apiHost: api.url,
      urlId: threadName(count),
      rows: count,
      roots: threads.get(count)?.roots ?? 0,
      marked: threads.get(count)?.marked ?? 0,
      pageSize: Number(url.searchParams.get('page-size')),
    };
    return pageOf(url.searchParams.get('subject') as Subject, wish);
  }

  return {
    api,
    url: api.url,
    ids: (count) => threads.get(count)?.ids ?? [],
    address: (subject, count, pageSize = everything) =>
      `${api.url}/bench?subject=${subject}&count=${count}&url-id=${threadName(count)}&page-size=${pageSize}`,
  };
}

function answer(text: string, type: string): Response {
  return new Response(text, {
    headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' },
  });
}
