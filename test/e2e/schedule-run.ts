/**
 * A random schedule in a real browser: one to three tabs of one or two visitors, the built widget, the
 * local service over HTTP and WebSocket. The grammar is that of the schedules of the session.
 *
 * Longer than a file should be: one switch says what each step does here.
 */
import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import type { PublicComment, SortDirection } from '../../src/core/index.js';
import { handleRequest } from '../../src/testing/server-core.js';
import type { Setup, Step } from '../session/schedule.js';
import { compareRows, inOrder, toShown, type Shown } from '../session/shown.js';
import type { ChaosServer } from '../support/chaos-server.js';
import { pageAround, tag, type HostSite } from './host.js';
import type { SeenRow } from './in-page-acts.js';
import { openWidget, type Widget } from './widget.js';

/** Where a schedule runs. */
export interface Place {
  readonly browser: Browser;
  readonly service: ChaosServer;
  readonly site: HostSite;
}

const directions: readonly SortDirection[] = ['OF', 'NF', 'MR'];
const operations = ['createCommentPublic', 'voteComment', 'deleteCommentVote', 'deleteCommentPublic', 'setCommentText', 'flagCommentPublic', 'getCommentsPublic', 'getEventLog', 'blockFromCommentPublic', 'unBlockCommentPublic', 'checkedCommentsForBlocked', 'pinComment'] as const; // prettier-ignore

/** Milliseconds after which what still differs is wrong: doubts are read, and sockets opened again, within a minute. */
const patience = 90_000;
/** Milliseconds for which everything has to agree. */
const stillness = 2500;

const errors = `
  globalThis.fcErrors = [];
  addEventListener('error', (event) => fcErrors.push(event.message));
  addEventListener('unhandledrejection', (event) => fcErrors.push(String(event.reason)));
`;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** One tab. */
interface Tab {
  readonly name: string;
  readonly page: Page;
  readonly widget: Widget;
  urlId: string;
  direction: SortDirection;
  isOnline: boolean;
  readonly setOnline: (isOnline: boolean) => Promise<void>;
}

let runs = 0;

/** One run of one schedule, on pages of its own. */
export class ScheduleRun {
  readonly #place: Place;
  readonly #setup: Setup;
  readonly #urlId = `schedule-${++runs}`;
  readonly #tabs: Tab[] = [];
  readonly #contexts: BrowserContext[] = [];
  readonly #wrong: string[] = [];
  /** Texts whose "Post" was pressed. */
  readonly #posted = new Set<string>();
  #heldSince: number | null = null;
  #moderator = '';

  constructor(place: Place, setup: Setup) {
    this.#place = place;
    this.#setup = setup;
  }

