/**
 * Random schedules in a real browser. A slice by default, 100 with `FC_DEEP=1`; `FC_RUNS` and `FC_SEED`
 * ask for others. What fails is printed with its seed, number and steps; `FC_ONLY=n` runs that one alone
 * and tells of every step (below 0: one of those found before), `FC_SHRINK=1` looks for a shorter one that fails too.
 */
import fc from 'fast-check';
import { launch, type Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anySchedule, everyAct } from '../session/any-schedule.js';
import type { Setup, Step } from '../session/schedule.js';
import { launchOptions } from '../support/browsers.js';
import { startChaosServer, type ChaosServer } from '../support/chaos-server.js';
import { noteProof } from '../support/note-proof.js';
import { drivenEngines } from './browser.js';
import { startHost, type HostSite } from './host.js';
import { ScheduleRun } from './schedule-run.js';

const runs = Number(process.env.FC_RUNS ?? (process.env.FC_DEEP ? 100 : 5));
const seed = Number(process.env.FC_SEED ?? 20_261_122);
const only = process.env.FC_ONLY === undefined ? null : Number(process.env.FC_ONLY);

/** Schedules that run at once: most of the time they wait. */
const atOnce = 4;

const schedules = anySchedule(everyAct, 20, 10);

const step = (act: Step['act'], size = 0): Step => ({ act, tab: 0, target: 0, size });

/** Schedules that once ended wrong: every run begins with them. */
const foundSchedules: readonly Setup[] = [
  // The network went with the answer: what looks for the post could not be loaded any more.
  {
    direction: 'NF',
    comments: 2,
    tabs: 1,
    steps: [
      step('loseAnswer'),
      step('dropSockets'),
      step('post'),
      step('offline'),
      ...Array.from({ length: 10 }, () => step('wait', 9)),
    ],
  },
];

describe.skipIf(!drivenEngines.includes('chromium'))('schedules in a browser', () => {
  let browser: Browser;
  let service: ChaosServer;
  let site: HostSite;

  beforeAll(async () => {
    service = await startChaosServer();
    site = await startHost(service.url);
    // By Chromium's own protocol: it can take the network from one tab.
    browser = await launch(launchOptions('chromium'));
  });

  afterAll(async () => {
    await browser.close();
    await site.close();
    await service.close();
  });

  const run = async (setup: Setup, trace?: (...words: unknown[]) => void) =>
    new ScheduleRun({ browser, service, site }, setup).run(trace);

  test(
    `${runs} schedules end in what the service tells (seed ${seed})`,
    { timeout: 3_600_000, retry: 0 },
    async () => {
      const samples = [...foundSchedules, ...fc.sample(schedules, { numRuns: runs, seed })];
      const first = foundSchedules.length;
      const failed: string[] = [];
      let next = 0;
      const work = async () => {
        for (let index = next++; index < samples.length; index = next++) {
          const setup = samples[index];
          const number = index - first;
          if (!setup || (only !== null && number !== only)) continue;
          const trace = only === null ? undefined : console.log;
          const wrong = await run(setup, trace).catch((error: unknown) => [String(error)]);
          if (wrong.length === 0) continue;
          const text = [`schedule ${number} of seed ${seed}:`, ...wrong, JSON.stringify(setup)];
          console.log(text.join('\n'));
          failed.push(text.join('\n'));
          if (!process.env.FC_SHRINK || number < 0) continue;
          const property = fc.asyncProperty(schedules, async (given) => {
            expect(await run(given)).toEqual([]);
          });
          await fc.assert(property, { seed, path: String(number), numRuns: 1 });
        }
      };
      await Promise.all(Array.from({ length: atOnce }, work));
      expect(failed).toEqual([]);
      expect(service.violations().slice(0, 3)).toEqual([]);
      noteProof('schedules in a browser', `${runs} (seed ${seed}), 0 divergences`);
    },
  );
});
