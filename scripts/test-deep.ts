/**
 * `npm run test:deep`: the long forms: full schedules, all vectors, every fault. What they found is
 * written with its date to `docs/proofs.md` and `docs/faults.md`.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostileCorpus } from '../test/html/hostile-corpus.js';
import { ensureEngines } from './ensure-engines.js';
import { bin, runCommand } from './run-command.js';

/** Milliseconds one runner may take. */
const limit = 4 * 60 * 60_000;

/** What the tests note while they run: see `test/support/note-proof.ts`. */
const notes = 'coverage/proofs.jsonl';

interface Proof {
  readonly what: string;
  readonly figure: string;
}

function table(proofs: readonly Proof[]): string {
  return [
    '# Proofs',
    '',
    `Figures of \`npm run test:deep\` on ${new Date().toISOString().slice(0, 10)}. A run that fails writes no figure.`,
    '',
    '| what | figure |',
    '| --- | --- |',
    ...proofs.map(({ what, figure }) => `| ${what} | ${figure} |`),
    '',
  ].join('\n');
}

const { found, missing } = await ensureEngines();
for (const line of missing) console.error(line);
const env = { FC_DEEP: '1', FC_ENGINES: found.join(',') };
rmSync(notes, { force: true });
const codes = [(await runCommand(bin('vitest', 'run'), { env, limit })).code];
const proofs: Proof[] = [];
for (const engine of found) {
  const own = { ...env, FC_ENGINES: engine };
  const markup = await runCommand(bin('wtr', '--files', 'test/html/hostile.browser.test.ts'), {
    env: own,
    limit,
  });
  if (markup.code === 0) {
    const count = hostileCorpus('https://example.com').length;
    const figure = `${count}, nothing ran, nothing was fetched but images`;
    proofs.push({ what: `vectors of hostile markup in ${engine}`, figure });
  }
  codes.push(markup.code, (await runCommand(bin('wtr'), { env: own, limit })).code);
}
if (found.length > 0) {
  const words = bin('vitest', 'run', '--config', 'test/e2e/vitest.config.ts');
  codes.push((await runCommand(words, { env, limit })).code);
}
if (existsSync(notes)) {
  const lines = readFileSync(notes, 'utf8').trim().split('\n');
  // A test that was run twice noted twice: the last time counts.
  const noted = new Map(lines.map((line) => JSON.parse(line) as Proof).map((it) => [it.what, it]));
  proofs.unshift(...noted.values());
}
writeFileSync('docs/proofs.md', table(proofs));
process.exitCode = codes.find((code) => code !== 0) ?? (missing.length > 0 ? 1 : 0);
