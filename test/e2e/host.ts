import { createServer } from 'node:http';
import { readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { contentSecurityPolicy } from '../../demo/content-security-policy.js';

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  map: 'application/json',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** A site that has the widget on its pages. */
export interface HostSite {
  /** Without a slash at the end. */
  readonly url: string;
  /** Puts a page or a script onto the site. */
  put(path: string, text: string): void;
  /** Serves a page without an origin, as in a frame with `sandbox="allow-scripts"`. */
  sandbox(path: string): void;
  /** Serves a page that may have other pages of the site in frames. */
  allowFrames(path: string): void;
  /** Serves a page with names of Trusted Types policies that it makes for itself. */
  allowPolicies(path: string, names: string): void;
  /** Takes files away, as a deploy does; gives back how they are put there again. */
  take(pattern: RegExp): () => void;
  close(): Promise<void>;
}

/**
 * Starts a site: the built files under `/dist/cdn/`, and what is put there. Its pages are strict: they
 * have the policy the README gives. `api` is where the service is, `script` what scripts may run.
 */
export async function startHost(api: string, script = "'self'"): Promise<HostSite> {
  const files = new Map<string, string>();
  for (const entry of readdirSync('dist/cdn', { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) files.set(`/${path.replaceAll('\\', '/')}`, readFileSync(path, 'utf8'));
  }
  const sandboxed = new Set<string>();
  const framing = new Set<string>();
  const policies = new Map<string, string>();
  const policyOf = (path: string) => {
    const own = policies.get(path);
    const strict = contentSecurityPolicy(script, api);
    const policy = own ? strict.replace(/trusted-types(?= lit)/, `trusted-types ${own}`) : strict;
    if (framing.has(path)) return `${policy}; frame-src 'self'`;
    if (!sandboxed.has(path)) return policy;
    // `'self'` is nobody where there is no origin.
    return `${policy.replaceAll("'self'", `'self' http://localhost:*`)}; sandbox allow-scripts`;
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const type = types[pathname.split('.').at(-1) ?? ''];
    const text = files.get(pathname);
    response.writeHead(text === undefined ? 404 : 200, {
      'content-type': type ?? 'text/html; charset=utf-8',
      // A page without an origin asks for scripts as a stranger.
      'access-control-allow-origin': '*',
      ...(type ? {} : { 'content-security-policy': policyOf(pathname) }),
    });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    sandbox: (path) => void sandboxed.add(path),
    allowFrames: (path) => void framing.add(path),
    allowPolicies: (path, names) => void policies.set(path, names),
    put: (path, text) => void files.set(path, text),
    take(pattern) {
      const taken = [...files].filter(([path]) => pattern.test(path));
      for (const [path] of taken) files.delete(path);
      return () => {
        for (const [path, text] of taken) files.set(path, text);
      };
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A page around some markup. */
export function pageAround(body: string, head = ''): string {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>` +
    `${head}</head><body>${body}</body></html>`
  );
}

/** The widget by its tag, with attributes; `script` defines it. */
export function tag(
  attributes: Readonly<Record<string, string>>,
  script = '/dist/cdn/fast-comments.js',
): string {
  const list = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
  return (
    `<script type="module" src="${script}"></script>` +
    `<fast-comments${list.join('')}></fast-comments>`
  );
}
