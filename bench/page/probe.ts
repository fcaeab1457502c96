/**
 * What measures, inside the page: when rows stand, how long a press takes to be seen, which tasks
 * were long, what moved. Runs before anything else of the page, and is the same for every subject.
 */

/** How a subject's thread is looked at. */
interface Look {
  /** Where the rows are; null until there is a place for them. */
  readonly root: () => ParentNode | null;
}

/** What was measured while a thread was rendered; milliseconds from the script's start. */
export interface Rendering {
  /** The frame after rows filled the first screen. */
  readonly firstScreen: number;
  /** The frame after the last row. */
  readonly painted: number;
  /** Every body that has markup shows it. */
  readonly sanitised: number;
  /** The longest task; 0 if none was longer than 50 ms. */
  readonly longestTask: number;
  /** Layout shift, from the beginning of the page to the last body. */
  readonly shift: number;
}

const rowSelector = 'article[data-comment-id]';

/** Resolves in a task after the next frame was painted. */
function painted(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
  });
}

/** The measuring page. */
class Bench {
  /** When the subject's script began. */
  start = 0;
  tasks: { readonly at: number; readonly length: number }[] = [];
  shift = 0;
  #look: Look = { root: () => null };
  #expected: { readonly rows: number; readonly roots: number; readonly marked: number } | null =
    null;
  #chosen: HTMLElement[] | null = null;
  #rendering: Promise<Rendering> | null = null;

  constructor() {
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        this.tasks.push({ at: startTime, length: duration });
      }
    }).observe({ type: 'longtask', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) {
        this.shift += entry.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  }

  /** What is to come: called by the page before the subject's script. */
  expect(rows: number, roots: number, marked: number, isWidget: boolean): void {
    this.#expected = { rows, roots, marked };
    this.#look = {
      root: isWidget
        ? () =>
            document.querySelector('fast-comments')?.shadowRoot?.querySelector('.thread') ?? null
        : () => document.querySelector('#thread'),
    };
  }

  /** The subject's script begins now. */
  begin(): void {
    this.start = performance.now();
    this.#rendering = this.#watch();
  }

  /** Resolves when every row stands and every body is sanitised. */
  async rendering(): Promise<Rendering> {
    while (!this.#rendering) await new Promise((resolve) => setTimeout(resolve, 20));
    return this.#rendering;
  }

  rows(): HTMLElement[] {
    return [...(this.#look.root()?.querySelectorAll<HTMLElement>(rowSelector) ?? [])];
  }

  /**
   * Presses a button of a row that can be seen; resolves to the milliseconds until what it does was
   * painted. `done` is a selector inside the row's list item.
   */
  async press(row: number, act: string, done: string): Promise<number> {
    const article = this.#seen()[row];
    const item = article?.closest('li');
    const button = article?.querySelector<HTMLElement>(`[data-act="${act}"]`);
    if (!item || !button) throw new Error(`row ${row} has no button "${act}" on the screen`);
    // From the beginning of a task of its own, as a press comes.
    await painted();
    await new Promise((resolve) => setTimeout(resolve, 3));
    const from = performance.now();
    button.click();
    for (;;) {
      const at = await painted();
      if (item.querySelector(done)) return at - from;
      if (at - from > 10_000) throw new Error(`pressing "${act}" did nothing`);
    }
  }

  /** Resolves when nothing of the thread has changed for so many milliseconds. */
  still(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        observer.disconnect();
        resolve();
      };
      let timer = setTimeout(end, ms);
      const observer = new MutationObserver(() => {
        clearTimeout(timer);
        timer = setTimeout(end, ms);
      });
      const root = this.#look.root();
      if (root) observer.observe(root, { subtree: true, childList: true, attributes: true });
    });
  }

  /** Rows outside of which nothing may change while `run` runs; resolves to the nodes that did. */
  async nodesTouchedOutside(row: number, run: () => Promise<unknown>): Promise<string[]> {
    const item = this.#seen()[row]?.closest('li');
    const root = this.#look.root();
    if (!item || !root) throw new Error('there is no such row');
    const touched: string[] = [];
    const observer = new MutationObserver((records) => {
      for (const { target } of records) {
        const own =
          target.nodeType === Node.ELEMENT_NODE ? (target as Element) : target.parentElement;
        // The ticker of the times may run meanwhile.
        if (own?.closest('li') !== item && !own?.closest('time'))
          touched.push(own?.outerHTML.slice(0, 80) ?? '');
      }
    });
    observer.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    await run();
    await painted();
    observer.disconnect();
    return touched;
  }

  /** Presses "Load more comments" of the widget whenever it can be pressed. */
  pressMore(): void {
    const button = document
      .querySelector('fast-comments')
      ?.shadowRoot?.querySelector<HTMLElement>('.thread > .more [data-act="more"]');
    if (button && button.getAttribute('aria-busy') !== 'true') button.click();
    requestAnimationFrame(() => this.pressMore());
  }

  /** Scrolls through the page; resolves to the longest time between two frames, in milliseconds. */
  async scroll(step: number): Promise<number> {
    const end = document.documentElement;
    let worst = 0;
    scrollTo({ top: 0, behavior: 'instant' });
    await painted();
    let before = await frame();
    for (let at = 0; at < end.scrollHeight - innerHeight; at += step) {
      scrollTo({ top: at, behavior: 'instant' });
      const now = await frame();
      worst = Math.max(worst, now - before);
      before = now;
    }
    scrollTo({ top: 0, behavior: 'instant' });
    await painted();
    return worst;
  }

  /** The first rows that were on the screen when one was asked for; a box may push them away. */
  #seen(): HTMLElement[] {
    this.#chosen ??= this.rows()
      .slice(0, 20)
      .filter((row) => row.getBoundingClientRect().top < innerHeight);
    return this.#chosen;
  }

  async #watch(): Promise<Rendering> {
    const { rows, roots, marked } = this.#expected ?? { rows: 0, roots: 0, marked: 0 };
    let firstScreen = 0;
    let top: Element | null = null;
    for (;;) {
      await frame();
      const root = this.#look.root();
      top ??= root?.querySelector(rowSelector)?.closest('ul') ?? null;
      if (!root || !top) continue;
      if (firstScreen === 0 && top.getBoundingClientRect().bottom >= innerHeight) {
        firstScreen = (await afterFrame()) - this.start;
        continue;
      }
      // Counting every row in every frame would be the dearest thing on the page.
      if (top.childElementCount < roots && top.childElementCount > 0) continue;
      if (root.querySelectorAll(rowSelector).length >= rows) break;
    }
    const whole = (await afterFrame()) - this.start;
    const root = this.#look.root();
    for (;;) {
      let shown = 0;
      for (const body of root?.querySelectorAll('[part="comment-body"]') ?? []) {
        if (body.firstElementChild) shown++;
      }
      if (shown >= marked) break;
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    const sanitised = performance.now() - this.start;
    await painted();
    return {
      firstScreen: firstScreen || whole,
      painted: whole,
      sanitised: Math.max(whole, sanitised),
      longestTask: Math.max(
        0,
        ...this.tasks.filter(({ at }) => at >= this.start - 1).map(({ length }) => length),
      ),
      shift: this.shift,
    };
  }
}

function frame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())));
}

/** Inside a frame's callbacks: resolves once that frame was painted. */
function afterFrame(): Promise<number> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage(null);
  });
}

declare global {
  var bench: Bench;
}

globalThis.bench = new Bench();
