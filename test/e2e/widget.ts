import { buildSync } from 'esbuild';
import type { ElementHandle, Frame, JSHandle, Page } from 'puppeteer-core';
import type * as InPage from './in-page.js';

declare global {
  /** What {@link openWidget} puts into the page. */
  var fcPage: typeof InPage;
}

const { outputFiles } = buildSync({
  entryPoints: ['test/e2e/in-page.ts'],
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'fcPage',
});
// A `var` of the script would stay inside the function the driver wraps it into.
const pageScript = `${outputFiles[0]?.text ?? ''}; globalThis.fcPage = fcPage;`;

/** How long to look for what must come, in milliseconds. */
const patience = 20_000;

/** Something JSON can say. */
type Value = string | number | boolean | null;

/** The widget on a page, driven from outside by role and name. */
export class Widget {
  readonly page: Page;
  readonly #frame: Frame;
  readonly #selector: string;

  constructor(page: Page, selector = 'fast-comments', frame = page.mainFrame()) {
    this.page = page;
    this.#frame = frame;
    this.#selector = selector;
  }

  /** Waits for an element with a role and a name beginning; `within` the comment with that text. */
  async find(
    role: string,
    name: string,
    within: string | null = null,
  ): Promise<ElementHandle<HTMLElement>> {
    const place = within === null ? '' : ` in "${within}"`;
    const handle = await this.#wait(
      `${role} "${name}"${place}`,
      (root, role: string, name: string, within: string | null) =>
        fcPage.find(root, role, name, within),
      [role, name, within],
    );
    const element = handle.asElement();
    if (!element) throw new Error('what was found is no element');
    return element as ElementHandle<HTMLElement>;
  }

  /** Waits until nothing of the kind is there. */
  async gone(role: string, name: string, within: string | null = null): Promise<void> {
    await this.#wait(
      `no ${role} "${name}"`,
      (root, role: string, name: string, within: string | null) =>
        fcPage.find(root, role, name, within) === null,
      [role, name, within],
    );
  }

  /** Whether it is there now. */
  async sees(role: string, name: string, within: string | null = null): Promise<boolean> {
    return this.look(
      (root, role: string, name: string, within: string | null) =>
        fcPage.find(root, role, name, within) !== null,
      role,
      name,
      within,
    );
  }

  /**
   * Presses it with the mouse. The driver looks where it is and presses there: if it has moved
   * meanwhile, it is pressed again, as a person would.
   */
  async press(role: string, name: string, within: string | null = null): Promise<void> {
    const end = Date.now() + patience;
    for (;;) {
      const target = await this.find(role, name, within);
      try {
        // What is off the screen is laid out when it comes near.
        await target.scrollIntoView();
        const press = await target.evaluateHandle((element) => fcPage.expectPress(element));
        await target.click();
        if (await press.evaluate(({ hasCome }) => hasCome)) return;
      } catch (error) {
        if (!/clickable|detached/.test(String(error)) || Date.now() > end) throw error;
      }
      if (Date.now() > end) throw new Error(`${role} "${name}" cannot be pressed`);
    }
  }

  /** Types into a text box with real keys. */
  async type(name: string, text: string, within: string | null = null): Promise<void> {
    await this.press('textbox', name, within);
    await this.page.keyboard.type(text);
  }

  /** Opens the menu of a comment and chooses from it. */
  async choose(comment: string, entry: string): Promise<void> {
    await this.press('button', 'More actions', comment);
    await this.press('menuitem', entry);
  }

  /** Waits until a comment is on the screen; `settled`: and on the service. Gives its id. */
  async comment(text: string, settled = true): Promise<string> {
    const handle = await this.#wait(
      `a comment "${text}"`,
      (root, text: string, settled: boolean) => {
        const found = fcPage.commentOf(root, text);
        return found && (!settled || !found.dataset.state) && (found.dataset.commentId ?? 'local');
      },
      [text, settled],
    );
    return handle.jsonValue() as Promise<string>;
  }

  /** Runs `look` on the shadow root once; what it promises is waited for. */
  async look<T, A extends readonly Value[]>(
    look: (root: ShadowRoot, ...args: A) => T,
    ...args: A
  ): Promise<Awaited<T>> {
    return (await this.#frame.evaluate(this.#script(look, args))) as Awaited<T>;
  }

  /** Runs `look` on the shadow root until it answers something. */
  async until<T, A extends readonly Value[]>(
    what: string,
    look: (root: ShadowRoot, ...args: A) => T,
    ...args: A
  ): Promise<T> {
    const handle = await this.#wait(what, look, args);
    return (await handle.jsonValue()) as T;
  }

  /** Milliseconds from a press to the first frame in which `shows` says so, measured in the page. */
  async timed<A extends readonly Value[]>(
    press: () => Promise<void>,
    shows: (root: ShadowRoot, ...args: A) => boolean,
    ...args: A
  ): Promise<number> {
    await this.#frame.evaluate(`fcPage.watch(() => ${this.#script(shows, args)})`);
    await press();
    return (await this.#frame.evaluate(() => fcPage.watched())) ?? Infinity;
  }

  /** What has the focus, wherever on the page. */
  async focused(): Promise<InPage.Focused | null> {
    return this.#frame.evaluate(() => fcPage.focused());
  }

  /** Violations of the page's policy so far. */
  async violations(): Promise<readonly string[]> {
    return this.#frame.evaluate(() => fcPage.violations);
  }

  /** Hands over who the site vouches for, with a way to log out again. */
  async logIn(payload: unknown): Promise<void> {
    await this.#frame.evaluate(
      `document.querySelector(${JSON.stringify(this.#selector)}).sso = ` +
        `{ ...${JSON.stringify(payload)}, logoutCallback() {} }`,
    );
  }

  /** Sets properties of the element, as a host's script does. */
  async set(properties: Readonly<Record<string, unknown>>): Promise<void> {
    const json = JSON.stringify(properties);
    await this.#frame.evaluate(
      `Object.assign(document.querySelector(${JSON.stringify(this.#selector)}), ${json})`,
    );
  }

  /** As text: a strict page lets nobody make functions of texts, the driver in the page included. */
  #script(look: (root: ShadowRoot, ...args: never) => unknown, args: readonly Value[]): string {
    const root = `fcPage.rootOf(${JSON.stringify(this.#selector)})`;
    const rest = args.map((arg) => `, ${JSON.stringify(arg)}`).join('');
    return `${root} && (${look.toString()})(${root}${rest})`;
  }

  /** Waits until a function in the page answers something; says what stood there if it never does. */
  async #wait<A extends readonly Value[]>(
    what: string,
    look: (root: ShadowRoot, ...args: A) => unknown,
    args: A,
  ): Promise<JSHandle> {
    const end = Date.now() + patience;
    for (;;) {
      const handle = await this.#frame.evaluateHandle(this.#script(look, args));
      if (await handle.evaluate((found) => Boolean(found))) return handle;
      await handle.dispose();
      if (Date.now() > end) {
        const screen = await this.look((root) =>
          root.textContent.replaceAll(/\s+/g, ' ').slice(0, 1500),
        );
        throw new Error(`waited for ${what}; on the screen: ${screen}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }
}

/** Goes to an address and gives the widget there. */
export async function openWidget(page: Page, url: string, selector?: string): Promise<Widget> {
  await page.evaluateOnNewDocument(pageScript);
  await page.goto(url);
  return new Widget(page, selector);
}

/** Goes to an address and gives the widget in the one frame there. */
export async function openWidgetInFrame(page: Page, url: string): Promise<Widget> {
  await page.evaluateOnNewDocument(pageScript);
  await page.goto(url);
  const [frame] = page.mainFrame().childFrames();
  if (!frame) throw new Error('there is no frame');
  return new Widget(page, undefined, frame);
}
