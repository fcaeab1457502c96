/**
 * The clock inside the page. It runs as the first script of the body and is the same for every
 * subject.
 *
 * It does not ask anything of the tree while the subject works: a MutationObserver hands over what
 * was put in, and only that is searched for rows. A moment is over when the frame that shows it is:
 * a message posted from an animation frame arrives after that frame was drawn.
 */
import type { Marks } from '../subjects.js';

/** What a page is told about its thread. */
export interface Plan {
  readonly count: number;
  /** For each comment with markup, an element to look for in its body. */
  readonly marked: Readonly<Record<string, string>>;
  readonly marks: Marks;
  /** The custom element in whose shadow root the rows are, or null if they are in `#thread`. */
  readonly host: string | null;
}

/** Moments and sums, in milliseconds from the start of this script. */
export interface Reading {
  firstScreen: number | null;
  painted: number | null;
  /** Every body has its markup. */
  sanitised: number | null;
  /** Every row has its buttons too. */
  equipped: number | null;
  /** What this clock itself did until all rows were painted. */
  clock: number;
  /** 0 if none was longer than 50 ms. */
  longestTask: number;
  layoutShift: number;
  /** How many rows, bodies with markup and rows with buttons were seen. */
  seen: readonly [rows: number, bodies: number, equipped: number];
}

/** What a press cost, or where to press. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly id: string;
}

interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
}

const start = performance.now();

/** Calls back after the frame that is to come. */
function afterFrame(then: (now: number) => void): void {
  requestAnimationFrame(() => afterThisFrame(then));
}

/** In an animation frame: calls back after it was drawn. */
function afterThisFrame(then: (now: number) => void): void {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    channel.port1.close();
    then(performance.now());
  };
  channel.port2.postMessage(null);
}

