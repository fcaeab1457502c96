/**
 * The server of faults as a process of its own, for runners that cannot import it:
 * `node --import tsx test/support/chaos-main.ts --port N [--seed WHAT]`. Prints its address as the
 * first line and ends with its standard input or on a signal.
 */
import { readArguments } from '../../demo/server/read-arguments.js';
import { startChaosServer } from './chaos-server.js';

const wanted = readArguments(process.argv.slice(2));
const server = await startChaosServer({
  port: wanted?.port ?? 0,
  db: wanted?.db ?? ':memory:',
  seed: wanted?.seed ?? 'empty',
});
process.stdout.write(`${server.url}\n`);
const stop = (): void => void server.close().then(() => process.exit(0));
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
process.stdin.once('end', stop).resume();
