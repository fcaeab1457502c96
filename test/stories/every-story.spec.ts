/*
 * Opens every story of the static build in Chromium, waits for its play function, and looks for what
 * no story may do: fail, log an error, ask anything outside of its origin, violate a rule of axe (in
 * the light and on a dark page).
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchOptions } from '../support/browsers.js';
import { storiesFolder } from './serve-stories.js';
import {
  findViolations,
  growToFit,
  openDocs,
  openStory,
  openStoryPage,
  readSettings,
  switchTheme,
  type StoryPage,
  type StorySettings,
} from './story-page.js';

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly name: string;
  readonly type: 'story' | 'docs';
  readonly tags: readonly string[];
}

const index = JSON.parse(readFileSync(join(storiesFolder, 'index.json'), 'utf8')) as {
  readonly entries: Readonly<Record<string, Entry>>;
};
const entries = Object.values(index.entries);
const stories = entries.filter(({ type }) => type === 'story');
const pages = entries.filter(({ type }) => type === 'docs');

/** What a story logs on purpose: the author of a page has to hear of a missing tenant. */
const expectedErrors: Readonly<Record<string, RegExp>> = {
  'loading--missing-tenant-id': /tenant/i,
};

const origin = inject('stories');
const shots = process.env.FC_STORY_SHOTS;

let browser: Browser;
let settings: Map<string, StorySettings>;

/** Pages that are not in use: a page knows the scripts already. */
const idle: StoryPage[] = [];

/** Lends a page without errors; what is found on it has to be nothing in the end. */
async function withPage(run: (opened: StoryPage) => Promise<void>, known?: RegExp): Promise<void> {
  const opened = idle.pop() ?? (await openStoryPage(browser, origin));
  opened.errors.length = opened.strangers.length = 0;
  try {
    await run(opened);
    expect(opened.errors.filter((error) => !known?.test(error))).toEqual([]);
    expect(opened.strangers).toEqual([]);
  } finally {
    idle.push(opened);
  }
}

beforeAll(async () => {
  if (shots) mkdirSync(shots, { recursive: true });
  browser = await puppeteer.launch(launchOptions('chromium'));
  // A frame without a story complains that it has none.
  const anything = /./;
  await withPage(async ({ page }) => {
    settings = await readSettings(page, origin);
  }, anything);
});

afterAll(() => browser.close());

it('finds the stories', () => {
  expect(stories.length).toBeGreaterThan(40);
  expect([...settings.keys()].sort()).toEqual(stories.map(({ id }) => id).sort());
});

describe.concurrent('Story', () => {
  it.each(stories)('$title: $name', ({ id, tags }) =>
    withPage(async (opened) => {
      const own = settings.get(id) ?? {};
      const isForced = tags.includes('forced-colors');
      expect(await openStory(opened, origin, id, own, isForced)).toBeNull();
      await growToFit(opened);
      if (shots) await opened.page.screenshot({ path: join(shots, `${id}.png`) });
      expect(await findViolations(opened)).toEqual([]);
      if (own.theme === undefined && !isForced) {
        await switchTheme(opened, 'dark');
        expect(await findViolations(opened, ['color-contrast'])).toEqual([]);
      }
    }, expectedErrors[id]),
  );
});

describe.concurrent('Page', () => {
  it.each(pages)('$title: $name', ({ id }) =>
    withPage(async (opened) => {
      await openDocs(opened, origin, id);
      await growToFit(opened);
      if (shots) await opened.page.screenshot({ path: join(shots, `${id}.png`) });
    }),
  );
});

it('shows its own frame without the network', () =>
  withPage(async ({ page }) => {
    await page.goto(`${origin}/`, { waitUntil: 'load' });
    await page.waitForSelector('[id^="storybook-explorer"] a', { timeout: 60_000 });
  }));
