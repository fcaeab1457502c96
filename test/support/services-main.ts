/**
 * The services the browser tests talk to, as one process: one for each way a service may treat
 * `anonUserId`. Started with a channel to its parent; tells its addresses, ends when the parent has gone.
 */
import { startChaosServer } from './chaos-server.js';
import type { ServiceAddresses } from './services.js';

const [honours, ignores, refuses] = await Promise.all([
  startChaosServer(),
  startChaosServer({ anonUserId: 'ignore' }),
  startChaosServer({ anonUserId: 'refuse' }),
]);
const addresses: ServiceAddresses = {
  honours: honours.url,
  ignores: ignores.url,
  refuses: refuses.url,
};
process.once('disconnect', () => process.exit(0));
process.send?.(addresses);
