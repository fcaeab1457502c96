import { fileURLToPath } from 'node:url';
import { defaultReporter } from '@web/test-runner';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { webdriverLauncher } from '@web/test-runner-webdriver';
import {
  chosenEngines,
  launchOptions,
  startWebKitDriver,
  webKitCapabilities,
  whatIsMissing,
} from './test/support/browsers.js';
import { canaryPlugin } from './test/support/canary-plugin.js';
import { inlineCssPlugin } from './test/support/inline-css-plugin.js';
import { servicesPlugin } from './test/support/services-plugin.js';
import { strictPagePlugin } from './test/support/strict-page-plugin.js';
import { summaryReporter } from './test/support/summary-reporter.js';

/*
 * Tests that need a document: `test/**\/*.browser.test.ts`, in real browsers. `FC_ENGINES` names
 * the engines (`chromium,firefox,webkit`; default all), `--files` the files, `--coverage` writes
 * Chromium's coverage to `coverage/chromium`.
 */

const engines = engineList();

/** The chosen engines; ends the process with what to install if one of them is not there. */
function engineList() {
  try {
    const chosen = chosenEngines();
    const missing = chosen.map(whatIsMissing).filter((line) => line !== null);
    if (missing.length === 0) return chosen;
    throw new Error(missing.join('\n'));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return process.exit(1);
  }
}

function puppeteerLauncher(engine, name, concurrency) {
  const launcher = chromeLauncher({
    launchOptions: launchOptions(engine),
    // Two files that run at once must not share storage, cookies and channels.
    createPage: async ({ browser }) => (await browser.createBrowserContext()).newPage(),
    concurrency,
  });
  return Object.assign(launcher, { name });
}

const launchers = {
  chromium: () => puppeteerLauncher('chromium', 'Chromium', 2),
  firefox: () => puppeteerLauncher('firefox', 'Firefox', 1),
  webkit: async () => {
    const { hostname, port } = await startWebKitDriver();
    const capabilities = webKitCapabilities();
    const launcher = webdriverLauncher({ hostname, port, path: '/', capabilities });
    return Object.assign(launcher, { concurrency: 1 });
  },
};

const services = servicesPlugin();
const deep = process.env.FC_DEEP === '1';

export default {
  files: ['test/**/*.browser.test.ts', '!test/e2e/**', '!test/examples/**'],
  nodeResolve: { exportConditions: ['browser', 'production', 'default'] },
  browsers: await Promise.all(engines.map((engine) => launchers[engine]())),
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: deep ? 900_000 : 480_000,
  testFramework: { config: { timeout: deep ? 600_000 : 60_000 } },
  // `FC_DEEP=1` runs the long forms; a test reads it as `globalThis.fcDeep`, and where the local
  // services are as `globalThis.fcServices`.
  testRunnerHtml: (framework) =>
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tests</title></head><body>` +
    `<script>globalThis.fcDeep = ${String(deep)};` +
    `globalThis.fcServices = ${JSON.stringify(services.addresses)};</script>` +
    `<script type="module" src="${framework}"></script></body></html>`,
  reporters: [defaultReporter({ reportTestProgress: false }), summaryReporter()],
  plugins: [
    services.plugin,
    inlineCssPlugin(),
    canaryPlugin(),
    strictPagePlugin(),
    esbuildPlugin({ ts: true, tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)) }),
  ],
  coverageConfig: {
    include: ['src/**/*.ts'],
    report: true,
    reporters: ['json'],
    reportDir: 'coverage/chromium',
  },
};
