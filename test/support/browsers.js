/**
 * Finding and starting the browsers the tests run in. Plain JavaScript, because the test runner's
 * configuration and the end-to-end runners both load it without a build.
 *
 * An engine is looked for in this order: the variable named in `engineVariables`, then what is
 * installed. Nothing is downloaded here.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';

/** The three engines, in the order they run. */
const engines = /** @type {const} */ (['chromium', 'firefox', 'webkit']);

/** @typedef {(typeof engines)[number]} Engine */

/** The environment variables that name an engine's executable; the first one that is set counts. */
const engineVariables = {
  chromium: ['CHROME_PATH', 'CHROMIUM_PATH', 'PUPPETEER_EXECUTABLE_PATH'],
  firefox: ['FIREFOX_PATH'],
  webkit: ['WEBKIT_MINIBROWSER_PATH'],
};

const names = {
  chromium: [
    'google-chrome-stable',
    'google-chrome',
    'chromium',
    'chromium-browser',
    'microsoft-edge-stable',
    'microsoft-edge',
  ],
  firefox: ['firefox', 'firefox-esr'],
  webkit: [],
};

const places = {
  chromium: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ...windowsPlaces('Google\\Chrome\\Application\\chrome.exe'),
    ...windowsPlaces('Microsoft\\Edge\\Application\\msedge.exe'),
  ],
  firefox: [
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    ...windowsPlaces('Mozilla Firefox\\firefox.exe'),
  ],
  webkit: webKitGtkPlaces(),
};

/** Debian packages that bring an engine. */
export const debianPackages = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb', 'xauth'],
};

function windowsPlaces(tail) {
  return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
    .map((variable) => process.env[variable])
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, tail));
}

/** WebKitGTK keeps its small browser beside its library: `/usr/lib/<triplet>/webkit2gtk-4.1/`. */
function webKitGtkPlaces() {
  const found = [];
  for (const library of ['/usr/lib', '/usr/lib64', '/usr/libexec']) {
    for (const folder of list(library)) {
      found.push(join(library, folder, 'MiniBrowser'));
      for (const version of ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0']) {
        found.push(join(library, folder, version, 'MiniBrowser'));
      }
    }
  }
  return found;
}

function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The full path of a command on `PATH`, or null. */
export function findOnPath(command) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, command);
    if (folder !== '' && isExecutable(path)) return path;
  }
  return null;
}

/**
 * The engines to test: `FC_ENGINES` as a comma list, else all three. An unknown name is an error, so
 * that a typing mistake cannot pass for a green run.
 *
 * @param {string | undefined} chosen
 * @returns {Engine[]}
 */
