/**
 * One list of rows: the top level, or the replies below a comment. It keeps its rows in the store's
 * order by moving as few nodes as possible, and draws its buttons ("more", "new", a failed load).
 */
import { html, nothing, render, type TemplateResult } from 'lit';
import { viewList, type ListView, type RowKey } from '../store/index.js';
import { Row } from './row.js';
import type { ThreadHost } from './thread-host.js';

/** Levels from which replies are no longer indented, on narrow and on wide screens. */
const narrowDepth = 4;
const wideDepth = 9;

/** Rows that are put on the page together before all others: no row is much lower than this. */
export const firstScreen = Math.max(8, Math.ceil((globalThis.innerHeight || 800) / 90));

/**
 * Rows that are put on the page together after them: at first, and at most. They grow with what
 * stands there, since every change of the page costs by that.
 */
const batchSize = 400;
const largestBatch = 800;

/** Where a list stands: its rows by key are shared by the whole thread. */
export interface ListPlace {
  readonly host: ThreadHost;
  readonly rows: Map<RowKey, Row>;
  /** The row it belongs to; null at the top level. */
  readonly parent: Row | null;
  /** What it is put into. */
  readonly container: HTMLElement;
  /** 0 at the top level. */
  readonly level: number;
}

/** The rows below one comment, or of the whole thread. */
export class List {
  readonly #place: ListPlace;
  readonly #head: HTMLUListElement;
  readonly #more: HTMLElement;
  #hasButtons = false;
  #news: HTMLElement | null = null;
  #tail: HTMLUListElement | null = null;
  /** Rows that are to be put on the page together, and the list they come into. */
  #batch: readonly [list: HTMLUListElement, rows: DocumentFragment] | null = null;

