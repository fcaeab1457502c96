import { launch, type Browser, type LaunchOptions, type Page } from 'puppeteer-core';
import { chosenEngines, launchOptions, whatIsMissing } from '../support/browsers.js';

/** Engines Puppeteer drives over WebDriver BiDi. WebKit has no such driver here. */
export type DrivenEngine = 'chromium' | 'firefox';

/** Those of them that are chosen and here; `npm test` counts a missing one as failed by itself. */
export const drivenEngines = chosenEngines().filter(
  (engine): engine is DrivenEngine => engine !== 'webkit' && whatIsMissing(engine) === null,
);

/** Starts a browser. Both speak WebDriver BiDi, so that both are driven by the same commands. */
export async function startBrowser(engine: DrivenEngine): Promise<Browser> {
  const options: LaunchOptions = { ...launchOptions(engine), protocol: 'webDriverBiDi' };
  return launch(options);
}

/** A page of a fresh profile: no storage, no cookies. */
export async function openPage(browser: Browser): Promise<Page> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 1000, height: 800 });
  return page;
}
