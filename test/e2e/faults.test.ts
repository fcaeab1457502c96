/**
 * Every fault there is, in a real browser against the real local service. A slice by default; with
 * `FC_DEEP=1` all of them, and the table `docs/faults.md` is written.
 */
import { writeFileSync } from 'node:fs';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChaosServer, type ChaosServer } from '../support/chaos-server.js';
import { noteProof } from '../support/note-proof.js';
import { drivenEngines, startBrowser } from './browser.js';
import { Scene, type Outcome } from './fault-scene.js';
import { allFaults } from './faults.js';
import { startHost, type HostSite } from './host.js';

const isDeep = process.env.FC_DEEP === '1';
const faults = allFaults(isDeep ? 1 : 23).filter(({ isQuick }) => isDeep || isQuick);

describe.skipIf(!drivenEngines.includes('chromium'))('faults', () => {
  let browser: Browser;
  let service: ChaosServer;
  let site: HostSite;
  let scenes = 0;
  const outcomes = new Map<string, Outcome>();

  beforeAll(async () => {
    service = await startChaosServer();
    // A host that is nowhere may be asked too.
    site = await startHost(`${service.url} http://no-such-host.invalid`);
    browser = await startBrowser('chromium');
  });

  afterAll(async () => {
    await browser.close();
    await site.close();
    await service.close();
    if (isDeep) writeFileSync('docs/faults.md', table(outcomes));
    noteProof('faults', `${outcomes.size} of ${faults.length} end as they should`);
  });

  test.each(faults)('$name', async (fault) => {
    const scene = new Scene(browser, service, site, `fault-${++scenes}`);
    try {
      const outcome = await fault.run(scene);
      expect(await scene.uncaught()).toEqual([]);
      expect(await scene.widget.violations()).toEqual([]);
      outcomes.set(fault.name, outcome);
    } finally {
      await scene.close();
    }
  });
});

function table(outcomes: ReadonlyMap<string, Outcome>): string {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const rows = faults.map(({ name }) => {
    const outcome = outcomes.get(name);
    if (!outcome) return `| ${cell(name)} | **failed** | | |`;
    const { after, seconds, sees } = outcome;
    return `| ${cell(name)} | ${cell(sees)} | ${cell(after)} | ${seconds.toFixed(1)} |`;
  });
  return [
    '# Faults',
    '',
    `Written by \`npm run test:deep\` on ${new Date().toISOString().slice(0, 10)}, in Chromium against the local service: ${outcomes.size} of ${faults.length} faults end as they should. Seconds are from the end of the fault until all is well; where a press is needed, it is part of them.`,
    '',
    '| fault | what the visitor sees | afterwards | seconds |',
    '| --- | --- | --- | ---: |',
    ...rows,
    '',
  ].join('\n');
}