  constructor(place: ListPlace) {
    this.#place = place;
    const { container, parent } = place;
    this.#head = this.#createList();
    this.#more = document.createElement('div');
    this.#more.className = 'more';
    this.#more.part.add('more');
    if (!parent) {
      this.#news = document.createElement('div');
      this.#news.className = 'news';
      container.append(this.#news);
    }
    container.append(this.#head, this.#more);
    if (!parent && place.host.store.state.settings.paginationBeforeComments) {
      this.#head.before(this.#more);
    }
  }

  /** The key of the row it belongs to; null at the top level. */
  get parentKey(): RowKey | null {
    return this.#place.parent?.key ?? null;
  }

  #createList(): HTMLUListElement {
    const { level } = this.#place;
    const list = document.createElement('ul');
    // Safari drops the list role where the bullets are off.
    list.setAttribute('role', 'list');
    list.setAttribute('part', level === 0 ? 'comments' : 'replies');
    if (level > 0) {
      list.className = level >= wideDepth ? 'r mid deep' : level >= narrowDepth ? 'r mid' : 'r';
    }
    return list;
  }

  /**
   * Brings rows and buttons in line with the store, one new row at a time: yields after each, so that
   * a long list can be made in slices. Rows that went are taken out first.
   */
  *update(): Generator<Row, void> {
    const { host, rows } = this.#place;
    const view = viewList(host.store.state, this.parentKey);
    this.#remove(view);
    // Before the rows are made: they are to be seen as they come.
    this.#head.hidden = view.rows.length === 0;
    this.#close(view.isClosed);
    yield* this.#arrange(this.#head, view.rows);
    if (view.tail.length > 0 && !this.#tail) {
      this.#tail = this.#createList();
      this.#place.container.append(this.#tail);
    }
    if (this.#tail) yield* this.#arrange(this.#tail, view.tail);
    if (this.#tail && view.tail.length === 0) {
      this.#tail.remove();
      this.#tail = null;
    }
    this.#close(view.isClosed);
    this.drawButtons(view);
    // A row may have been taken out while the others were being made.
    for (const item of [...this.#head.children]) {
      if (!rows.has((item as HTMLElement).dataset.key ?? '')) item.remove();
    }
  }

  /** Draws the buttons below (and at the top level above) the rows. */
  drawButtons(view = viewList(this.#place.host.store.state, this.parentKey)): void {
    const { host, parent } = this.#place;
    if (this.#news) render(newsTemplate(view, host, true), this.#news);
    const buttons = parent ? repliesTemplate(view, host) : pageTemplate(view, host);
    // Most replies are all there: what was never drawn needs no place of its own.
    if (buttons !== nothing || this.#hasButtons) render(buttons, this.#more);
    this.#hasButtons ||= buttons !== nothing;
    this.#more.hidden = view.isClosed && view.held === 0;
  }

  /** Puts the rows on the page that were made and wait for others. */
  flush(): void {
    this.#batch?.[0].append(this.#batch[1]);
  }

  #close(isClosed: boolean): void {
    for (const list of [this.#head, this.#tail]) {
      if (!list) continue;
      // Find-in-page opens it: see `beforematch` in the element.
      if (isClosed) list.setAttribute('hidden', 'until-found');
      else if (list.getAttribute('hidden')) list.removeAttribute('hidden');
    }
  }

  #remove(view: ListView): void {
    const { rows } = this.#place;
    const wanted = new Set([...view.rows, ...view.tail]);
    for (const list of [this.#head, this.#tail]) {
      for (const item of [...(list?.children ?? [])]) {
        const key = (item as HTMLElement).dataset.key ?? '';
        if (wanted.has(key)) continue;
        item.remove();
        dropRow(rows, key);
      }
    }
  }

  *#arrange(list: HTMLUListElement, keys: readonly RowKey[]): Generator<Row, void> {
    const { host, parent, rows } = this.#place;
    let before: Element | null = list.firstElementChild;
    // Every change of the page costs by what stands on it already: many rows are put in at once.
    const batch = document.createDocumentFragment();
    this.#batch = [list, batch];
    let due = firstScreen;
    for (const key of keys) {
      let row = rows.get(key);
      if (rows.size >= due) {
        list.append(batch);
        due = rows.size + Math.min(largestBatch, Math.max(batchSize, rows.size));
      }
      if (row?.item === before) {
        before = before.nextElementSibling;
        continue;
      }
      if (row) {
        list.append(batch);
        // A node that has the focus, or a picture that is loading, does not like to be moved.
        list.insertBefore(row.item, before);
        continue;
      }
      row = new Row(key, host);
      rows.set(key, row);
      if (before || parent) list.insertBefore(row.item, before);
      else batch.append(row.item);
      yield row;
    }
    list.append(batch);
    this.#batch = null;
  }
}

/** Forgets a row and everything below it. */
function dropRow(rows: Map<RowKey, Row>, key: RowKey): void {
  const row = rows.get(key);
  if (!row) return;
  rows.delete(key);
  for (const item of row.item.querySelectorAll<HTMLElement>('li[data-key]')) {
    rows.delete(item.dataset.key ?? '');
  }
}

/** "Show N new comments" or "Show N new replies". */
function newsTemplate(view: ListView, { t }: ThreadHost, isTop: boolean) {
  if (view.held === 0) return nothing;
  const text = isTop
    ? t('showNewComments', { count: view.held })
    : t('showNewReplies', { count: view.held });
  return html`<button
    type="button"
    class=${isTop ? 'btn' : 'txt accent'}
    part="new-button"
    data-act="news"
  >
    ${text}
  </button>`;
}

/** Below the replies of a comment. */
function repliesTemplate(view: ListView, host: ThreadHost): TemplateResult | typeof nothing {
  const { t } = host;
  if (view.isClosed) return html`${newsTemplate(view, host, false)}`;
  if (view.remaining === 0 && view.held === 0 && !view.failure) return nothing;
  return html`${
    view.remaining > 0
      ? html`<button
          type="button"
          class="txt accent"
          part="more-button more-replies"
          data-act="more"
          aria-busy=${view.isLoading}
        >
          ${t('showMoreReplies', { count: view.remaining })}
        </button>`
      : nothing
  }${newsTemplate(view, host, false)}${failedTemplate(view, host)}`;
}

/** Below the top level. */
function pageTemplate(view: ListView, host: ThreadHost): TemplateResult | typeof nothing {
  if (view.remaining === 0 && !view.failure) return nothing;
  return html`${failedTemplate(view, host)}${
    view.remaining > 0
      ? html`<button
          type="button"
          class="btn"
          part="more-button more-comments"
          data-act="more"
          aria-busy=${view.isLoading}
        >
          ${host.t('loadMoreComments')}
        </button>`
      : nothing
  }`;
}

function failedTemplate(view: ListView, { t }: ThreadHost): TemplateResult | typeof nothing {
  if (!view.failure) return nothing;
  return html`<div class="note error" part="list-error" role="alert">
    <span>${t.failure(view.failure, 'load')}</span>
  </div>`;
}
