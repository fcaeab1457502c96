/**
 * `npm run test:deep`: the long forms: full schedules, all vectors, every fault. What they found is
 * written with its date to `docs/proofs.md` (and `docs/faults.md`). Only files that have a long form
 * are run; the rest is what `npm test` runs. A run that was ended in the middle goes on with
 * `-- --continue`: what passed is not run again. For developing: `-- --only html,audit` runs the parts
 * in whose names one of these stands, and prints without writing.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hostileCorpus } from '../test/html/hostile-corpus.js';
import { ensureEngines } from './ensure-engines.js';
import { bin, runCommand } from './run-command.js';
import { addUp, judge, readFiles, readVitest, type Summary } from './run-report.js';

/** Milliseconds one part may take. */
const limit = 90 * 60_000;

/** What the tests note while they run: see `test/support/note-proof.ts`. */
const notes = 'coverage/proofs.jsonl';
const report = 'coverage/reports/deep.json';
/** How the parts of a run ended so far. */
const memory = 'coverage/reports/deep-parts.json';

interface Proof {
  readonly what: string;
  readonly figure: string;
}

/** Something that is run by itself, so that what goes wrong in it leaves the others alone. */
interface Part {
  readonly name: string;
  readonly run: () => Promise<Summary>;
  /** What it proves beyond what its tests note; asked if nothing failed. */
  readonly proofs?: (summary: Summary) => readonly Proof[];
}

/** How a part ended. */
interface Ended {
  readonly name: string;
  readonly seconds: number;
  readonly failures: readonly string[];
  readonly passed: number;
  /** What its tests noted, and what it proves beyond them. */
  readonly proofs: readonly Proof[];
}

const { values } = parseArgs({
  options: { only: { type: 'string' }, continue: { type: 'boolean' } },
});
const { found, missing } = await ensureEngines();

