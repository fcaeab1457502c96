import { buildSync } from 'esbuild';
import type { ElementHandle, JSHandle, Page } from 'puppeteer-core';
import type * as Roles from '../support/roles.js';

declare global {
  /** What {@link openWidget} puts into the page. */
  var fcRoles: typeof Roles;
}

const { outputFiles } = buildSync({
  entryPoints: ['test/support/roles.ts'],
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'fcRoles',
});
// A `var` of the script would stay inside the function the driver wraps it into.
const rolesScript = `${outputFiles[0]?.text ?? ''}; globalThis.fcRoles = fcRoles;`;

/** How long to look for what must come, in milliseconds. */
const patience = 20_000;

/** Part of the widget: a comment by a text of its, or the whole. */
export type Scope = string | undefined;

/** The widget on a page, driven from outside by role and name. */
export class Widget {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Waits for an element with a role and a name beginning; `within` the comment with that text. */
  async find(role: string, name: string, within?: Scope): Promise<ElementHandle<HTMLElement>> {
    const handle = await this.#wait(
      `${role} "${name}"`,
      (role: string, name: string, within: Scope) => {
        const root = document.querySelector('fast-comments')?.shadowRoot;
        if (!root) return null;
        const comments = fcRoles.findAll(root, 'article');
        const scope =
          within === undefined
            ? root
            : comments.find((comment) => comment.textContent.includes(within))?.parentElement;
        return (scope && fcRoles.findAll(scope, role, name)[0]) ?? null;
      },
      role,
      name,
      within,
    );
    return asElement(handle);
  }

  /** Presses it with the mouse. */
  async press(role: string, name: string, within?: Scope): Promise<void> {
    const target = await this.find(role, name, within);
    await target.click();
  }

  /** Types into a text box with real keys. */
  async type(name: string, text: string, within?: Scope): Promise<void> {
    const box = await this.find('textbox', name, within);
    await box.click();
    await this.page.keyboard.type(text);
  }

  /** Opens the menu of a comment and chooses from it. */
  async choose(comment: string, entry: string): Promise<void> {
    await this.press('button', 'More actions', comment);
    await this.press('menuitem', entry);
  }

  /** Waits until the comment with a text is on the screen; `settled`: and on the service. */
  async comment(text: string, settled = true): Promise<ElementHandle<HTMLElement>> {
    const handle = await this.#wait(
      `a comment "${text}"`,
      (text: string, settled: boolean) => {
        const root = document.querySelector('fast-comments')?.shadowRoot;
        const comments = root ? fcRoles.findAll(root, 'article') : [];
        const found = comments.find(
          (comment) =>
            comment.querySelector('[part~="comment-body"]')?.textContent.includes(text) &&
            (!settled || !comment.dataset.state),
        );
        return found ?? null;
      },
      text,
      settled,
    );
    return asElement(handle);
  }

  /** Runs `look` on the shadow root until it answers something. */
  async until<T>(look: (root: ShadowRoot) => T): Promise<T> {
    const script = `(${look.toString()})(document.querySelector('fast-comments').shadowRoot)`;
    const handle = await this.#wait(look.toString(), script);
    return (await handle.jsonValue()) as T;
  }

  /** Waits until a function in the page answers something; says what stood there if it never does. */
  async #wait<A extends unknown[]>(
    what: string,
    look: string | ((...args: A) => unknown),
    ...args: A
  ): Promise<JSHandle> {
    try {
      return await this.page.waitForFunction(look, { timeout: patience, polling: 50 }, ...args);
    } catch (error) {
      const screen = await this.page.evaluate(() => {
        const text = document.querySelector('fast-comments')?.shadowRoot?.textContent ?? '';
        return text.replaceAll(/\s+/g, ' ').slice(0, 1500);
      });
      throw new Error(`waited for ${what}; on the screen: ${screen}`, { cause: error });
    }
  }
}

function asElement(handle: JSHandle): ElementHandle<HTMLElement> {
  const element = handle.asElement();
  if (!element) throw new Error('what was found is no element');
  return element as ElementHandle<HTMLElement>;
}

/** Goes to an address and gives the widget there. */
export async function openWidget(page: Page, url: string): Promise<Widget> {
  await page.evaluateOnNewDocument(rolesScript);
  await page.goto(url);
  return new Widget(page);
}
