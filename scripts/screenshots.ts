/**
 * `npm run screenshots`: pictures of the demo page, for the README and for looking at: desktop, dark,
 * phone, right to left, and a thread that could not be loaded.
 */
import { mkdirSync } from 'node:fs';
import { launch, type Page, type Viewport } from 'puppeteer-core';
import { freePort, startDemo } from '../test/e2e/demo.js';
import { launchOptions } from '../test/support/browsers.js';

const desktop: Viewport = { width: 960, height: 1000, deviceScaleFactor: 2 };
const phone: Viewport = {
  width: 390,
  height: 844,
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

/** One picture: how the page is opened, what is done on it, and what must be there then. */
interface Shot {
  readonly path: string;
  readonly viewport: Viewport;
  readonly isDark?: boolean;
  /** The service does not answer. */
  readonly isCut?: boolean;
  readonly act?: (page: Page) => Promise<void>;
  /** A selector in the widget. */
  readonly shows: string;
}

const shots: readonly Shot[] = [
  { path: 'docs/screenshot.png', viewport: desktop, shows: 'article' },
  { path: 'docs/screenshots/dark.png', viewport: desktop, isDark: true, shows: 'article' },
  { path: 'docs/screenshots/phone.png', viewport: phone, shows: 'article' },
  {
    path: 'docs/screenshots/rtl.png',
    viewport: desktop,
    act: async (page) => {
      await page.locator('#rtl').click();
    },
    shows: '.fc[dir="rtl"] article',
  },
  {
    path: 'docs/screenshots/error.png',
    viewport: phone,
    isCut: true,
    shows: '[role="alert"] button',
  },
];

async function take(page: Page, url: string, api: string, shot: Shot): Promise<void> {
  await page.setViewport(shot.viewport);
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: shot.isDark ? 'dark' : 'light' },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  if (shot.isCut) {
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      void (request.url().startsWith(api) ? request.abort('failed') : request.continue());
    });
  }
  await page.goto(url);
  await shot.act?.(page);
  await page.waitForFunction(
    (selector: string) =>
      document.querySelector('fast-comments')?.shadowRoot?.querySelector(selector),
    {},
    shot.shows,
  );
  await page.waitForNetworkIdle({ idleTime: 700 });
  // The rule above the widget stands just below the upper edge.
  await page.evaluate(() => {
    const top = document.querySelector('fast-comments')?.getBoundingClientRect().top ?? 0;
    scrollBy(0, top - 24);
  });
  await page.waitForNetworkIdle({ idleTime: 700 });
  await page.screenshot({ path: shot.path });
  console.log(shot.path);
}

mkdirSync('docs/screenshots', { recursive: true });
const ports = { page: await freePort(), api: await freePort() };
const demo = await startDemo(ports, ':memory:');
const browser = await launch(launchOptions('chromium'));
try {
  for (const shot of shots) {
    const context = await browser.createBrowserContext();
    await take(await context.newPage(), demo.url, `http://localhost:${ports.api}`, shot);
    await context.close();
  }
} finally {
  await browser.close();
  await demo.stop();
}
