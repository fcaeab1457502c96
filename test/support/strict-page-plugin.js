/** The policy of a strict page: what the README tells such a page to send, for one origin. */
const strictPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' https: http:",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html fastcomments-element 'allow-duplicates'",
].join('; ');

/**
 * Serves `/strict-page?module=/test/…/case.ts`: an empty page under {@link strictPolicy} that loads
 * one module. `policy` in the query replaces the policy. A test puts it into an iframe and listens
 * for the module's `postMessage`.
 *
 * @returns {import('@web/test-runner').TestRunnerPlugin}
 */
export function strictPagePlugin() {
  return {
    name: 'strict-page',
    serve(context) {
      if (context.path !== '/strict-page') return undefined;
      const module = context.URL.searchParams.get('module') ?? '';
      if (!/^\/[\w./-]+\.ts$/.test(module)) return undefined;
      return {
        type: 'html',
        headers: {
          'content-security-policy': context.URL.searchParams.get('policy') ?? strictPolicy,
        },
        body: `<!doctype html><meta charset="utf-8"><title>Strict page</title><body><script type="module" src="${module}"></script></body>`,
      };
    },
  };
}
