import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder = '';
let running: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'api-server-'));
});

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running = [];
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the command itself, as a person does. Resolves once it listens or ended. */
async function run(...words: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'demo/server/main.ts', ...words]);
  running.push(child);
  let out = '';
  let err = '';
  child.stderr.on('data', (data: Buffer) => (err += data.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = await new Promise<string>((resolve) => {
    child.stdout.on('data', (data: Buffer) => {
      out += data.toString();
      const [, found] = /PublicApi on (\S+)/.exec(out) ?? [];
      if (found !== undefined) resolve(found);
    });
    void ended.then(() => resolve(''));
  });
  return {
    url,
    out: () => out,
    err: () => err,
    ended,
    end: (signal: NodeJS.Signals) => {
      child.kill(signal);
      return ended;
    },
  };
}

async function write(url: string, text: string, cookie = '') {
  const response = await fetch(`${url}/comments/demo?urlId=story&broadcastId=b`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({
      commenterName: 'Ann',
      comment: text,
      url: 'https://example.com',
      urlId: 'story',
    }),
  });
  return {
    cookie: (response.headers.get('set-cookie') ?? '').split(';')[0]!,
    json: (await response.json()) as { comment: { _id: string } },
  };
}

async function read(url: string, cookie = '') {
  const response = await fetch(`${url}/comments/demo?urlId=story&page=-1&direction=OF`, {
    headers: { cookie },
  });
  return (await response.json()) as {
    comments: { _id: string; commentHTML: string; isVotedUp?: boolean; votes: number }[];
    user: { username: string } | null;
  };
}

test('what was answered outlives a kill in the next moment, and a clean end', async () => {
  const db = join(folder, 'demo.sqlite');
  const first = await run('--port', '0', '--db', db, '--seed', 'empty');
  const { cookie, json } = await write(first.url, 'kept');
  const vote = `${first.url}/comments/demo/${json.comment._id}/vote?urlId=story&broadcastId=v`;
  await fetch(vote, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ voteDir: 'up', commenterName: null, commenterEmail: null, url: null }),
  });
  await write(first.url, 'last words', cookie);
  await first.end('SIGKILL');

  const second = await run('--port', '0', '--db', db, '--seed', 'empty');
  const after = await read(second.url, cookie);
  expect(after.comments.map(({ commentHTML }) => commentHTML)).toEqual(['kept', 'last words']);
  expect(after.comments[0]).toMatchObject({ isVotedUp: true, votes: 1 });
  expect(after.user).toMatchObject({ username: 'Ann' });
  await write(second.url, 'one more', cookie);
  expect(await second.end('SIGTERM')).toBe(0);
  expect(existsSync(`${db}.lock`)).toBe(false);

  const third = await run('--port', '0', '--db', db, '--seed', 'story');
  // A page that has comments is not seeded again.
  expect((await read(third.url)).comments).toHaveLength(3);
});

test('a seed fills an empty file once', async () => {
  const db = join(folder, 'deep', 'folder', 'demo.sqlite');
  const first = await run('--port', '0', '--db', db, '--seed', 'story');
  const before = await read(first.url);
  expect(before.comments.length).toBeGreaterThan(40);
  await first.end('SIGINT');
  const second = await run('--port', '0', '--db', db, '--seed', 'story');
  const ids = (list: { _id: string }[]) => list.map(({ _id }) => _id);
  expect(ids((await read(second.url)).comments)).toEqual(ids(before.comments));
});

test('a file that is in use is left alone, with a sentence that says by whom', async () => {
  const db = join(folder, 'demo.sqlite');
  const first = await run('--port', '0', '--db', db, '--seed', 'empty');
  const second = await run('--port', '0', '--db', db, '--seed', 'empty');
  expect(await second.ended).toBe(2);
  expect(second.err()).toContain('is in use by process');
  await write(first.url, 'still works');
  expect((await read(first.url)).comments).toHaveLength(1);
});

test('a taken port and a file that is no database are said', async () => {
  const first = await run('--port', '0', '--seed', 'empty');
  const port = new URL(first.url).port;
  const taken = await run('--port', port, '--seed', 'empty');
  expect(await taken.ended).toBe(2);
  expect(taken.err()).toContain(`Port ${port} is taken`);
  const text = join(folder, 'text.sqlite');
  writeFileSync(text, 'this is no database, but long enough to look at '.repeat(40));
  const wrong = await run('--port', '0', '--db', text);
  expect(await wrong.ended).toBe(2);
  expect(wrong.err()).toContain('text.sqlite cannot be used as a database');
  expect(existsSync(`${text}.pid`)).toBe(false);
});

test('waiting comments and mails are said on the terminal', async () => {
  const server = await run('--port', '0', '--seed', 'empty');
  await fetch(`${server.url}/comments/demo?urlId=pending&broadcastId=b`, {
    method: 'POST',
    body: JSON.stringify({
      commenterName: 'Ann',
      commenterEmail: 'ann@example.com',
      comment: 'wait',
      url: 'x',
      urlId: 'pending',
    }),
  });
  await expect.poll(() => server.out()).toMatch(/Mail to ann@example\.com: .*\/verify\/s-/);
  await expect.poll(() => server.out()).toMatch(/curl -X POST \S+\/approve\/c-/);
});
