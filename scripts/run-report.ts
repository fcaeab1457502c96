/** What the runners write about a run, read back. */
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** What one runner found. */
export interface Summary {
  readonly passed: number;
  readonly skipped: number;
  readonly failures: readonly string[];
}

/** What one file of the browser tests came to. */
export interface FileSummary extends Summary {
  readonly file: string;
}

/** The part of vitest's JSON report that is read. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

function firstLine(text: string | undefined): string {
  return text?.split('\n', 1)[0] ?? '';
}

/** Reads vitest's JSON report. */
export function readVitest(file: string): Summary {
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const place = relative('.', name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0 && status === 'failed') return [`${place}: ${firstLine(message)}`];
    return failed.map(
      (test) => `${place}: ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`,
    );
  });
  return { passed: report.numPassedTests, skipped: report.numPendingTests, failures };
}

/** Reads what the browser tests write to `FC_SUMMARY`. */
export function readFiles(file: string): readonly FileSummary[] {
  return JSON.parse(readFileSync(file, 'utf8')) as FileSummary[];
}

/** Several files as one. */
export function addUp(files: readonly FileSummary[]): Summary {
  return {
    passed: files.reduce((sum, { passed }) => sum + passed, 0),
    skipped: files.reduce((sum, { skipped }) => sum + skipped, 0),
    failures: files.flatMap(({ failures }) => failures),
  };
}

/** What a run came to: one that ends badly, or says nothing, has failed, whatever its report says. */
export function judge(
  title: string,
  code: number,
  report: string,
  read: (file: string) => Summary,
): Summary {
  const summary = existsSync(report) ? read(report) : null;
  if (summary && (code === 0 || summary.failures.length > 0)) return summary;
  const failure = `${title}: ended with code ${code} without saying what failed`;
  return { passed: summary?.passed ?? 0, skipped: summary?.skipped ?? 0, failures: [failure] };
}
