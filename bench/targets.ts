/** What is wished for, what was measured, and whether the one is the other. */
import type { Figures, Spread } from './figures.js';
import type { Load } from './measure-bytes.js';
import type { Rest } from './measure-idle.js';
import { floorSize } from './subjects.js';

/** Everything one run of the benchmarks found out. */
export interface Findings {
  readonly figures: Figures;
  readonly load: Load;
  readonly rest: Rest;
  readonly restSeconds: number;
  /** Nodes outside the row that a vote changed. */
  readonly reach: readonly string[];
  /** The large thread of this run. */
  readonly large: number;
  readonly routeGrowth: number;
  /** Sizes for the growth plot, if it was made. */
  readonly growth: readonly number[];
}

/** One line of the table. */
export interface Line {
  readonly what: string;
  readonly target: string;
  readonly found: string;
  /** null: nothing was measured, or there is no target. */
  readonly isMet: boolean | null;
}

const round = (value: number, digits = 0) => value.toFixed(digits);

/** "120 ms (110 to 140)". */
export function describe(spread: Spread | null, unit = 'ms', digits = 0): string {
  if (!spread) return '–';
  const { median, min, max } = spread;
  return `${round(median, digits)} ${unit} (${round(min, digits)} to ${round(max, digits)})`;
}

/** Compares with what is wished for. */
export function judge(findings: Findings): Line[] {
  const { figures, load, rest, large, reach } = findings;
  const lines: Line[] = [];
  const ratio = (what: string, target: number, name: string, floor: string, figure = 'painted') => {
    const own = figures.spread(`widget ${name} ${figure}`);
    const base = figures.spread(floor);
    if (!own || !base) return;
    const value = own.median / base.median;
    lines.push({
      what,
      target: `at most ${target} of the floor`,
      found: `**${round(value, 2)}** · ${describe(own)}; floor ${describe(base)}`,
      isMet: value <= target,
    });
  };
  const limit = (
    what: string,
    target: number,
    unit: string,
    name: string,
    scale = 1,
    digits = 0,
  ) => {
    const own = figures.spread(name);
    if (!own) return;
    const scaled = {
      ...own,
      median: own.median / scale,
      min: own.min / scale,
      max: own.max / scale,
    };
    lines.push({
      what,
      target: `at most ${target} ${unit}`,
      found: `**${describe(scaled, unit, digits)}**`,
      isMet: scaled.median <= target,
    });
  };
  lines.push({
    what: 'script and style before the first comments, brotli',
    target: 'at most 28 kB; loader 1.5 kB',
    found: `**${round(load.first / 1000, 1)} kB**, and ${round(load.sanitiser / 1000, 1)} kB beside it where the browser has no sanitizer; loader ${round(load.embed / 1000, 2)} kB; with all that loads by itself later ${round(load.all / 1000, 1)} kB; floor ${round(floorSize('floor') / 1000, 1)} kB, made safe ${round(floorSize('purified') / 1000, 1)} kB`,
    isMet: load.first <= 28_000 && load.embed <= 1_500,
  });
  lines.push({
    what: 'requests before the first comments',
    target: 'the script and one call',
    found: load.requests.join(', '),
    isMet: load.requests.length <= 2,
  });
  const wishes: Readonly<Record<number, number>> = { 50: 1.2, 500: 0.9, 5000: 0.6 };
  for (const [count, wish] of Object.entries(wishes)) {
    ratio(`all rows painted, N = ${count}`, wish, count, `floor ${count} painted`);
  }
  ratio(
    `every body sanitised, N = ${large}`,
    1,
    String(large),
    `floor ${large} painted`,
    'sanitised',
  );
  ratio(
    `first screen, N = ${large} in one answer`,
    0.25,
    String(large),
    `floor ${large} painted`,
    'firstScreen',
  );
  ratio('processor 4 times slower, N = 500', 0.9, '500-slow', 'floor 500-slow painted');
  ratio(`pages of 100, N = ${large}`, 0.6, `${large}-paged`, `floor ${large}-paged painted`);
  limit(`longest task, N = ${large}`, 100, 'ms', `widget ${large} longestTask`);
  limit('longest task, 4 times slower, N = 500', 200, 'ms', 'widget 500-slow longestTask');
  const vote = figures.spread(`widget ${large} vote`);
  const near = figures.spread(`purified ${large} vote`);
  if (vote && near) {
    lines.push({
      what: `vote to paint, N = ${large}`,
      target: 'a frame (17 ms) over the floor with content-visibility; only its own row',
      found: `**${describe(vote)}**; floor ${describe(figures.spread(`floor ${large} vote`))}, with content-visibility ${describe(near)}; nodes outside the row: ${reach.length}`,
      isMet: vote.median - near.median <= 17 && reach.length === 0,
    });
  }
  ratio(`reply box to paint, N = ${large}`, 0.25, String(large), `floor ${large} reply`, 'reply');
  limit(`heap after collection, N = ${large}`, 12, 'MB', `widget ${large} heap`, 1e6, 1);
  lines.push({
    what: 'heap after 50 changes of the thread',
    target: 'no growth over 1 MB',
    found: `**${round(findings.routeGrowth / 1e6, 2)} MB**`,
    isMet: findings.routeGrowth <= 1e6,
  });
  limit(`script of one live event, N = ${large}`, 4, 'ms', `widget ${large} one`, 1, 1);
  limit('longest task, 1,000 live events in a second', 100, 'ms', `widget ${large} burstTask`);
  limit('announcements for them', 1, '', `widget ${large} announcements`);
  const timers = Object.entries(rest.timers).map(([name, times]) => `${times} × ${name}`);
  const hidden = Object.values(rest.hidden).reduce((sum, times) => sum + times, 0);
  lines.push({
    what: `at rest for ${findings.restSeconds} s`,
    target: 'under 0.5 % of the main thread; nothing in a hidden page',
    found: `**${round(rest.share, 2)} %**; ${timers.join(', ') || 'no timers'}; hidden: ${hidden}`,
    isMet: rest.share < 0.5 && hidden === 0,
  });
  limit(`layout shift, N = ${large}`, 0, '', `widget ${large} shift`, 1, 4);
  ratio(
    `scrolling through ${large}: longest frame`,
    1,
    String(large),
    `floor ${large} scroll`,
    'scroll',
  );
  const [small, middle, huge] = findings.growth;
  if (small !== undefined && middle !== undefined && huge !== undefined) {
    const per = (count: number, figure: string) =>
      (figures.median(`widget ${count} ${figure}`) ?? NaN) / count;
    const time = per(huge, 'sanitised') / per(middle, 'sanitised');
    const heap = per(huge, 'heap') / per(middle, 'heap');
    lines.push({
      what: `growth from ${middle} to ${huge}`,
      target: 'linear in time and memory',
      found: `for each comment **${round(time, 2)}** times the time, **${round(heap, 2)}** times the memory`,
      isMet: time <= 1.25 && heap <= 1.25,
    });
  }
  return lines;
}
