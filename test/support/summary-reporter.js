import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';

/**
 * Writes what passed and failed to the file `FC_SUMMARY` names: `{ passed, skipped, failures }`, each
 * failure a line. A file that did not load, and errors outside of tests, are failures too.
 *
 * @returns {import('@web/test-runner').Reporter}
 */
export function summaryReporter() {
  const file = process.env.FC_SUMMARY;
  return {
    onTestRunFinished({ sessions }) {
      if (!file) return;
      const summary = { passed: 0, skipped: 0, failures: /** @type {string[]} */ ([]) };
      for (const session of sessions) {
        const place = `${session.browser.name} ${relative(process.cwd(), session.testFile ?? '')}`;
        const before = summary.failures.length;
        if (session.testResults) count(session.testResults, place, summary);
        if (!session.passed && summary.failures.length === before) {
          const [error] = session.errors;
          summary.failures.push(`${place}: ${error?.message ?? session.status}`);
        }
      }
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify(summary));
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
