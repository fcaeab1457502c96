/** `npm run test:deep`: the long forms: full schedules and all vectors. */
import { ensureEngines } from './ensure-engines.js';
import { bin, runCommand } from './run-command.js';

/** Milliseconds one runner may take. */
const limit = 4 * 60 * 60_000;

const { found, missing } = await ensureEngines();
for (const line of missing) console.error(line);
const env = { FC_DEEP: '1', FC_ENGINES: found.join(',') };
const node = await runCommand(bin('vitest', 'run'), { env, limit });
const browsers = found.length > 0 ? await runCommand(bin('wtr'), { env, limit }) : { code: 0 };
process.exitCode = node.code || browsers.code || (missing.length > 0 ? 1 : 0);
