/**
 * `npm test`: finds the browsers (on Debian as root it installs what is missing), runs the Node tests,
 * the browser tests, the end-to-end tests and the stories one after the other, and merges the coverage.
 * The last line is `N passed, N failed` over all of them; the exit code says the same.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { ensureEngines } from './ensure-engines.js';
import { mergeCoverage, percentCovered } from './merge-coverage.js';
import { bin, runCommand } from './run-command.js';
import {
  addUp,
  judge,
  readFiles,
  readVitest,
  type FileSummary,
  type Summary,
} from './run-report.js';

/** Percent of the lines of `src` that the tests must run at least. */
const coverageFloor = 90;

const reports = 'coverage/reports';

/** Milliseconds one runner may take. */
const limit = 25 * 60_000;

/** Runs one of the runners and reads what it found. */
async function run(
  title: string,
  words: readonly string[],
  report: string,
  read: (file: string) => Summary,
  env: Record<string, string> = {},
): Promise<Summary> {
  console.log(`\n── ${title}`);
  const started = Date.now();
  rmSync(report, { force: true });
  const { code } = await runCommand(words, { env, limit });
  const seconds = Math.round((Date.now() - started) / 1000);
  const summary = judge(title, code, report, read);
  const { passed, skipped, failures } = summary;
  console.log(
    `${title}: ${passed} passed, ${failures.length} failed, ${skipped} skipped in ${seconds} s`,
  );
  return summary;
}

function vitest(report: string, ...args: string[]): string[] {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return bin('vitest', 'run', ...reporters, ...args);
}

/**
 * The browser tests in one engine. Files in which something failed are run a second time, by
 * themselves, and that counts: a busy machine can fail them, a mistake fails them again.
 */
async function runEngine(engine: string): Promise<Summary> {
  const report = `${reports}/${engine}.json`;
  let files: readonly FileSummary[] = [];
  const read = (path: string): Summary => {
    files = readFiles(path);
    return addUp(files);
  };
  const env = { FC_ENGINES: engine, FC_SUMMARY: report };
  const words = bin('wtr', ...(engine === 'chromium' ? ['--coverage'] : []));
  const first = await run(`Browser tests (${engine})`, words, report, read, env);
  const failed = files.filter(({ failures }) => failures.length > 0);
  if (failed.length === 0) return first;
  for (const failure of first.failures) console.log(`  ! ${failure}`);
  const good = files.filter((file) => !failed.includes(file));
  const again = bin('wtr', ...failed.flatMap(({ file }) => ['--files', file]));
  const title = `Browser tests (${engine}), ${failed.length} files a second time`;
  const second = await run(title, again, report, read, env);
  const rest = addUp(good);
  return {
    passed: rest.passed + second.passed,
    skipped: rest.skipped + second.skipped,
    failures: second.failures,
  };
}

function checkCoverage(): string[] {
  const files = mergeCoverage(
    'coverage/node/coverage-final.json',
    'coverage/chromium/coverage-final.json',
  );
  const percent = percentCovered(files);
  const worst = files
    .map(({ file, covered, lines }) => ({ file, missed: lines - covered, lines }))
    .filter(({ missed }) => missed > 0)
    .sort((a, b) => b.missed - a.missed)
    .slice(0, 8);
  console.log(`\n── Coverage\n${percent.toFixed(1)} % of the lines of src. Most lines missed:`);
  for (const { file, missed, lines } of worst) console.log(`  ${missed} of ${lines}  ${file}`);
  if (percent >= coverageFloor) return [];
  return [`coverage: ${percent.toFixed(1)} % of the lines, ${coverageFloor} % are asked for`];
}

async function main(): Promise<void> {
  const started = Date.now();
  rmSync('coverage', { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const { found, missing } = await ensureEngines();
  for (const line of missing) console.error(line);
  const env = { FC_ENGINES: found.join(',') };

  const node = `${reports}/node.json`;
  const results = [await run('Node tests', vitest(node, '--coverage'), node, readVitest)];
  if (found.length > 0) {
    for (const engine of found) results.push(await runEngine(engine));

    const endToEnd = `${reports}/end-to-end.json`;
    const config = ['--config', 'test/e2e/vitest.config.ts'];
    results.push(
      await run('End-to-end tests', vitest(endToEnd, ...config), endToEnd, readVitest, env),
    );
  }
  const isWhole = found.includes('chromium');
  if (isWhole) {
    const stories = `${reports}/stories.json`;
    const config = ['--config', 'test/stories/vitest.config.ts'];
    results.push(await run('Stories', vitest(stories, ...config), stories, readVitest, env));
  }
  const failures = [
    ...missing,
    ...results.flatMap((result) => result.failures),
    ...(isWhole ? checkCoverage() : []),
  ];
  if (failures.length > 0) {
    console.log('\n── Failed');
    for (const failure of failures) console.log(`  ✗ ${failure}`);
  }
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const skipped = results.reduce((sum, result) => sum + result.skipped, 0);
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`\n${skipped} skipped, ${seconds} s`);
  console.log(`${passed} passed, ${failures.length} failed`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

await main();
