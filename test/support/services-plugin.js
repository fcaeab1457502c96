import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Starts the services the browser tests talk to (see `services-main.ts`) before the first test and
 * ends them after the last. `addresses` is filled by then.
 *
 * @returns {{
 *   plugin: import('@web/test-runner').TestRunnerPlugin,
 *   addresses: import('./services.js').ServiceAddresses,
 * }}
 */
export function servicesPlugin() {
  const addresses = { honours: '', ignores: '', refuses: '' };
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child;
  const plugin = {
    name: 'services',
    async serverStart() {
      const started = fork(fileURLToPath(new URL('services-main.ts', import.meta.url)), {
        execArgv: ['--import', 'tsx'],
      });
      child = started;
      const found = await new Promise((resolve, reject) => {
        started.once('message', resolve);
        started.once('error', reject);
        started.once('exit', (code) => reject(new Error(`the services ended with code ${code}`)));
      });
      Object.assign(addresses, found);
    },
    serverStop() {
      child?.kill();
    },
  };
  return { plugin, addresses };
}
