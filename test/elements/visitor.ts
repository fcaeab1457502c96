/*
 * Longer than a file should be, because it is the one vocabulary of the browser tests: what a person
 * in front of the widget can see and do, by the roles and names users rely on.
 */
import type axeCore from 'axe-core';
// Without an export of its own in a browser: it puts itself on `window`.
import 'axe-core/axe.min.js';
import type { FastCommentsElement } from '../../src/index.js';
import '../../src/index.js';
import { findAll, nameOf, type Name } from '../support/roles.js';
import { becomeStranger, ServicePage } from './service.js';
import { whenStill } from './when-still.js';

/** How the widget is put on the page. */
export interface Setup {
  readonly page?: ServicePage;
  /** Attributes over tenant, page and host. `null` leaves one out. */
  readonly attributes?: Readonly<Record<string, string | null>>;
  /** Properties, set before the element is connected. */
  readonly properties?: Partial<FastCommentsElement> & Record<string, unknown>;
  /** What the browser remembers stays: as after a reload. */
  readonly returns?: boolean;
  /** Where it is put. Default: an article in the body. */
  readonly into?: Element;
  /** Resolves without waiting for the thread. */
  readonly waits?: boolean;
}

/** Milliseconds to wait for what must happen; machines may be loaded. */
const patience = 15_000;

declare const axe: typeof axeCore;

performance.setResourceTimingBufferSize(5000);

const onPage = new Set<Visitor>();

/** What `until` goes on waiting at. */
type Nothing = null | undefined | false | '';

