/**
 * The thread on the screen. It hears what a change of the store touched and brings just those rows
 * and lists in line; long lists are made in slices that give the browser its turn, the first screen
 * first, and bodies are sanitised near the screen first, the others when nothing else is to be done.
 */
import type { Stop } from '../core/index.js';
import { isPurifierReady, loadPurifier } from '../html/index.js';
import { findEntry, type RowKey, type Touched } from '../store/index.js';
import { firstScreen, List } from './list.js';
import { rowAt, rowOf, type Row } from './row.js';
import type { ThreadHost } from './thread-host.js';
import { yieldToBrowser } from './yield-to-browser.js';

/**
 * Milliseconds of work between two turns of the browser. Every turn costs by what stands on the page
 * already, so that short slices make long threads late; a press waits no longer than this.
 */
const slice = 40;

/** Rows that are made whole at once; of what comes after them in one go the text is made first. */
const wholeRows = 25;

/** Comments that are read so fast that rows can be made in the same turn. */
const shortThread = 100;

/** Draws a thread into a container. */
export class ThreadView {
  readonly #host: ThreadHost;
  readonly #rows = new Map<RowKey, Row>();
  readonly #root: List;
  readonly #container: HTMLElement;
  readonly #dirty = new Set<List>();
  /** Rows that are to be drawn anew when the lists are in order. */
  readonly #stale = new Set<Row>();
  readonly #stops: Stop[] = [];
  #made = 0;
  /** Rows made since it last had nothing to do. */
  #inRun = 0;
  #isRunning = false;
  #idle = 0;
  #isStopped = false;
  #done: (() => void)[] = [];
  #isFilled = false;
  #filled: (() => void)[] = [];
  readonly #onDrawn: (row: Row) => void;
  readonly #onFilled: () => void;

