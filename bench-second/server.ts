/**
 * A server on loopback with everything a visit fetches: pages, scripts, pictures, and the thread as
 * one answer. All of it is made before the first visit, so that the server's time is no part of what
 * is measured.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, sep } from 'node:path';
import { build } from 'esbuild';
import { WebSocketServer } from 'ws';
import { avatarCount, makeThread, type Thread } from './content.js';
import { pageHTML, threadId } from './pages.js';
import { makePicture } from './picture.js';
import { subjects } from './subjects.js';

/** A running server. */
export interface BenchServer {
  readonly origin: string;
  /** How many comments of a thread have markup. */
  markedCount(count: number): number;
  /** Which build of the widget this is, in words. */
  readonly subject: string;
  /** Requests nobody had thought of, each once. */
  readonly unexpected: ReadonlySet<string>;
  close(): Promise<void>;
}

interface Answer {
  readonly type: string;
  readonly body: Buffer;
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.html': 'text/html; charset=utf-8',
};

const here = import.meta.dirname;

async function bundle(file: string, format: 'esm' | 'iife'): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(here, 'page', file)],
    bundle: true,
    minify: true,
    write: false,
    format,
    target: 'es2022',
  });
  const [output] = outputFiles;
  if (!output) throw new Error(`${file} came to nothing.`);
  return output.text;
}

function answer(extension: string, body: string | Buffer): Answer {
  return { type: types[extension] ?? 'application/octet-stream', body: Buffer.from(body) };
}

function json(value: unknown): Answer {
  return answer('.json', JSON.stringify(value));
}

/** The first answer of the service: the whole thread at once. */
function threadAnswer({ roots }: Thread, count: number): Answer {
  const urlId = threadId(count);
  return json({
    status: 'success',
    comments: roots,
    user: null,
    pageNumber: 0,
    hasMore: false,
    commentCount: count,
    urlIdClean: urlId,
    lastGenDate: Date.now(),
    isSiteAdmin: false,
    isClosed: false,
    presencePollState: 0,
    tenantIdWS: 'demo',
    urlIdWS: encodeURIComponent(`demo:${urlId}`),
    userIdWS: 'visitor',
    customConfig: { allowAnon: true, allowAnonVotes: true, allowAnonFlag: true, pageSize: count },
    notificationCount: 0,
  });
}

/** What else a widget may ask, by method and the beginning of the path. */
const others: readonly (readonly [method: string, path: RegExp, value: object])[] = [
  [
    'POST',
    /^\/comments\/demo\/[^/]+\/vote$/,
    { status: 'success', voteId: 'v', isVerified: true, editKey: 'k', user: { sessionId: 's' } },
  ],
  ['GET', /^\/event-log\//, { status: 'success', events: [] }],
  ['GET', /^\/user-presence-status$/, { status: 'success', userIdsOnline: {} }],
  ['GET', /^\/page-reacts\//, { status: 'success', counts: {}, reactedIds: [] }],
  ['GET', /^\/user-notifications\/get-count$/, { status: 'success', count: 0 }],
  [
    'GET',
    /^\/user-notifications$/,
    { status: 'success', notifications: [], isSubscribed: false, hasMore: false },
  ],
  ['GET', /^\/translations\//, { status: 'success', translations: {} }],
  ['GET', /^\/check-blocked-comments$/, { status: 'success', commentStatuses: {} }],
];

/** Everything that is known before, by path. */
async function prepare(
  dist: string,
  sizes: readonly number[],
  origin: string,
): Promise<{ answers: Map<string, Answer>; marked: Map<number, number> }> {
  const answers = new Map<string, Answer>();
  const marked = new Map<number, number>();
  const probe = await bundle('probe.ts', 'iife');
  for (const name of ['floor', 'floor-safe']) {
    answers.set(`/page/${name}.js`, answer('.js', await bundle(`${name}.ts`, 'esm')));
  }
  answers.set('/page/floor.css', answer('.css', readFileSync(join(here, 'page/floor.css'))));
  for (let index = 0; index < avatarCount; index += 1) {
    answers.set(`/avatars/${index}.png`, answer('.png', makePicture(index)));
  }
  for (const count of sizes) {
    const thread = makeThread(count, origin);
    marked.set(count, Object.keys(thread.marked).length);
    answers.set(`/comments/demo?${threadId(count)}`, threadAnswer(thread, count));
    for (const subject of subjects) {
      const html = pageHTML({ subject, count, origin, marked: thread.marked, probe });
      answers.set(`/${subject}/${count}`, answer('.html', html));
    }
  }
  for (const [path, file] of widgetFiles(dist)) answers.set(path, file);
  return { answers, marked };
}

/** The widget's file in a folder. Throws with a sentence that says what to do if it is not there. */
function entryOf(dist: string): string {
  const entry = join(dist, 'fast-comments.js');
  if (!existsSync(entry)) throw new Error(`There is no ${entry}: run npm run build.`);
  return entry;
}

/** The widget's files, all read now: a build in the middle of a run changes nothing. */
function widgetFiles(dist: string): [path: string, file: Answer][] {
  return readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => [
      `/widget/${name.split(sep).join('/')}`,
      answer('.js', readFileSync(join(dist, name))),
    ]);
}

/** Starts the server on any free port. */
export async function startServer(dist: string, sizes: readonly number[]): Promise<BenchServer> {
  const entry = readFileSync(entryOf(dist));
  const unexpected = new Set<string>();
  let answers = new Map<string, Answer>();
  const find = (request: IncomingMessage): Answer => {
    const { method = 'GET' } = request;
    const url = new URL(request.url ?? '/', 'http://localhost');
    const { pathname } = url;
    const key =
      pathname === '/comments/demo' && method === 'GET'
        ? `${pathname}?${url.searchParams.get('urlId') ?? ''}`
        : pathname;
    const known = answers.get(key);
    if (known) return known;
    const other = others.find(([by, path]) => by === method && path.test(pathname));
    if (other) return json(other[2]);
    unexpected.add(`${method} ${pathname}`);
    return json({ status: 'success' });
  };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    request.resume();
    const { type, body } = find(request);
    response.writeHead(200, { 'content-type': type, 'content-length': body.length });
    response.end(body);
  });
  const sockets = new WebSocketServer({ server });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(0, '127.0.0.1', done);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const prepared = await prepare(dist, sizes, origin);
  ({ answers } = prepared);
  return {
    origin,
    markedCount: (count) => prepared.marked.get(count) ?? 0,
    subject: `fast-comments.js of ${entry.length} bytes, sha256 ${createHash('sha256').update(entry).digest('hex').slice(0, 12)}`,
    unexpected,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
    },
  };
}