/** Test files that have a long form, or note a figure. */
const deepFiles = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((name) => join('test', name).replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.test.ts'))
  .filter((name) => /FC_DEEP|fcDeep|noteProof\(/.test(readFileSync(name, 'utf8')))
  .sort();

async function vitest(name: string, files: readonly string[], config?: string): Promise<Summary> {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const words = bin('vitest', 'run', ...reporters, ...(config ? ['--config', config] : []));
  const env = { FC_DEEP: '1', FC_ENGINES: found.join(',') };
  const { code } = await runCommand([...words, ...files], { env, limit });
  return judge(name, code, report, readVitest);
}

async function inBrowser(name: string, file: string, engine: string): Promise<Summary> {
  const env = { FC_DEEP: '1', FC_ENGINES: engine, FC_SUMMARY: report };
  const { code } = await runCommand(bin('wtr', '--files', file), { env, limit });
  return judge(name, code, report, (path) => addUp(readFiles(path)));
}

/** Known holes in what is installed with the package, as far as the registry tells. */
async function audit(): Promise<{ readonly summary: Summary; readonly figure: string }> {
  const words = ['npm', 'audit', '--omit=dev', '--json'];
  const { output } = await runCommand(words, { limit: 120_000, output: 'collect' });
  const json = JSON.parse(/^\{[^]*^\}/m.exec(output)?.[0] ?? '{}') as {
    metadata?: { vulnerabilities: { total: number } };
  };
  const total = json.metadata?.vulnerabilities.total;
  const failures = total ? [`npm audit knows of ${total} holes`] : [];
  return {
    summary: { passed: total === 0 ? 1 : 0, skipped: 0, failures },
    figure: total === undefined ? 'not known: the registry answers no audits' : String(total),
  };
}

async function sanitising(): Promise<Summary> {
  const env = { FC_DEEP: '1' };
  const { code } = await runCommand(bin('tsx', 'bench/sanitising.ts'), { env, limit });
  const failures = code === 0 ? [] : [`ended with code ${code}`];
  return { passed: failures.length === 0 ? 1 : 0, skipped: 0, failures };
}

function listParts(): Part[] {
  const inNode = deepFiles.filter((name) => !/^test\/(?:e2e|examples)\/|\.browser\./.test(name));
  const parts: Part[] = inNode.map((name) => ({ name, run: () => vitest(name, [name]) }));
  for (const engine of found) {
    for (const file of deepFiles.filter((name) => name.endsWith('.browser.test.ts'))) {
      const name = `${file} in ${engine}`;
      const isCorpus = file === 'test/html/hostile.browser.test.ts';
      const corpus = () => ({
        what: `vectors of hostile markup in ${engine}`,
        figure: `${hostileCorpus('https://example.com').length}, nothing ran, nothing was fetched but images`,
      });
      parts.push({
        name,
        run: () => inBrowser(name, file, engine),
        ...(isCorpus && { proofs: ({ passed }) => (passed > 0 ? [corpus()] : []) }),
      });
    }
  }
  const endToEnd = deepFiles.filter((name) => name.startsWith('test/e2e/') && found.length > 0);
  for (const name of endToEnd) {
    parts.push({ name, run: () => vitest(name, [name], 'test/e2e/vitest.config.ts') });
  }
  if (found.includes('chromium')) parts.push({ name: 'sanitising 64 kB', run: sanitising });
  let holes = '';
  parts.push({
    name: 'npm audit',
    run: async () => {
      const { figure, summary } = await audit();
      holes = figure;
      return summary;
    },
    proofs: () => [{ what: 'known holes in what is installed with the package', figure: holes }],
  });
  return parts;
}

/** What the tests noted so far. A test that was run twice noted twice: the last time counts. */
function noted(): Proof[] {
  if (!existsSync(notes)) return [];
  const lines = readFileSync(notes, 'utf8').split('\n').filter(Boolean);
  const proofs = lines.map((line) => JSON.parse(line) as Proof);
  return [...new Map(proofs.map((proof) => [proof.what, proof])).values()];
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').slice(0, 300);

function page(ended: readonly Ended[], left: number): string {
  // A figure that was noted twice counts as it was noted last.
  const found = new Map(
    ended.flatMap(({ proofs }) => proofs.map(({ what, figure }) => [what, figure])),
  );
  const seconds = ended.reduce((sum, part) => sum + part.seconds, 0);
  const failed = ended.filter(({ failures }) => failures.length > 0).length;
  const unfinished = left > 0 ? ` ${left} parts were not run.` : '';
  return [
    '# Proofs',
    '',
    `Figures of \`npm run test:deep\` on ${new Date().toISOString().slice(0, 10)}: ${ended.length - failed} of ${ended.length} parts passed, in ${Math.ceil(seconds / 60)} minutes.${unfinished} What fails has no figure, and stands below as failed.`,
    '',
    '| what | figure |',
    '| --- | --- |',
    ...[...found].map(([what, figure]) => `| ${cell(what)} | ${cell(figure)} |`),
    '',
    '| part | result | seconds |',
    '| --- | --- | ---: |',
    ...ended.map(({ failures, name, passed, seconds }) => {
      const [first = ''] = failures;
      const more = failures.length > 1 ? ` (and ${failures.length - 1} more)` : '';
      const result = first ? `**failed**: ${cell(first)}${more}` : `${passed} passed`;
      return `| ${cell(name)} | ${result} | ${Math.round(seconds)} |`;
    }),
    '',
  ].join('\n');
}

async function runPart(part: Part): Promise<Ended> {
  console.log(`\n── ${part.name}`);
  const started = Date.now();
  rmSync(report, { force: true });
  rmSync(notes, { force: true });
  let summary: Summary;
  try {
    summary = await part.run();
  } catch (error) {
    summary = { passed: 0, skipped: 0, failures: [String(error)] };
  }
  const { failures, passed } = summary;
  const seconds = (Date.now() - started) / 1000;
  const more = failures.length === 0 ? (part.proofs?.(summary) ?? []) : [];
  return { name: part.name, seconds, failures, passed, proofs: [...noted(), ...more] };
}

/** What passed in the run that is continued. */
function passedBefore(): Ended[] {
  if (!values.continue || !existsSync(memory)) return [];
  const ended = JSON.parse(readFileSync(memory, 'utf8')) as Ended[];
  return ended.filter(({ failures }) => failures.length === 0);
}

mkdirSync('coverage/reports', { recursive: true });
const before = passedBefore();
const wanted = values.only?.split(',');
const all = listParts().filter(({ name }) => wanted?.some((word) => name.includes(word)) ?? true);
const parts = all.filter(({ name }) => !before.some((part) => part.name === name));
const ended: Ended[] = before.filter(({ name }) => all.some((part) => part.name === name));
for (const line of missing) {
  console.error(line);
  ended.push({ name: 'engines', seconds: 0, failures: [line], passed: 0, proofs: [] });
}
let text = '';
for (const [index, part] of parts.entries()) {
  ended.push(await runPart(part));
  text = page(ended, parts.length - index - 1);
  if (wanted) continue;
  // After each part: what was found so far outlives an end in the middle.
  writeFileSync('docs/proofs.md', text);
  writeFileSync(memory, JSON.stringify(ended));
}
console.log(`\n${text}`);
process.exitCode = ended.some(({ failures }) => failures.length > 0) ? 1 : 0;
