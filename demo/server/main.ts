/** The API server alone: `npm run demo:api -- --help` says how. */
import { readArguments, usage, type Arguments } from './read-arguments.js';
import { startApiServer } from './start-api-server.js';

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(2);
}

function explain(error: unknown, wanted: Arguments): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new Error(`Port ${wanted.port} is taken; choose another --port.`);
  if (code === 'EACCES')
    return new Error(`Port ${wanted.port} may not be used; choose another --port.`);
  return error;
}

async function main(wanted: Arguments): Promise<void> {
  const { port, db, seed, rateLimit, errorStatus, anonUserId } = wanted;
  let url = '';
  const server = await startApiServer({
    port,
    db,
    seed,
    errorStatus,
    anonUserId,
    ...(rateLimit ? {} : { rateLimits: false }),
    onMail: ({ to, about, sessionId }) =>
      process.stdout.write(`Mail to ${to}: verify your ${about} at ${url}/verify/${sessionId}\n`),
    onWaiting: ({ urlId, commentId }) =>
      process.stdout.write(
        `A comment on "${urlId}" waits: curl -X POST ${url}/approve/${commentId}\n`,
      ),
  });
  ({ url } = server);
  process.stdout.write(
    `PublicApi on ${url} (tenant demo, ${db === ':memory:' ? 'in memory' : db})\n`,
  );
  const stop = (): void => {
    server.close().then(() => process.exit(0), fail);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

let wanted: Arguments | null = null;
try {
  wanted = readArguments(process.argv.slice(2));
} catch (error) {
  fail(new Error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`));
}
if (wanted === null) process.stdout.write(usage);
else {
  const given = wanted;
  main(given).catch((error: unknown) => fail(explain(error, given)));
}