/** Resolves when `look` finds something; rejects with what was waited for. */
export async function until<T>(
  what: string,
  look: () => T | Nothing | Promise<T | Nothing>,
  limit = patience,
): Promise<T> {
  const end = performance.now() + limit;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false && found !== '') return found;
    if (performance.now() > end) {
      const screens = [...onPage].map((visitor) => visitor.screen()).join(' ‖ ');
      throw new Error(`waited for ${what}; on the screen: ${screens || 'nothing'}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Two frames: what is done without waiting for anything is on the screen by then. */
export async function frames(): Promise<void> {
  for (let frame = 0; frame < 2; frame++)
    await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Milliseconds gone by; for what must *not* happen. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

let hasChunks = false;

/**
 * Resolves when the parts that are loaded on demand have come: no script for a while. Needed once a
 * file, after its first widget; how fast a first press is while they load is not what these tests ask.
 */
async function whenChunksAreThere(): Promise<void> {
  if (hasChunks) return;
  const scripts = () => performance.getEntriesByType('resource').length;
  for (let before = -1; before !== scripts();) {
    before = scripts();
    await pause(400);
  }
  hasChunks = true;
}

/**
 * Resolves when the browser has had nothing to do: by then the widget has loaded the parts it loads
 * behind the first paint.
 */
function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve());
    else setTimeout(resolve, 250);
  });
}

/** Puts a widget on the page and waits until its thread stands there. */
export async function visit(setup: Setup = {}): Promise<Visitor> {
  if (!setup.returns) await becomeStranger();
  const page = setup.page ?? new ServicePage();
  const element = document.createElement('fast-comments');
  const attributes: Record<string, string | null> = {
    'tenant-id': 'demo',
    'url-id': page.urlId,
    'api-host': page.api,
    ...setup.attributes,
  };
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null) element.setAttribute(name, value);
  }
  Object.assign(element, setup.properties);
  const visitor = new Visitor(element, page);
  (setup.into ?? document.body.appendChild(document.createElement('main'))).append(element);
  if (setup.waits !== false) {
    await visitor.whenReady();
    await whenChunksAreThere();
    await whenIdle();
    await frames();
  }
  return visitor;
}

/** Takes every widget off the page. For `afterEach`. */
export function leave(): void {
  for (const visitor of onPage) visitor.element.remove();
  onPage.clear();
  document.body.replaceChildren();
  document.documentElement.removeAttribute('dir');
}

/** A person in front of one widget. */
export class Visitor {
  readonly element: FastCommentsElement;
  readonly page: ServicePage;
  /** Every `fc-…` event of this widget, in order. */
  readonly events: CustomEvent[] = [];

  constructor(element: FastCommentsElement, page: ServicePage) {
    this.element = element;
    this.page = page;
    onPage.add(this);
    for (const type of eventTypes) {
      element.addEventListener(type, (event) => this.events.push(event as CustomEvent));
    }
  }

  get root(): ShadowRoot {
    if (!this.element.shadowRoot) throw new Error('the element has no shadow root yet');
    return this.element.shadowRoot;
  }

  /** Resolves when the first comments stand on the page. */
  async whenReady(): Promise<void> {
    await until('fc-ready', () => this.events.some(({ type }) => type === 'fc-ready'));
    await this.element.updateComplete;
    await frames();
  }

  /** Resolves when the socket is open: from here on the thread hears of everything. */
  async whenLive(): Promise<void> {
    await until('the socket', () => this.told('fc-connection-change').length > 0);
  }

  /** The details of the events of one type so far. */
  told(type: string): unknown[] {
    return this.events.filter((event) => event.type === type).map(({ detail }): unknown => detail);
  }

  // ------------------------------------------------------------------ seeing

  /** What is on the screen, in short, for messages. */
  screen(): string {
    return (this.element.shadowRoot?.textContent ?? '').replaceAll(/\s+/g, ' ').slice(0, 600);
  }

  /** Everything visible with a role and a name. */
  all(role: string, name?: Name, scope: ParentNode = this.root): HTMLElement[] {
    return findAll(scope, role, name);
  }

  /** Whether something is visible now. */
  sees(role: string, name?: Name, scope?: ParentNode): boolean {
    return this.all(role, name, scope).length > 0;
  }

  /** The only one visible now; throws if there is none or more than one. */
  get(role: string, name?: Name, scope?: ParentNode): HTMLElement {
    const found = this.all(role, name, scope);
    const [only] = found;
    if (only && found.length === 1) return only;
    const near = this.all(role, undefined, scope).map((each) => `"${nameOf(each)}"`);
    throw new Error(
      `${found.length} of role ${role} named ${String(name)}; ` +
        `there are: ${near.slice(0, 30).join(', ')}; screen: ${this.screen()}`,
    );
  }

  /** Waits for it. */
  async find(role: string, name?: Name, scope?: ParentNode): Promise<HTMLElement> {
    await until(`${role} "${String(name)}"`, () => this.sees(role, name, scope));
    return this.get(role, name, scope);
  }

  /** Waits until nothing of the kind is visible. */
  async gone(role: string, name?: Name, scope?: ParentNode): Promise<void> {
    await until(`no ${role} "${String(name)}"`, () => !this.sees(role, name, scope));
  }

  /** Waits for an alert or a message that contains a text. */
  async says(text: Name): Promise<HTMLElement> {
    const fits = (each: HTMLElement) =>
      typeof text === 'string' ? each.textContent.includes(text) : text.test(each.textContent);
    return until(`a message "${String(text)}"`, () =>
      [...this.all('alert'), ...this.all('status')].find(fits),
    );
  }

  /** Every comment on the screen, in order. */
  comments(): HTMLElement[] {
    return this.all('article');
  }

  /** The bodies of all comments, in order. */
  bodies(): string[] {
    return this.comments().map((comment) => this.body(comment));
  }

  /** What a comment says. */
  body(comment: Element): string {
    return comment.querySelector('[part~="comment-body"]')?.textContent.trim() ?? '';
  }

  /** The comment with a text, or an id, if it is on the screen. */
  seesComment(text: string): HTMLElement | undefined {
    return this.comments().find(
      (comment) => comment.dataset.commentId === text || this.body(comment).includes(text),
    );
  }

  /** The comment with a text, or an id. */
  comment(text: string): Promise<HTMLElement> {
    return until(`a comment "${text}"`, () => this.seesComment(text));
  }

  /** Waits until a comment has left the screen. */
  async commentGone(text: string): Promise<void> {
    await until(`no comment "${text}"`, () => !this.seesComment(text));
  }

  /** The sum of votes a comment shows. */
  votes(comment: Element): number {
    return Number(comment.querySelector('[part~="vote-count"]')?.textContent.trim());
  }

  /** What "Vote up" and "Vote down" say: 1, -1 or 0. */
  ownVote(comment: Element): number {
    const isPressed = (name: string) =>
      this.all('button', name, comment)[0]?.getAttribute('aria-pressed') === 'true';
    return isPressed('Vote up') || isPressed('Like') ? 1 : isPressed('Vote down') ? -1 : 0;
  }

  /** Who the widget says is signed in: a button where one can log out, else a name. */
  get signedInAs(): string | undefined {
    const parts = '[part~="user-button"], [part~="user-name"]';
    return this.root.querySelector(parts)?.textContent.trim();
  }

  /** The count in the heading. */
  get count(): string {
    return this.get('heading').textContent.trim();
  }

  // ------------------------------------------------------------------ acting

  /** Presses something as a mouse does: pointer, focus, click. */
  press(target: HTMLElement): void {
    if (!target.checkVisibility({ visibilityProperty: true })) {
      throw new Error(`"${nameOf(target)}" cannot be pressed: it is not visible`);
    }
    const composed = { bubbles: true, composed: true, cancelable: true };
    target.dispatchEvent(new PointerEvent('pointerdown', composed));
    target.focus({ preventScroll: true });
    target.dispatchEvent(new PointerEvent('pointerup', composed));
    target.click();
  }

  /** Waits for a button and presses it. */
  async pressButton(name: Name, scope?: ParentNode): Promise<void> {
    this.press(await this.find('button', name, scope));
  }

  /** Replaces what stands in a text box, as typing does. */
  type(box: HTMLElement, text: string): void {
    const input = box as HTMLInputElement | HTMLTextAreaElement;
    input.focus({ preventScroll: true });
    input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, data: text }));
    // A search box and a check box act on `change`.
    if (input.localName === 'input') {
      input.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
    }
  }

  /** Presses a key in whatever has the focus. */
  key(key: string, init: KeyboardEventInit = {}): void {
    const target = this.root.activeElement ?? this.element;
    target.dispatchEvent(
      new KeyboardEvent('keydown', {
        key,
        bubbles: true,
        composed: true,
        cancelable: true,
        ...init,
      }),
    );
  }

  /** Writes into the main box and presses "Post comment". */
  async post(text: string, fields: Readonly<Record<string, string>> = {}): Promise<void> {
    this.type(await this.find('textbox', 'Write a comment'), text);
    for (const [name, value] of Object.entries(fields)) {
      this.type(await this.find('textbox', name), value);
    }
    await this.pressButton('Post comment');
  }

  /** Opens the reply box of a comment, writes and presses "Post reply". */
  async reply(comment: HTMLElement, text: string): Promise<void> {
    await this.pressButton('Reply', comment);
    const item = comment.parentElement ?? this.root;
    this.type(await this.find('textbox', 'Write a reply', item), text);
    await this.pressButton('Post reply', item);
  }

  /** Opens the menu of a comment and chooses from it. */
  async choose(comment: HTMLElement, entry: string): Promise<void> {
    await this.openMenu(comment);
    this.press(await this.find('menuitem', entry));
  }

  /** Opens the menu of a comment; resolves to the names of its entries. */
  async openMenu(comment: HTMLElement): Promise<string[]> {
    await this.pressButton('More actions', comment);
    const menu = await this.find('menu');
    return this.all('menuitem', undefined, menu).map(nameOf);
  }

  /** Presses every button that shows more, until there is none. */
  async pressAllMore(): Promise<void> {
    const more = /^(Load more comments|Show \d+ more repl)/;
    for (let presses = 0; presses < 300; presses++) {
      const [first] = this.all('button', more);
      if (!first) return;
      // One that is still loading takes no press; it may go instead.
      const button = await until('a button, or none', () => {
        const all = this.all('button', more);
        return all.find((each) => each.getAttribute('aria-busy') !== 'true') ?? all.length === 0;
      });
      if (button === true) return;
      const before = this.comments().length;
      // A page may bring nothing to show: others deleted meanwhile, or it waits behind "Show N new".
      let isLoaded = false;
      const watcher = new MutationObserver(() => {
        isLoaded = button.getAttribute('aria-busy') !== 'true';
      });
      watcher.observe(button, { attributeFilter: ['aria-busy'] });
      this.press(button);
      await until(
        'more comments',
        () => isLoaded || this.comments().length > before || !button.isConnected,
      );
      watcher.disconnect();
    }
    throw new Error('there is always more');
  }

  /** Chooses in a select. */
  choice(select: HTMLElement, text: string): void {
    const box = select as HTMLSelectElement;
    const option = [...box.options].find((each) => each.textContent.trim() === text);
    if (!option) throw new Error(`there is no choice "${text}"`);
    box.value = option.value;
    box.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
  }

  // ------------------------------------------------------------------ judging

  /** Fails if axe finds anything wrong with what is on the screen. */
  async isAccessible(): Promise<void> {
    await whenStill(this.root);
    const { violations } = await axe.run(this.element, { resultTypes: ['violations'] });
    if (violations.length === 0) return;
    const lines = violations.map(({ id, help, nodes }) => {
      const [first] = nodes;
      return `${id}: ${help} (${nodes.length}): ${first?.html.slice(0, 200) ?? ''} ${first?.failureSummary ?? ''}`;
    });
    throw new Error(`axe: ${lines.join('\n')}; screen: ${this.screen()}`);
  }
}

const eventTypes = [
  'fc-ready',
  'fc-comments-rendered',
  'fc-count-change',
  'fc-authentication-change',
  'fc-comment-submit-start',
  'fc-reply-success',
  'fc-vote-success',
  'fc-comment-flagged',
  'fc-user-blocked',
  'fc-comment-edited',
  'fc-comment-deleted',
  'fc-image-clicked',
  'fc-open-profile',
  'fc-login',
  'fc-logout',
  'fc-error',
  'fc-connection-change',
];