export function chosenEngines(chosen = process.env.FC_ENGINES) {
  const wanted = (chosen ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter(Boolean);
  const unknown = wanted.filter((name) => !engines.includes(name));
  if (unknown.length > 0) {
    throw new Error(`FC_ENGINES names "${unknown.join(', ')}"; known are ${engines.join(', ')}.`);
  }
  return wanted.length > 0 ? engines.filter((name) => wanted.includes(name)) : [...engines];
}

/**
 * The executable of an engine, or null. For WebKit it is WebKitGTK's MiniBrowser.
 *
 * @param {Engine} engine
 */
function findBrowser(engine) {
  for (const variable of engineVariables[engine]) {
    const path = process.env[variable];
    if (path) return path;
  }
  for (const name of names[engine]) {
    const path = findOnPath(name);
    if (path) return path;
  }
  return places[engine].find(isExecutable) ?? null;
}

/**
 * What is missing for an engine, as one line that says what to install, or null if nothing is.
 *
 * @param {Engine} engine
 */
export function whatIsMissing(engine) {
  const variables = engineVariables[engine].join(' or ');
  const lacks = [];
  if (findBrowser(engine) === null) lacks.push(engine === 'webkit' ? 'MiniBrowser' : engine);
  if (engine === 'webkit') {
    if (findWebKitDriver() === null) lacks.push('WebKitWebDriver');
    if (!process.env.DISPLAY && findOnPath('Xvfb') === null) lacks.push('Xvfb');
  }
  if (lacks.length === 0) return null;
  return (
    `Engine "${engine}" is missing (no ${lacks.join(', no ')}). On Debian or Ubuntu, as root: ` +
    `apt-get install -y --no-install-recommends ${debianPackages[engine].join(' ')} — or set ${variables}, or leave the engine out with ` +
    `FC_ENGINES=${engines.filter((name) => name !== engine).join(',')}.`
  );
}

function findWebKitDriver() {
  return process.env.WEBKIT_DRIVER_PATH || findOnPath('WebKitWebDriver');
}

/** Chromium flags: runs as root in containers, and asks nothing of the network by itself. */
const chromiumFlags = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Options for Puppeteer's `launch`. `browser` is left out for Chromium on purpose: naming it turns
 * the coverage of Web Test Runner off.
 *
 * @param {'chromium' | 'firefox'} engine
 * @param {{ dark?: boolean, reducedMotion?: boolean, args?: string[] }} [wishes] Firefox takes both
 *   media settings from its preferences; in Chromium use `page.emulateMediaFeatures`.
 */
export function launchOptions(engine, { dark, reducedMotion, args = [] } = {}) {
  const executablePath = findBrowser(engine);
  if (executablePath === null) throw new Error(whatIsMissing(engine) ?? engine);
  if (engine === 'chromium') {
    return { executablePath, headless: true, args: [...chromiumFlags, ...args] };
  }
  return {
    browser: /** @type {const} */ ('firefox'),
    executablePath,
    headless: true,
    args,
    extraPrefsFirefox: {
      ...(dark === undefined
        ? {}
        : { 'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1 }),
      ...(reducedMotion === undefined ? {} : { 'ui.prefersReducedMotion': reducedMotion ? 1 : 0 }),
    },
  };
}

/** Capabilities with which a WebDriver client drives WebKitGTK's MiniBrowser. */
export function webKitCapabilities() {
  const binary = findBrowser('webkit');
  if (binary === null) throw new Error(whatIsMissing('webkit') ?? 'webkit');
  return {
    browserName: 'MiniBrowser',
    'wdio:enforceWebDriverClassic': true,
    'webkitgtk:browserOptions': { binary, args: ['--automation'] },
  };
}

async function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Starts Xvfb on a display of its own choosing; resolves to that display's name. */
async function startDisplay() {
  const child = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const display = await new Promise((resolve, reject) => {
    let text = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Xvfb ended with code ${code}`)));
    child.stdio[3]?.on('data', (part) => {
      text += String(part);
      if (text.includes('\n')) resolve(`:${text.trim()}`);
    });
  });
  return { display, stop: () => void child.kill() };
}

/**
 * Starts WebKitGTK's WebDriver server, with a virtual display unless `DISPLAY` is set, and resolves
 * to where it listens. Both end with `stop` and, at the latest, with this process.
 *
 * @returns {Promise<{ hostname: string, port: number, stop: () => void }>}
 */
export async function startWebKitDriver() {
  const missing = whatIsMissing('webkit');
  if (missing !== null) throw new Error(missing);
  const screen = process.env.DISPLAY ? null : await startDisplay();
  const port = await freePort();
  const child = spawn(findWebKitDriver() ?? 'WebKitWebDriver', [`--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, ...(screen ? { DISPLAY: screen.display } : {}) },
  });
  const stop = () => {
    child.kill();
    screen?.stop();
  };
  process.once('exit', stop);
  const started = Date.now();
  for (;;) {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/status`);
      if (answer.ok) break;
    } catch {
      // Not listening yet.
    }
    if (child.exitCode !== null || Date.now() - started > 20_000) {
      stop();
      throw new Error('WebKitWebDriver did not start.');
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { hostname: '127.0.0.1', port, stop };
}
