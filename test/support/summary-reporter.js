import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';

/**
 * Writes what passed and failed, file by file, to the file `FC_SUMMARY` names:
 * `[{ file, passed, skipped, failures }]`, each failure a line. A file that did not load, and errors
 * outside of tests, are failures too.
 *
 * @returns {import('@web/test-runner').Reporter}
 */
export function summaryReporter() {
  const target = process.env.FC_SUMMARY;
  return {
    onTestRunFinished({ sessions }) {
      if (!target) return;
      const summaries = [];
      for (const session of sessions) {
        const file = relative(process.cwd(), session.testFile ?? '');
        const place = `${session.browser.name} ${file}`;
        const summary = { file, passed: 0, skipped: 0, failures: /** @type {string[]} */ ([]) };
        if (session.testResults) count(session.testResults, place, summary);
        if (!session.passed && summary.failures.length === 0) {
          const [error] = session.errors;
          summary.failures.push(`${place}: ${error?.message ?? session.status}`);
        }
        summaries.push(summary);
      }
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, JSON.stringify(summaries));
    },
  };
}

function count(suite, place, summary) {
  for (const test of suite.tests) {
    if (test.skipped) summary.skipped += 1;
    else if (test.passed) summary.passed += 1;
    else summary.failures.push(`${place}: ${test.name}: ${test.error?.message ?? ''}`);
  }
  for (const inner of suite.suites) count(inner, `${place} › ${inner.name}`, summary);
}
