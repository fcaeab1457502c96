/** One fault in front of one visitor: what breaks, what is seen, and how it stands afterwards. */
import type { Browser, Page } from 'puppeteer-core';
import type { ChaosFault, ChaosServer } from '../support/chaos-server.js';
import { openPage } from './browser.js';
import { pageAround, tag, type HostSite } from './host.js';
import { openWidget, type Widget } from './widget.js';

/** What the table says of a fault. */
export interface Outcome {
  readonly sees: string;
  readonly after: string;
  /** Seconds from the end of the fault until all is well. */
  readonly seconds: number;
}

/** The clock of the page, so that it can sleep; and what nobody caught. */
const prelude = `
  globalThis.fcErrors = [];
  addEventListener('error', (event) => fcErrors.push(event.message));
  addEventListener('unhandledrejection', (event) => fcErrors.push(String(event.reason)));
  {
    let slept = 0;
    const now = performance.now.bind(performance);
    performance.now = () => now() + slept;
    globalThis.fcSleep = (ms) => { slept += ms; };
  }
  addEventListener('pageshow', (event) => { globalThis.fcWasKept = event.persisted; });
`;

/** A page of its own on the service, and somebody in front of it. */
export class Scene {
  readonly service: ChaosServer;
  readonly site: HostSite;
  readonly urlId: string;
  readonly #browser: Browser;
  #page: Page | null = null;
  #widget: Widget | null = null;
  #since = 0;

  constructor(browser: Browser, service: ChaosServer, site: HostSite, urlId: string) {
    this.#browser = browser;
    this.service = service;
    this.site = site;
    this.urlId = urlId;
    service.run({
      do: 'seed',
      urlId,
      seed: [{ id: `${urlId}-1`, author: { id: 'ann', name: 'Ann' }, text: 'Here before' }],
    });
  }

  get page(): Page {
    if (!this.#page) throw new Error('the page is not open yet');
    return this.#page;
  }

  get widget(): Widget {
    if (!this.#widget) throw new Error('the page is not open yet');
    return this.#widget;
  }

  /**
   * Goes to the page; `api` is where its thread looks for the service, `script` runs before anything
   * of the page.
   */
  async open(api = this.service.url, script = ''): Promise<void> {
    const attributes = { 'tenant-id': 'demo', 'url-id': this.urlId, 'api-host': api };
    this.site.put(`/${this.urlId}`, pageAround(`<main>${tag(attributes)}</main>`));
    this.#page = await openPage(this.#browser);
    await this.#page.evaluateOnNewDocument(prelude + script);
    this.#widget = await openWidget(this.#page, `${this.site.url}/${this.urlId}`);
  }

  /** Goes to the page and waits until the thread is live. */
  async openLive(): Promise<void> {
    await this.open();
    await this.widget.comment('Here before');
    await this.until('the socket', () => this.sockets > 0);
  }

  /** Sockets that are open for the page. */
  get sockets(): number {
    return this.service.core.hub.sockets(`demo:${this.urlId}`).length;
  }

  /** From now on this is what goes wrong with an operation. */
  break(operation: string, fault: ChaosFault, delayBefore = 0): void {
    this.service.run({
      do: 'add-rule',
      rule: { urlId: this.urlId, operation, fault, delayBefore },
    });
  }

  /** The fault is over; what is measured begins. */
  heal(): void {
    this.service.run({ do: 'clear-rules', urlId: this.urlId });
    this.#since = Date.now();
  }

  /** Seconds since the fault was over. */
  get seconds(): number {
    return (Date.now() - this.#since) / 1000;
  }

  /** Waits for something outside the page. */
  async until(what: string, look: () => boolean | Promise<boolean>, limit = 60_000): Promise<void> {
    const end = Date.now() + limit;
    while (!(await look())) {
      if (Date.now() > end) throw new Error(`waited for ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Waits for an alert, for as long as the widget takes to give up; gives its words. */
  async alert(limit = 45_000): Promise<string> {
    let words = '';
    await this.until(
      'an alert',
      async () => {
        words = await this.widget.look((root) =>
          [...root.querySelectorAll('[role="alert"]')]
            .map((each) => each.textContent.replaceAll(/\s+/g, ' ').trim())
            .filter(Boolean)
            .join(' '),
        );
        return words !== '';
      },
      limit,
    );
    return words;
  }

  /** Somebody else posts. */
  async postAs(name: string, text: string): Promise<void> {
    const query = `urlId=${this.urlId}&broadcastId=${crypto.randomUUID()}`;
    const answer = await fetch(`${this.service.url}/comments/demo?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        commenterName: name,
        comment: text,
        url: this.site.url,
        urlId: this.urlId,
        parentId: null,
      }),
    });
    if (!answer.ok) throw new Error(`the service refused: ${await answer.text()}`);
  }

  /** The texts of the page as the service has them. */
  async served(): Promise<string[]> {
    const path = `/comments/demo?urlId=${this.urlId}&page=-1&direction=OF`;
    const answer = await fetch(this.service.url + path);
    const { comments } = (await answer.json()) as { comments: { commentHTML: string }[] };
    return comments.map(({ commentHTML }) => commentHTML);
  }

  /** Errors nobody caught. */
  async uncaught(): Promise<readonly string[]> {
    return this.page.evaluate(() => (globalThis as unknown as { fcErrors: string[] }).fcErrors);
  }

  async close(): Promise<void> {
    this.heal();
    this.service.run({ do: 'refuse-sockets', urlId: this.urlId, on: false });
    this.service.run({ do: 'silence-sockets', urlId: this.urlId, on: false });
    await this.#page?.browserContext().close();
  }
}
