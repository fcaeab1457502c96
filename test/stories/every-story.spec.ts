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

beforeAll(async () => {
  if (shots) mkdirSync(shots, { recursive: true });
  browser = await puppeteer.launch(launchOptions('chromium'));
  const { page, close } = await openStoryPage(browser, origin);
  settings = await readSettings(page, origin);
  await close();
});

afterAll(() => browser.close());

it('finds the stories', () => {
  expect(stories.length).toBeGreaterThan(40);
  expect([...settings.keys()].sort()).toEqual(stories.map(({ id }) => id).sort());
});

describe.concurrent('Story', () => {
  it.each(stories)('$title: $name', async ({ id, tags }) => {
    const opened = await openStoryPage(browser, origin);
    const own = settings.get(id) ?? {};
    try {
      const isForced = tags.includes('forced-colors');
      expect(await openStory(opened, origin, id, own, isForced)).toBeNull();
      await growToFit(opened);
      if (shots) await opened.page.screenshot({ path: join(shots, `${id}.png`) });
      const violations = await findViolations(opened);
      expect(violations).toEqual([]);
      if (own.theme === undefined && !isForced) {
        await switchTheme(opened, 'dark');
        expect(await findViolations(opened, ['color-contrast'])).toEqual([]);
      }
      const wanted = expectedErrors[id];
      expect(opened.errors.filter((error) => !wanted?.test(error))).toEqual([]);
      expect(opened.strangers).toEqual([]);
    } finally {
      await opened.close();
    }
  });
});

describe.concurrent('Page', () => {
  it.each(pages)('$title: $name', async ({ id }) => {
    const opened = await openStoryPage(browser, origin);
    try {
      await openDocs(opened, origin, id);
      await growToFit(opened);
      if (shots) await opened.page.screenshot({ path: join(shots, `${id}.png`) });
      expect(opened.errors).toEqual([]);
      expect(opened.strangers).toEqual([]);
    } finally {
      await opened.close();
    }
  });
});

it('shows its own frame without the network', async () => {
  const { page, errors, strangers, close } = await openStoryPage(browser, origin);
  await page.goto(`${origin}/`, { waitUntil: 'load' });
  await page.waitForSelector('[id^="storybook-explorer"] a', { timeout: 60_000 });
  expect(errors).toEqual([]);
  expect(strangers).toEqual([]);
  await close();
});
