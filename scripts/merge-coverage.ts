import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import istanbul, { type CoverageMapData } from 'istanbul-lib-coverage';

/** Lines of one file. */
export interface FileLines {
  readonly file: string;
  readonly covered: number;
  readonly lines: number;
}

function read(path: string) {
  const data = existsSync(path) ? readFileSync(path, 'utf8') : '{}';
  return istanbul.createCoverageMap(JSON.parse(data) as CoverageMapData);
}

/**
 * Which lines of `src` some test ran, in Node or in Chromium. What counts as a line of code is taken
 * from Node's report, which knows every file; the browser's counts whatever is written on a line.
 */
export function mergeCoverage(nodeReport: string, browserReport: string): FileLines[] {
  const node = read(nodeReport);
  const browser = read(browserReport);
  const inBrowser = new Set(browser.files());
  return node.files().map((path) => {
    const lines = Object.entries(node.fileCoverageFor(path).getLineCoverage());
    const seen = inBrowser.has(path) ? browser.fileCoverageFor(path).getLineCoverage() : {};
    const covered = lines.filter(([line, hits]) => hits > 0 || (seen[Number(line)] ?? 0) > 0);
    return { file: relative('.', path), covered: covered.length, lines: lines.length };
  });
}

/** Share of the lines that some test ran, in percent. */
export function percentCovered(files: readonly FileLines[]): number {
  const sum = (name: 'covered' | 'lines') => files.reduce((all, file) => all + file[name], 0);
  const lines = sum('lines');
  return lines === 0 ? 0 : (sum('covered') / lines) * 100;
}
