import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'puppeteer-core';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** What a story has set for itself. */
export interface StorySettings {
  readonly theme?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** A page of the static Storybook, and everything it did that a story should not. */
export interface StoryPage {
  readonly page: Page;
  /** Errors of the console and uncaught ones. */
  readonly errors: string[];
  /** Addresses outside of Storybook's origin that were asked for. */
  readonly strangers: string[];
  /** Turns the visitor's own colours on or off. */
  forceColours(isForced: boolean): Promise<void>;
}

/** Storybook's preview, as far as it is asked here. */
interface Preview {
  readonly ready: () => Promise<unknown>;
  readonly extract: () => Promise<Record<string, ExtractedStory>>;
  readonly currentRender?: { readonly phase?: string };
}

interface ExtractedStory {
  readonly storyGlobals?: {
    readonly theme?: string;
    readonly viewport?: { readonly value?: string };
  };
  readonly parameters: {
    readonly viewport?: {
      readonly options?: Record<string, { readonly styles: Record<'width' | 'height', string> }>;
    };
  };
}

interface Channel {
  emit(name: string, detail: unknown): void;
  last(name: string): unknown[] | undefined;
}

type PreviewWindow = typeof globalThis & {
  readonly __STORYBOOK_PREVIEW__?: Preview;
  readonly __STORYBOOK_ADDONS_CHANNEL__: Channel;
  readonly axe: { run(target: string, options: object): Promise<AxeResults> };
};

const desktop = { width: 1100, height: 900 };

/** Pixels a window may have at most. */
const highest = 12_000;

/** Opens a page that takes note of errors and of requests that leave the origin. */
export async function openStoryPage(browser: Browser, origin: string): Promise<StoryPage> {
  // A context of its own: no storage and no channel is shared with the story beside it.
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const errors: string[] = [];
  const strangers: string[] = [];
  const isHome = (address: string) =>
    /^(data|blob):/.test(address) || new URL(address).origin === origin;
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('request', (request) => {
    if (!isHome(request.url())) strangers.push(request.url());
  });
  const session = await page.createCDPSession();
  await session.send('Network.enable');
  session.on('Network.webSocketCreated', ({ url }) => strangers.push(url));
  await page.setViewport(desktop);
  return {
    page,
    errors,
    strangers,
    forceColours: async (isForced) => {
      const value = isForced ? 'active' : 'none';
      await session.send('Emulation.setEmulatedMedia', {
        features: [{ name: 'forced-colors', value }],
      });
    },
  };
}

/** What every story has set for itself, by its id. */
export async function readSettings(
  page: Page,
  origin: string,
): Promise<Map<string, StorySettings>> {
  await page.goto(`${origin}/iframe.html?viewMode=docs`, { waitUntil: 'domcontentloaded' });
  await page.waitForFunction(() => '__STORYBOOK_PREVIEW__' in globalThis);
  const found = await page.evaluate(async () => {
    const preview = (globalThis as PreviewWindow).__STORYBOOK_PREVIEW__!;
    await preview.ready();
    const stories = Object.entries(await preview.extract());
    return stories.map(([id, { storyGlobals = {}, parameters }]) => {
      const { theme, viewport } = storyGlobals;
      const styles = parameters.viewport?.options?.[viewport?.value ?? '']?.styles;
      return {
        id,
        theme,
        viewport: styles && {
          width: parseInt(styles.width, 10),
          height: parseInt(styles.height, 10),
        },
      };
    });
  });
  return new Map(found.map(({ id, ...settings }) => [id, settings]));
}

/**
 * Opens a story and waits for the end of its play function. Resolves to what went wrong, or null.
 * Accessibility is not checked by the addon here: the test does it.
 */
export async function openStory(
  { page, forceColours }: StoryPage,
  origin: string,
  id: string,
  { viewport }: StorySettings,
  isForced: boolean,
): Promise<string | null> {
  await page.setViewport(viewport ?? desktop);
  await forceColours(isForced);
  await page.goto(`${origin}/iframe.html?id=${id}&viewMode=story&globals=a11y.manual:!true`, {
    waitUntil: 'domcontentloaded',
  });
  await page.waitForFunction(
    () => {
      const { __STORYBOOK_PREVIEW__: preview } = globalThis as PreviewWindow;
      return /^(completed|finished|errored|aborted)$/.test(preview?.currentRender?.phase ?? '');
    },
    { timeout: 90_000 },
  );
  return page.evaluate(() => {
    const { __STORYBOOK_ADDONS_CHANNEL__: channel } = globalThis as PreviewWindow;
    for (const name of [
      'playFunctionThrewException',
      'unhandledErrorsWhilePlaying',
      'storyThrewException',
      'storyErrored',
      'storyMissing',
    ]) {
      const last = channel.last(name);
      if (last) return `${name}: ${JSON.stringify(last)}`.slice(0, 4000);
    }
    return null;
  });
}

/**
 * Makes the window as high as the page: rows that are off-screen are not laid out, and would be
 * measured wrongly.
 */
export async function growToFit({ page }: StoryPage): Promise<void> {
  const { width } = page.viewport() ?? desktop;
  for (let round = 0; round < 2; round += 1) {
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewport({ width, height: Math.min(Math.max(height, desktop.height), highest) });
    await twoFrames(page);
  }
}

function twoFrames(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
      }),
  );
}