  /**
   * @param onDrawn called for every row after it was drawn
   * @param onFilled called when the first screen of rows stands where none stood before
   */
  constructor(
    host: ThreadHost,
    container: HTMLElement,
    onDrawn: (row: Row) => void,
    onFilled: () => void,
  ) {
    this.#host = host;
    this.#onDrawn = onDrawn;
    this.#onFilled = onFilled;
    this.#container = container;
    this.#root = new List({ host, rows: this.#rows, parent: null, container, level: 0 });
    container.addEventListener('contentvisibilityautostatechange', this.#onVisibility, true);
    container.addEventListener('focusin', this.#onFocus);
    container.addEventListener('error', onPictureError, true);
    addEventListener('beforeprint', this.#sanitiseAll);
    this.#stops.push(
      host.store.listen((touched) => this.#update(touched)),
      host.times.start(() => this.tick()),
      () => {
        container.removeEventListener('contentvisibilityautostatechange', this.#onVisibility, true);
        container.removeEventListener('focusin', this.#onFocus);
        container.removeEventListener('error', onPictureError, true);
        removeEventListener('beforeprint', this.#sanitiseAll);
      },
    );
    this.#dirty.add(this.#root);
    queueMicrotask(() => this.#run());
  }

  /** Takes everything down. */
  stop(): void {
    this.#isStopped = true;
    for (const stop of this.#stops) stop();
    this.#container.replaceChildren();
    this.#rows.clear();
    this.#settle();
  }

  /** The row of a key, if it is on the page. */
  row(key: RowKey): Row | undefined {
    return this.#rows.get(key);
  }

  /** Every row on the page, in no particular order. */
  rows(): Iterable<Row> {
    return this.#rows.values();
  }

  /** Whether the first screen of rows, or all there are, stands on the page. */
  get isFilled(): boolean {
    return this.#isFilled;
  }

  /** Resolves when the first screen of rows stands on the page. */
  whenFirst(): Promise<void> {
    if (this.#isFilled) return Promise.resolve();
    return new Promise((resolve) => this.#filled.push(resolve));
  }

  /** Resolves when every row that is known of stands on the page. */
  whenDone(): Promise<void> {
    if (!this.#isRunning && this.#dirty.size + this.#stale.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#done.push(resolve));
  }

  /** Writes every relative time anew. */
  tick(): void {
    for (const row of this.#rows.values()) row.tick();
  }

  #update(touched: Touched): void {
    if (touched.has('all')) {
      this.#dirty.add(this.#root);
      for (const row of this.#rows.values()) {
        if (row.list) this.#dirty.add(row.list);
        // What nobody sees can wait its turn.
        if (row.isVisible) this.#draw(row);
        else this.#stale.add(row);
      }
    }
    for (const topic of touched) {
      if (topic.startsWith('row:') && !touched.has('all')) {
        const row = this.#rows.get(topic.slice(4));
        if (row) this.#draw(row);
      } else if (topic.startsWith('list:')) {
        const key = topic.slice(5);
        const row = key ? this.#rows.get(key) : undefined;
        if (key && !row) continue;
        this.#dirty.add(row ? this.#listOf(row) : this.#root);
      }
    }
    this.#run();
  }

  #listOf(row: Row): List {
    row.list ??= new List({
      host: this.#host,
      rows: this.#rows,
      parent: row,
      container: row.item,
      level: (row.view?.depth ?? 0) + 1,
    });
    return row.list;
  }

  #draw(row: Row, isText = false): void {
    this.#stale.delete(row);
    row.draw(this.#made < firstScreen, isText);
    this.#onDrawn(row);
  }

  /** Works off what is dirty until it is done or the browser should have a turn. */
  #run(): void {
    if (this.#isRunning || this.#isStopped) return;
    if (!isPurifierReady()) {
      // Nothing stands as text first and changes under the reader's eyes.
      void loadPurifier().then(() => this.#run());
      return;
    }
    this.#isRunning = true;
    this.#inRun = 0;
    const isEmpty = this.#rows.size === 0;
    // Another order, or a search: it begins with a first screen again.
    if (isEmpty) this.#made = 0;
    const isLong = isEmpty && this.#host.store.state.root.head.length > 0;
    if (isLong) this.#isFilled = false;
    const work = this.#work();
    const isShort = isLong && this.#host.store.state.entries.size <= shortThread;
    const step = () => {
      if (this.#isStopped) return;
      const end = performance.now() + slice;
      do {
        if (work.next().done) {
          this.#isRunning = false;
          this.#fill();
          this.#settle();
          this.#finishWhenIdle();
          return;
        }
        // The first screen comes whole, in the frame in which what stood in its place goes, and is
        // painted before more is made; a short thread is one with it.
        if (!this.#isFilled && !isShort && this.#made >= firstScreen) {
          // They may all stand below one row that waits for its neighbours.
          this.#root.flush();
          this.#fill();
          if (document.hidden) yieldToBrowser(step);
          else requestAnimationFrame(() => yieldToBrowser(step));
          return;
        }
      } while (isShort || performance.now() < end);
      yieldToBrowser(step);
    };
    // An answer was just read: if it was long, that was work enough for one turn.
    if (isShort) queueMicrotask(step);
    else if (isLong) yieldToBrowser(step);
    else step();
  }

  #fill(): void {
    if (this.#isFilled) return;
    this.#isFilled = true;
    for (const resolve of this.#filled.splice(0)) resolve();
    this.#onFilled();
  }

  #settle(): void {
    for (const resolve of [...this.#filled.splice(0), ...this.#done.splice(0)]) resolve();
  }

  *#work(): Generator<void> {
    for (;;) {
      const list = this.#dirty.values().next().value;
      if (list) {
        this.#dirty.delete(list);
        yield* this.#updateList(list);
        yield;
        continue;
      }
      const row = this.#stale.values().next().value;
      if (!row) return;
      this.#stale.delete(row);
      if (this.#rows.get(row.key) === row) this.#draw(row, row.isText);
      yield;
    }
  }

  *#updateList(list: List): Generator<void> {
    for (const row of list.update()) {
      // Those of the first screen are always laid out: no guessed height, even for a frame.
      row.isVisible = this.#made < firstScreen;
      const isRoot = list.parentKey === null;
      const before = this.#rows.size;
      if (!row.isVisible) row.item.className = isRoot ? 'far root' : 'far';
      this.#draw(row, ++this.#inRun > wholeRows);
      this.#made++;
      yield;
      // Below a new row first: reading order is also the order in which the thread fills.
      if (findEntry(this.#host.store.state, row.key)?.branch) {
        const replies = this.#listOf(row);
        this.#dirty.delete(replies);
        yield* this.#updateList(replies);
        // How high the whole will be about, until it was on the screen.
        if (isRoot) row.item.style.setProperty('--_rows', `${this.#rows.size - before + 1}`);
      }
    }
  }

  /** Finishes what is off-screen while nothing else is to be done: the bodies first. */
  #finishWhenIdle(): void {
    if (this.#idle || this.#isStopped) return;
    const rows = [...this.#rows.values()];
    const work = [
      ...rows.filter((row) => row.isWaiting).map((row) => () => row.sanitise()),
      ...rows.filter((row) => row.isText).map((row) => () => this.#complete(row)),
    ];
    if (work.length === 0) return;
    let done = 0;
    const run = (deadline?: IdleDeadline) => {
      const end = performance.now() + Math.max(4, Math.min(slice, deadline?.timeRemaining() ?? 12));
      do work[done++]?.();
      while (done < work.length && performance.now() < end);
      const isLeft = done < work.length && !this.#isStopped;
      this.#idle = isLeft ? whenIdle(run) : 0;
      // Rows may have come meanwhile.
      if (!isLeft) this.#finishWhenIdle();
    };
    this.#idle = whenIdle(run);
  }

  /** Gives a row its controls, if it is still there and has none. */
  #complete(row: Row): void {
    if (row.isText && this.#rows.get(row.key) === row) this.#draw(row);
  }

  readonly #sanitiseAll = () => {
    for (const row of this.#rows.values()) row.sanitise();
  };

  readonly #onVisibility = (event: Event) => {
    const row = rowAt((event.target as Element).parentElement);
    if (!row) return;
    if ((event as ContentVisibilityAutoStateChangeEvent).skipped) row.isVisible = false;
    else if (row.see()) {
      // While somebody scrolls, many come in one frame: what is not text comes in the next ones.
      if (this.#stale.size === 0) yieldToBrowser(() => this.#run());
      this.#stale.add(row);
    }
  };

  readonly #onFocus = (event: Event) => {
    const row = rowOf(event.target as Element);
    row?.sanitise();
    if (row) this.#complete(row);
  };
}

/** A picture that does not come leaves the initials, or its alternative text, in its place. */
function onPictureError(event: Event): void {
  const image = event.target as HTMLElement;
  if (image instanceof HTMLImageElement && image.dataset.act === 'avatar') image.hidden = true;
}

function whenIdle(run: (deadline?: IdleDeadline) => void): number {
  return typeof requestIdleCallback === 'function'
    ? requestIdleCallback(run)
    : Number(setTimeout(run, 30));
}
