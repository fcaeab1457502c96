/** A widget on a server in memory, for the browser tests of its tools. */
import { assert } from '@open-wc/testing';
import type axeCore from 'axe-core';
// Without an export of its own in a browser: it puts itself on `window`.
import 'axe-core/axe.min.js';
import '../../src/index.js';
import type { FastCommentsElement } from '../../src/element.js';
import { createTestServer, type TestServer, type Visitor } from '../../src/testing/index.js';

import { whenStill } from './when-still.js';

declare const axe: typeof axeCore;

/** The widget of a test, and the server behind it. */
export interface Stage {
  readonly server: TestServer;
  readonly widget: FastCommentsElement;
  readonly root: ShadowRoot;
  /** The one element a selector finds, once it is there. */
  readonly find: <T extends HTMLElement = HTMLElement>(selector: string) => Promise<T>;
  /** The element with a role (as written) and a name that begins so, once it is there. */
  readonly named: <T extends HTMLElement = HTMLElement>(
    selector: string,
    name: string,
  ) => Promise<T>;
  readonly stop: () => void;
}

/** Waits until something is there; fails with what was waited for. */
export async function until<T>(look: () => T | null | undefined | false, what: string): Promise<T> {
  for (let round = 0; round < 400; round++) {
    const found = look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited in vain for ${what}`);
}

/** The accessible name of an element, as far as these tests need it. */
export function nameOf(element: Element): string {
  const root = element.getRootNode() as ShadowRoot;
  const by = element.getAttribute('aria-labelledby');
  if (by) return root.getElementById(by)?.textContent.trim() ?? '';
  return element.getAttribute('aria-label') ?? element.textContent.trim();
}

/** Puts a widget on the page and waits for its thread. */
export async function stage(
  settings: Readonly<Record<string, unknown>> = {},
  prepare: (server: TestServer) => Promise<Visitor | undefined> | Visitor | undefined = () =>
    undefined,
): Promise<Stage> {
  localStorage.clear();
  const server = createTestServer({ rateLimits: false });
  const visitor = (await prepare(server)) ?? server.visitor('Vera');
  const widget = document.createElement('fast-comments');
  widget.transport = { fetch: visitor.fetch, openSocket: visitor.openSocket };
  Object.assign(widget, { tenantId: 'demo', urlId: 'page', apiHost: server.origin, ...settings });
  document.body.append(widget);
  await widget.updateComplete;
  const root = widget.shadowRoot!;
  await until(() => root.querySelector('.heading'), 'the thread');
  const find = async <T extends HTMLElement>(selector: string) =>
    until(() => root.querySelector<T>(selector), selector);
  return {
    server,
    widget,
    root,
    find,
    named: async <T extends HTMLElement>(selector: string, name: string) =>
      until(
        () => [...root.querySelectorAll<T>(selector)].find((one) => nameOf(one).startsWith(name)),
        `${selector} named "${name}"`,
      ),
    stop: () => {
      widget.remove();
    },
  };
}

/** Opens the main composer with some text in it. */
export async function write(on: Stage, text: string, start = text.length, end = start) {
  const area = await on.find<HTMLTextAreaElement>('fc-composer.root textarea, .root textarea');
  area.focus();
  await on.find('[role="toolbar"], .tools[hidden], .tools .bar');
  area.select();
  type(text);
  area.setSelectionRange(start, end);
  return area;
}

/** Types where the caret is, as a person does: it can be undone. */
export function type(text: string): void {
  edit('insertText', text);
}

/** What keys beside letters do: `delete`, `undo`. There is no other way into the undo stack. */
export function edit(command: 'delete' | 'insertText' | 'undo', text?: string): void {
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  document.execCommand(command, false, text);
}

/** Presses a key where the focus is; returns whether the browser would have acted on it. */
export function press(target: Element, key: string, init: KeyboardEventInit = {}): boolean {
  return target.dispatchEvent(
    new KeyboardEvent('keydown', {
      key,
      bubbles: true,
      composed: true,
      cancelable: true,
      ...init,
    }),
  );
}

/** A picture of so many bytes, by default a real one. */
export async function picture(name = 'cat.png', width = 900, height = 600): Promise<File> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  return new File([blob!], name, { type: 'image/png' });
}

/** Fails if axe finds anything in the widget. */
export async function checkAxe(on: Stage): Promise<void> {
  await whenStill(on.root);
  const { violations } = await axe.run(on.widget, {
    // The page round the widget is the test's, not ours.
    rules: { region: { enabled: false } },
  });
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
    [],
  );
}
