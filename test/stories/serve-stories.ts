import { spawn } from 'node:child_process';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Origin of the static Storybook. */
    stories: string;
  }
}

/** The static Storybook, as the build writes it. */
export const storiesFolder = fileURLToPath(new URL('../../storybook-static', import.meta.url));

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Builds the stories and serves them until the tests are done. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (process.env.FC_STORYBOOK_BUILT !== '1') await build();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = join(storiesFolder, normalize(pathname === '/' ? '/index.html' : pathname));
    if (!path.startsWith(storiesFolder) || !existsSync(path) || !statSync(path).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': types[extname(path)] ?? 'application/octet-stream',
      'cache-control': 'max-age=3600',
    });
    createReadStream(path).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  project.provide('stories', `http://127.0.0.1:${port}`);
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
}

function build(): Promise<void> {
  return new Promise((resolve, reject) => {
    const npm = spawn('npm', ['run', '--silent', 'build:storybook'], {
      cwd: join(storiesFolder, '..'),
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let said = '';
    npm.stdout.on('data', (part) => (said += String(part)));
    npm.stderr.on('data', (part) => (said += String(part)));
    npm.once('error', reject);
    npm.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The stories could not be built.\n${said}`));
    });
  });
}