/** Opens a page of documentation and waits until it is drawn. */
export async function openDocs({ page }: StoryPage, origin: string, id: string): Promise<void> {
  await page.setViewport(desktop);
  await page.goto(`${origin}/iframe.html?id=${id}&viewMode=docs`, { waitUntil: 'load' });
  await page.waitForSelector('#storybook-docs h1', { timeout: 60_000 });
}

/** Puts the story that is open on a light or a dark page. */
export async function switchTheme({ page }: StoryPage, theme: 'light' | 'dark'): Promise<void> {
  await page.evaluate((wanted) => {
    const { __STORYBOOK_ADDONS_CHANNEL__: channel } = globalThis as PreviewWindow;
    channel.emit('updateGlobals', { globals: { theme: wanted } });
  }, theme);
  await page.waitForSelector(`.stage.${theme}`);
  // The widget looks at the page again in a task of its own, and colours change gradually.
  await twoFrames(page);
  await settleAnimations(page);
}

/** Brings every running animation and transition to its end. */
async function settleAnimations(page: Page): Promise<void> {
  await page.evaluate(() => {
    const trees = [
      document,
      ...[...document.querySelectorAll('fast-comments')].map((widget) => widget.shadowRoot!),
    ];
    for (const animation of trees.flatMap((tree) => tree.getAnimations())) {
      if (animation.effect?.getComputedTiming().endTime === Infinity) animation.cancel();
      else animation.finish();
    }
  });
}

/**
 * Runs axe over the widget of the story that is open: WCAG 2.2 A and AA, and its best practices.
 * Resolves to one text for each rule that is violated, with the first elements that do.
 */
export async function findViolations(
  { page }: StoryPage,
  rules?: readonly string[],
): Promise<string[]> {
  await settleAnimations(page);
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  return page.evaluate(async (only) => {
    const { axe } = globalThis as PreviewWindow;
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const runOnly = only ? { type: 'rule', values: only } : { type: 'tag', values: tags };
    const { violations } = await axe.run('fast-comments', { runOnly, resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => {
      const examples = nodes.slice(0, 3).map(({ target, failureSummary = '', html }) => {
        const where = [target].flat(2).at(-1);
        return `  ${where}\n  ${html.slice(0, 160)}\n  ${failureSummary.replaceAll(/\s+/g, ' ')}`;
      });
      return [`${id} (${nodes.length})`, ...examples].join('\n');
    });
  }, rules);
}
