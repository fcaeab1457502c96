/**
 * `npm run build`: everything under `dist`: the npm entries with their types, the files for script
 * tags, the manifest.
 */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { asProduction } from './as-production.js';
import { buildCdn } from './build-cdn.js';
import { bin, runCommand } from './run-command.js';

const root = fileURLToPath(new URL('..', import.meta.url));

async function run(words: readonly string[]): Promise<void> {
  const { code, output } = await runCommand(words, { cwd: root, output: 'collect' });
  if (code !== 0) throw new Error(`${words.slice(1).join(' ')} ended with ${code}:\n${output}`);
}

/** Builds it all; rejects with what was wrong. */
export async function buildAll(): Promise<void> {
  rmSync('dist', { recursive: true, force: true });
  await asProduction(() => build({ root, logLevel: 'warn' }));
  await buildCdn();
  await run(bin('tsc', '-p', 'tsconfig.build.json'));
  await run(bin('cem', 'analyze', '--quiet'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildAll().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