class Probe {
  #plan: Plan;
  readonly #rows = new Set<Element>();
  readonly #bodies = new Set<string>();
  readonly #equipped = new Set<string>();
  /** What was put in before all rows were there, to be looked at after. */
  #later: { readonly node: Element; readonly at: number }[] = [];
  #root: ParentNode | null = null;
  #watching: MutationObserver | null = null;
  #tasks: { readonly from: number; readonly length: number }[] = [];
  #shift = 0;
  #isFull = false;
  #clock = 0;
  #answered: Promise<number> | null = null;
  #isFrameAsked = false;
  readonly #reading = {
    firstScreen: null as number | null,
    painted: null as number | null,
    sanitised: null as number | null,
    equipped: null as number | null,
  };

  constructor(plan: Plan) {
    this.#plan = plan;
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        this.#tasks.push({ from: startTime - start, length: duration });
      }
    }).observe({ type: 'longtask', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as LayoutShift;
        if (!hadRecentInput) this.#shift += value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
    const { host } = plan;
    if (host === null) this.#watch(document.querySelector('#thread'));
    else {
      // Elements that stand in the page already are made before this promise is kept.
      void customElements
        .whenDefined(host)
        .then(() => this.#watch(document.querySelector(host)?.shadowRoot ?? null));
    }
  }

  /** What is known so far. */
  read(): Reading {
    return {
      ...this.#reading,
      clock: this.#clock,
      longestTask: Math.max(0, ...this.#tasks.map(({ length }) => length)),
      layoutShift: this.#shift,
      seen: [this.#rows.size, this.#bodies.size, this.#equipped.size],
    };
  }

  /** Lets go of everything, so that it is not counted as the page's memory. */
  forget(): void {
    this.#watching?.disconnect();
    for (const held of [this.#rows, this.#bodies, this.#equipped]) held.clear();
    this.#later = [];
    this.#tasks = [];
    this.#plan = { ...this.#plan, marked: {} };
    globalThis.secondPlan = this.#plan;
  }

  /** The middle of the nth button of a kind that stands whole in the window. */
  spot(kind: 'up' | 'reply', skip: number): Spot | null {
    const { marks } = this.#plan;
    let left = skip;
    for (const button of this.#root?.querySelectorAll(marks[kind]) ?? []) {
      const { top, left: x, width, height, bottom } = button.getBoundingClientRect();
      if (top > innerHeight) break;
      const id = button.closest(marks.row)?.getAttribute('data-comment-id');
      if (!id || width === 0 || top < 0 || bottom > innerHeight) continue;
      if (left === 0) return { x: x + width / 2, y: top + height / 2, id };
      left -= 1;
    }
    return null;
  }

  /** Gets ready for a press on a row; {@link answered} says what it cost. */
  expect(kind: 'up' | 'reply', id: string): void {
    const { marks } = this.#plan;
    const row = this.#root?.querySelector(`[data-comment-id="${id}"]`);
    const place = row?.closest('li') ?? row;
    if (!row || !place) throw new Error(`No row ${id}.`);
    const state = (): string =>
      kind === 'up'
        ? (row.querySelector(marks.up)?.getAttribute('aria-pressed') ?? '')
        : String(place.querySelectorAll(marks.editor).length);
    const before = state();
    const answered = (): boolean => state() !== before;
    this.#answered = new Promise((resolve) => {
      const pressed = ({ timeStamp }: Event): void => {
        const look = (): void => {
          if (answered()) afterThisFrame((now) => resolve(now - timeStamp));
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      };
      addEventListener('click', pressed, { capture: true, once: true });
    });
  }

  /** The time from the press to the end of the frame in which the row shows what it did. */
  async answered(): Promise<number | null> {
    return this.#answered;
  }

  /**
   * Scrolls down from the top, one step in each frame; resolves to the longest time between two
   * frames. Without a step, the steps lead to the end of the page.
   */
  async scroll(steps: number, given?: number): Promise<number> {
    const step = given ?? (document.documentElement.scrollHeight - innerHeight) / steps;
    return new Promise((resolve) => {
      let longest = 0;
      let last = 0;
      let at = 0;
      const turn = (): void => {
        const now = performance.now();
        if (at > 0) longest = Math.max(longest, now - last);
        last = now;
        if (at > steps) {
          resolve(longest);
          return;
        }
        window.scrollTo({ top: at * step, behavior: 'instant' });
        at += 1;
        requestAnimationFrame(turn);
      };
      requestAnimationFrame(turn);
    });
  }

  #watch(root: ParentNode | null): void {
    if (!root) throw new Error('Nothing to watch.');
    this.#root = root;
    this.#watching = new MutationObserver((records) => this.#take(records));
    this.#watching.observe(root, { childList: true, subtree: true });
    this.#look(root);
  }

  #take(records: readonly MutationRecord[]): void {
    const now = performance.now() - start;
    const wasPainted = this.#reading.painted !== null;
    this.#sort(records, now);
    if (!wasPainted) this.#clock += performance.now() - start - now;
  }

  #sort(records: readonly MutationRecord[], now: number): void {
    let hasLost = false;
    for (const { addedNodes, removedNodes } of records) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        if (!this.#isFull) this.#look(node);
        this.#later.push({ node, at: now });
      }
      for (const node of removedNodes) hasLost ||= node instanceof Element;
    }
    if (hasLost && !this.#isFull) {
      for (const row of this.#rows) if (!row.isConnected) this.#rows.delete(row);
    }
    if (!this.#isFull && this.#rows.size >= this.#plan.count) {
      this.#isFull = true;
      afterFrame((later) => {
        this.#reading.painted = later - start;
        this.#reading.firstScreen ??= later - start;
        // Not in the task that takes the time.
        setTimeout(() => this.#inspect(), 0);
      });
    }
    if (this.#reading.painted !== null) this.#inspect();
    if (this.#rows.size > 0 && this.#reading.firstScreen === null && !this.#isFrameAsked) {
      this.#isFrameAsked = true;
      requestAnimationFrame(() => {
        this.#isFrameAsked = false;
        // This asks for layout, which the frame would make next anyway.
        if (this.#coversWindow()) {
          afterThisFrame((later) => (this.#reading.firstScreen ??= later - start));
        }
      });
    }
  }

  /** Finds rows in what was put in. */
  #look(place: ParentNode): void {
    const { row } = this.#plan.marks;
    if (place instanceof Element && place.matches(row)) this.#rows.add(place);
    for (const found of place.querySelectorAll(row)) this.#rows.add(found);
  }

  /** Whether rows reach the lower edge of the window, and those in it have their markup. */
  #coversWindow(): boolean {
    for (const row of this.#rows) {
      const { top, bottom } = row.getBoundingClientRect();
      if (!this.#hasMarkup(row)) return false;
      if (bottom >= innerHeight && top < bottom) return true;
    }
    return this.#rows.size >= this.#plan.count;
  }

  #hasMarkup(row: Element): boolean {
    const tag = this.#plan.marked[row.getAttribute('data-comment-id') ?? ''];
    const body = row.querySelector(this.#plan.marks.body);
    return body !== null && (tag === undefined || body.querySelector(tag) !== null);
  }

  /** Looks at what was put in since the last time, for markup and buttons. */
  #inspect(): void {
    const { row: rowMark, reply } = this.#plan.marks;
    const wanted = Object.keys(this.#plan.marked).length;
    let last = 0;
    const inspect = (row: Element, at: number): void => {
      const id = row.getAttribute('data-comment-id') ?? '';
      if (id in this.#plan.marked && !this.#bodies.has(id) && this.#hasMarkup(row)) {
        this.#bodies.add(id);
        last = Math.max(last, at);
      }
      if (!this.#equipped.has(id) && row.querySelector(reply)) {
        this.#equipped.add(id);
        last = Math.max(last, at);
      }
    };
    for (const { node, at } of this.#later) {
      const own = node.closest(rowMark);
      if (own) inspect(own, at);
      else for (const row of node.querySelectorAll(rowMark)) inspect(row, at);
    }
    this.#later = [];
    const reading = this.#reading;
    const settle = (moment: 'sanitised' | 'equipped'): void => {
      if (reading[moment] !== null) return;
      const { painted } = reading;
      // What stood there with the last row needs no frame more.
      if (painted !== null && last <= painted) reading[moment] = painted;
      else {
        reading[moment] = last;
        afterFrame((later) => (reading[moment] = later - start));
      }
    };
    if (this.#bodies.size >= wanted) settle('sanitised');
    if (this.#equipped.size >= this.#plan.count) settle('equipped');
  }
}

declare global {
  /** What the page is told. */
  var secondPlan: Plan;
  /** The clock of the page. */
  var secondProbe: Probe;
}

globalThis.secondProbe = new Probe(globalThis.secondPlan);
