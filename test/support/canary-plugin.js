const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/**
 * Notes what is fetched. Everything under `/run-<id>/canary/` answers a one-pixel GIF and is noted;
 * `/run-<id>/canary-log` answers the paths noted for that id as JSON and forgets them. A test makes
 * an id of its own, since the engines share the server.
 *
 * @returns {import('@web/test-runner').TestRunnerPlugin}
 */
export function canaryPlugin() {
  /** @type {Map<string, string[]>} */
  const seen = new Map();
  return {
    name: 'canary',
    serve(context) {
      const match = /^\/(run-\w+)\/canary(-log|\/.*)$/.exec(context.path);
      if (!match) return undefined;
      const [, run = '', rest = ''] = match;
      const paths = seen.get(run) ?? [];
      if (rest === '-log') {
        seen.delete(run);
        return {
          body: JSON.stringify(paths),
          type: 'json',
          headers: { 'cache-control': 'no-store' },
        };
      }
      seen.set(run, [...paths, rest]);
      return { body: pixel, type: 'gif', headers: { 'cache-control': 'no-store' } };
    },
  };
}
