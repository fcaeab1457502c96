/**
 * `npm run demo`: builds the script-tag files if they are missing or older than the source, starts
 * the PublicApi server on SQLite and a page with the widget on it, and prints where to look.
 */
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createSecureSSO } from '../src/testing/index.js';
import { buildCdn } from '../scripts/build-cdn.js';
import { contentSecurityPolicy } from './content-security-policy.js';
import { demoUsers } from './demo-users.js';
import { startApiServer } from './server/start-api-server.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
};

/** A port from the environment; a clear end if it is none. */
function portFrom(name: string, otherwise: number): number {
  const value = process.env[name];
  if (value === undefined || value === '') return otherwise;
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  console.error(`${name} must be a port number from 1 to 65535, not "${value}".`);
  process.exit(1);
}

/** The newest change below a folder, in epoch milliseconds. */
function newestChange(folder: string): number {
  let newest = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      newest = Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
    }
  }
  return newest;
}

async function main(): Promise<void> {
  const pagePort = portFrom('PORT', 5173);
  const apiPort = portFrom('API_PORT', 8787);
  const built = join(root, 'dist/cdn/fast-comments.js');
  if (!existsSync(built) || statSync(built).mtimeMs < newestChange(join(root, 'src'))) {
    console.log('Building the widget …');
    await buildCdn();
  }
  mkdirSync(join(root, '.data'), { recursive: true });
  const api = await startApiServer({
    port: apiPort,
    db: process.env.DB ?? join(root, '.data/demo.sqlite'),
    seed: 'story',
  });
  const app = new Hono();
  app.get('/sso/:user', async (context) => {
    const user = demoUsers[context.req.param('user')];
    if (!user) return context.json({ error: 'there is no such user' }, 404);
    return context.json(await createSecureSSO(user, 'demo-secret', Date.now()));
  });
  app.get('*', async (context) => {
    const path = normalize(context.req.path).replace(/^[/\\]+/, '');
    const folder = path.startsWith('dist/cdn/') ? root : join(here, 'page');
    const file = join(folder, path === '' ? 'index.html' : path);
    const isInside = file.startsWith(folder);
    const type = types[extname(file)];
    if (!isInside || type === undefined || !existsSync(file)) return context.notFound();
    const body = await readFile(file, 'utf8');
    const policy = contentSecurityPolicy("'self'", api.url);
    // The page asks the page server for its single sign-on payload.
    const headers = {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-cache',
      ...(type === 'text/html' && {
        'content-security-policy': policy.replace('connect-src', "connect-src 'self'"),
      }),
    };
    return context.body(body.replaceAll('{{api}}', api.url), 200, headers);
  });
  const page = serve({ fetch: app.fetch, port: pagePort, hostname: 'localhost' }, () => {
    console.log(`\n  The thread:  http://localhost:${pagePort}/`);
    console.log(`  The service: ${api.url}  (data in .data/demo.sqlite)\n`);
  });
  page.on('error', (error: NodeJS.ErrnoException) => {
    console.error(
      error.code === 'EADDRINUSE'
        ? `Port ${pagePort} is in use. Choose another one: PORT=5174 npm run demo`
        : error.message,
    );
    process.exit(1);
  });
  const end = () => {
    page.close();
    void api.close().then(() => process.exit(0));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

main().catch((error: unknown) => {
  const { code, message } = error as NodeJS.ErrnoException;
  console.error(
    code === 'EADDRINUSE'
      ? 'The port of the service is in use. Choose another one: API_PORT=8788 npm run demo'
      : message,
  );
  process.exit(1);
});