  /** Runs it; resolves to what differs from what the service tells, in words (empty: nothing). */
  async run(trace: (...words: unknown[]) => void = () => undefined): Promise<string[]> {
    const { service } = this.#place;
    try {
      this.#seed();
      await this.#open();
      for (const [index, step] of this.#setup.steps.entries()) {
        const tab = this.#tabs[step.tab % this.#tabs.length];
        if (!tab) continue;
        if (step.act === 'holdEvents') this.#heldSince ??= Date.now();
        // Later than the widget reckons with no event arrives (see `read-window`).
        if (this.#heldSince !== null && Date.now() - this.#heldSince > 5000) {
          this.#heldSince = null;
          this.#run('release-events');
        }
        trace(index, step.act, step.tab % this.#tabs.length, await this.#step(tab, step, index));
        await sleep((step.size % 5) * 60);
      }
      await this.#calmDown(trace);
      return this.#wrong;
    } finally {
      service.run({ do: 'clear-rules', urlId: this.#urlId });
      for (const context of this.#contexts) await context.close();
    }
  }

  #seed(): void {
    const { service } = this.#place;
    const { comments, isNested } = this.#setup;
    const writers = ['author', 'writer'];
    for (const urlId of [this.#urlId, `${this.#urlId}-elsewhere`]) {
      const count = urlId === this.#urlId ? comments : 3;
      const seeds: { id: string; author: string; text: string; parent: number | null }[] = [];
      for (let index = 0; index < count; index++) {
        // A third of them replies; every fourth by somebody else.
        const parent = index % 3 === 2 ? (isNested ? Math.floor(index * 0.6) : 0) : null;
        seeds.push({ id: `${urlId}-c${index}`, author: writers[index % 4 === 1 ? 1 : 0] ?? '', text: `c${index}`, parent }); // prettier-ignore
      }
      const nest = (parent: number | null): { id: string; author: { id: string; name: string }; text: string; at: number; replies: unknown[] }[] =>
        seeds.flatMap((seed, index) =>
          seed.parent === parent
            ? [{ id: seed.id, text: seed.text, author: { id: `${this.#urlId}-${seed.author}`, name: seed.author }, at: Date.now() - 3_600_000 + index * 1000, replies: nest(index) }]
            : [],
        ); // prettier-ignore
      service.run({ do: 'seed', urlId, seed: nest(null) as never });
    }
    const account = { id: `${this.#urlId}-mod`, username: `Mod ${this.#urlId}`, isAdmin: true };
    this.#moderator = (service.run({ do: 'sign-in', account }) as { cookie: string }).cookie;
  }

  async #open(): Promise<void> {
    const { browser, service, site } = this.#place;
    const { direction, tabs } = this.#setup;
    site.put(
      `/${this.#urlId}`,
      pageAround(
        tag({
          'tenant-id': 'demo',
          'url-id': this.#urlId,
          'api-host': service.url,
          'default-sort-direction': direction,
          'page-size': '5',
          'replies-page-size': '2',
          'tree-depth': '1',
        }),
      ),
    );
    const shared = await browser.createBrowserContext();
    this.#contexts.push(shared);
    for (let index = 0; index < tabs; index++) {
      // Tabs 0 and 1 are one visitor in two tabs, tab 2 is another one, who moderates.
      const isOther = index === 2;
      const context = isOther ? await browser.createBrowserContext() : shared;
      if (isOther) {
        this.#contexts.push(context);
        await context.setCookie({ name: 'fc_session', value: this.#moderator, domain: 'localhost' }); // prettier-ignore
      }
      const page = await context.newPage();
      await page.setViewport({ width: 900, height: 900 });
      const client = await page.createCDPSession();
      // Every tab is before its visitor's eyes.
      await client.send('Emulation.setFocusEmulationEnabled', { enabled: true });
      await page.evaluateOnNewDocument(errors);
      const widget = await openWidget(page, `${site.url}/${this.#urlId}`);
      const made: Tab = {
        name: isOther ? 'Walt' : 'Vera',
        page,
        widget,
        urlId: this.#urlId,
        direction,
        isOnline: true,
        setOnline: async (isOnline) => {
          made.isOnline = isOnline;
          await page.setOfflineMode(!isOnline);
        },
      };
      this.#tabs.push(made);
      await this.#untilThere(made);
    }
  }

  /** Waits until the thread is on the screen, or that it is not. */
  async #untilThere({ widget }: Tab): Promise<void> {
    await widget.until(
      'the thread',
      (root) =>
        fcPage.visitor.count(root) !== null || root.querySelector('[role="alert"]') !== null,
    );
  }

  #run(command: 'release-events' | 'hold-events' | 'close-sockets'): void {
    this.#place.service.run({ do: command, urlId: this.#urlId });
  }

  /** Does one step; resolves to what came of it. */
  async #step(tab: Tab, step: Step, number: number): Promise<unknown> {
    const { service } = this.#place;
    const urlId = this.#urlId;
    const seen = await tab.widget.look((root) => fcPage.visitor.rows(root));
    const rows = seen.filter((each) => each.id !== null && !each.isDeleted);
    const pick = <T>(list: readonly T[]): T | undefined => list[step.target % (list.length || 1)];
    const act = async (row: SeenRow | undefined, text = '', kind: string = step.act) =>
      row?.id && (await this.#act(tab, kind, row.id, text));
    const there = [...service.core.db.allComments()].filter(
      (doc) => doc.urlId === urlId && !doc.isDeleted,
    );
    const any = pick(there)?._id;
    const operation = pick(operations) ?? '';
    const rule = (fault: object) =>
      service.run({ do: 'add-rule', rule: { urlId, operation, ...fault } });
    switch (step.act) {
      case 'post':
        return this.#post(tab, null, `p${number} x`);
      case 'reply': {
        const parent = pick(rows.filter(({ isBlocked }) => !isBlocked));
        return parent?.id && this.#post(tab, parent.id, `r${number} x`);
      }
      case 'edit':
        return act(pick(rows.filter(({ isMine }) => isMine)), `e${number} x`);
      case 'delete':
        return act(pick(rows.filter(({ isMine }) => isMine)));
      case 'block':
        // Nobody is offered to block themselves.
        return act(pick(rows.filter(({ isBlocked, isMine }) => !isMine && !isBlocked)));
      case 'unblock':
        return act(pick(rows.filter(({ isBlocked }) => isBlocked)));
      case 'voteUp':
        return act(pick(rows.filter(({ isBlocked, mine }) => !isBlocked && mine < 1)));
      case 'voteDown':
        return act(pick(rows.filter(({ isBlocked, mine }) => !isBlocked && mine > -1)));
      case 'unvote':
        return act(pick(rows.filter(({ isBlocked, mine }) => !isBlocked && mine !== 0)));
      case 'flag':
        return act(pick(rows.filter(({ isBlocked, isFlagged }) => !isBlocked && !isFlagged)));
      case 'unflag':
        return act(pick(rows.filter(({ isBlocked, isFlagged }) => !isBlocked && isFlagged)));
      case 'more':
      case 'reveal':
        return this.#act(tab, step.act, null, String(step.target));
      case 'sort':
        tab.direction = pick(directions) ?? 'OF';
        if (await this.#act(tab, 'sort', null, tab.direction)) return tab.direction;
        // No order is offered where nothing is.
        tab.direction = this.#setup.direction;
        return 'not offered';
      case 'route':
        return this.#go(tab, tab.urlId === urlId ? `${urlId}-elsewhere` : urlId);
      case 'offline':
      case 'online':
        for (const each of this.#tabs) {
          if (each.name === tab.name) await each.setOnline(step.act === 'online');
        }
        return;
      case 'reload':
        if (!tab.isOnline) return 'offline';
        await tab.page.reload();
        tab.urlId = urlId;
        tab.direction = this.#setup.direction;
        return this.#untilThere(tab);
      case 'foreignPost':
        return this.#tell('', { commenterName: 'other', comment: `f${number}`, parentId: null }); // prettier-ignore
      case 'foreignReply':
        return any && this.#tell('', { commenterName: 'other', comment: `g${number}`, parentId: any }); // prettier-ignore
      case 'foreignVote':
        return any && this.#tell(`/${any}/vote`, { voteDir: step.size % 2 ? 'up' : 'down', commenterName: null, commenterEmail: null }); // prettier-ignore
      case 'foreignDelete':
        return any && service.run({ do: 'remove', commentId: any });
      case 'pin':
      case 'unpin': {
        const isPinned = step.act === 'unpin';
        if (tab.name === 'Walt')
          return act(pick(rows.filter((each) => each.parentId === null && each.isPinned === isPinned))); // prettier-ignore
        const root = pick(there.filter((doc) => doc.parentId === null && doc.isPinned === isPinned)); // prettier-ignore
        return root && this.#tell(`/${root._id}/${step.act}`, undefined, this.#moderator);
      }
      case 'wait':
        return sleep(step.size * 150);
      case 'loseAnswer':
        return rule({ times: 1, fault: { kind: 'drop-answer' } });
      case 'slowAnswer':
        return rule({ times: 2, delayAfter: step.size * 200 });
      case 'slowCall':
        return rule({ times: 2, delayBefore: step.size * 200 });
      case 'refuse':
        return rule({ times: 1, fault: { kind: 'answer', status: 503, json: { status: 'failed', code: 'busy', reason: 'busy' } } }); // prettier-ignore
      case 'dropSockets':
        this.#run('close-sockets');
        return;
      case 'delayEvents':
        return service.run({ do: 'delay-events', urlId, ms: step.size * 200 });
      case 'holdEvents':
        this.#run('hold-events');
        return;
      case 'releaseEvents':
        this.#run('release-events');
        return;
      case 'loseEvents':
        service.run({ do: 'drop-events', urlId, count: 1 + (step.size % 3) });
        await sleep(200);
        // A socket that loses frames breaks sooner or later; the log then tells what was lost.
        this.#run('close-sockets');
        return;
      case 'doubleEvents':
        return service.run({ do: 'duplicate-events', urlId, count: 1 + (step.size % 3) });
      default: {
        const unhandled: never = step.act;
        return unhandled;
      }
    }
  }

  async #act(tab: Tab, kind: string, id: string | null, text: string): Promise<boolean> {
    return tab.widget.look(
      (root, kind: string, id: string | null, text: string, name: string) =>
        fcPage.visitor.act(root, kind, id, text, name),
      kind,
      id,
      text,
      tab.name,
    );
  }

  async #post(tab: Tab, parentId: string | null, text: string): Promise<boolean> {
    const isTaken = await this.#act(tab, parentId === null ? 'post' : 'reply', parentId, text);
    if (isTaken && tab.urlId === this.#urlId) this.#posted.add(text);
    return isTaken;
  }

  async #go(tab: Tab, urlId: string): Promise<void> {
    tab.urlId = urlId;
    tab.direction = this.#setup.direction;
    await tab.widget.set({ urlId });
  }

  /** Somebody else does something, from where the network is well. */
  async #tell(path: string, body?: object, cookie?: string): Promise<number> {
    const { service, site } = this.#place;
    const urlId = this.#urlId;
    const query = new URLSearchParams({ urlId, broadcastId: crypto.randomUUID() });
    if (!cookie) query.set('anonUserId', `${urlId}-other`);
    const { status } = await handleRequest(service.core, {
      method: 'POST',
      path: `/comments/demo${path}`,
      query,
      cookie,
      body: body && { url: site.url, urlId, ...body },
      origin: service.url,
    });
    return status;
  }

  /** Ends everything that goes wrong, presses every button, and waits until all agree. */
  async #calmDown(trace: (...words: unknown[]) => void): Promise<void> {
    const { service } = this.#place;
    const urlId = this.#urlId;
    service.run({ do: 'clear-rules', urlId });
    service.run({ do: 'delay-events', urlId, ms: 0 });
    this.#run('release-events');
    for (const tab of this.#tabs) {
      await tab.setOnline(true);
      if (tab.urlId !== urlId) await this.#go(tab, urlId);
    }
    const end = Date.now() + patience;
    let goodSince: number | null = null;
    for (;;) {
      const wrong: string[] = [];
      for (const [index, tab] of this.#tabs.entries()) {
        const mayDiscard = end - Date.now() < patience - 8000;
        const open = await tab.widget.look(
          (root, mayDiscard) => fcPage.visitor.pressOn(root, mayDiscard),
          mayDiscard,
        );
        wrong.push(...open.map((text) => `tab ${index}: ${text}`));
        if (open.length === 0)
          wrong.push(...(await this.#compare(tab)).map((text) => `tab ${index}: ${text}`));
      }
      if (wrong.length > 0) goodSince = null;
      else goodSince ??= Date.now();
      if (goodSince !== null && Date.now() - goodSince > stillness) break;
      if (Date.now() > end) {
        this.#wrong.push(...wrong);
        break;
      }
      await sleep(400);
    }
    trace('quiet after', Date.now() - (end - patience), 'ms');
    await this.#checkTexts();
    for (const [index, { page }] of this.#tabs.entries()) {
      const uncaught = await page.evaluate(() => (globalThis as unknown as { fcErrors: string[] }).fcErrors); // prettier-ignore
      this.#wrong.push(...uncaught.map((text) => `tab ${index}: nobody caught ${text}`));
    }
    if (this.#wrong.length === 0) await this.#checkFetchedOrder();
  }

  /** What the service tells the visitor of a tab, as far as a screen can show it. */
  async #told(tab: Tab): Promise<{ readonly rows: Shown[]; readonly count: number }> {
    const answer = (await tab.widget.look(
      (_root, api: string, urlId: string, direction: string) =>
        fcPage.visitor.told(api, urlId, direction),
      this.#place.service.url,
      tab.urlId,
      tab.direction,
    )) as { comments: PublicComment[]; commentCount: number };
    const rows = toShown(answer.comments).map((row) => {
      const isHidden = row.isBlocked || row.isFlagged;
      const text = isHidden ? '' : row.text.replaceAll(/<[^>]+>/g, '').trim();
      const votes = row.isBlocked ? 0 : row.votes;
      return { ...row, text, votes, up: 0, down: 0, mine: row.isBlocked ? 0 : row.mine };
    });
    return { rows, count: answer.commentCount };
  }

  async #shown(tab: Tab): Promise<Shown[]> {
    const rows = await tab.widget.look((root) => fcPage.visitor.rows(root));
    return rows.map(({ id, isBlocked, isFlagged, isPinned, mine, parentId, text, votes }) => {
      const shown = { id: id ?? text, parentId, text, votes, up: 0, down: 0, mine };
      return { ...shown, isFlagged, isBlocked, isPinned };
    });
  }

  async #compare(tab: Tab): Promise<string[]> {
    const expected = await this.#told(tab);
    const { left, wrong } = compareRows(await this.#shown(tab), expected.rows, tab.direction !== 'MR'); // prettier-ignore
    const count = await tab.widget.look((root) => fcPage.visitor.count(root));
    // Those that are left out are not counted either, until the count is read.
    if (count === null || count > expected.count || count < expected.count - left)
      wrong.push(`count: shown ${count}, server ${expected.count}, left out ${left}`);
    return wrong;
  }

  /** Nothing is there twice; and where nothing was deleted, nothing that was posted is lost. */
  async #checkTexts(): Promise<void> {
    const texts = [...this.#place.service.core.db.allComments()]
      .filter((doc) => doc.urlId === this.#urlId)
      .map((doc) => doc.text);
    for (const text of new Set(texts)) {
      const times = texts.filter((other) => other === text).length;
      if (/^[pr]\d/.test(text) && times > 1) this.#wrong.push(`posted ${times} times: ${text}`);
    }
    if (this.#setup.steps.some(({ act }) => /delete|edit/i.test(act))) return;
    for (const text of this.#posted) {
      if (texts.includes(text)) continue;
      const boxes = await Promise.all(
        this.#tabs.map(({ widget }) => widget.look((root) => fcPage.visitor.written(root))),
      );
      if (!boxes.flat().includes(text)) this.#wrong.push(`lost: ${text}`);
    }
  }

  /** "Most relevant": a thread that is fetched anew is in the server's order. */
  async #checkFetchedOrder(): Promise<void> {
    for (const [index, tab] of this.#tabs.entries()) {
      if (tab.direction !== 'MR') continue;
      await this.#act(tab, 'sort', null, 'NF');
      await this.#act(tab, 'sort', null, 'MR');
      const end = Date.now() + 20_000;
      for (;;) {
        const open = await tab.widget.look((root) => fcPage.visitor.pressOn(root, false));
        const told = inOrder((await this.#told(tab)).rows);
        const shown = inOrder(await this.#shown(tab));
        if (open.length === 0 && shown === told) break;
        if (Date.now() > end) {
          this.#wrong.push(`tab ${index}: most relevant: shown ${shown}; server ${told}`);
          break;
        }
        await sleep(200);
      }
    }
  }
}
