/**
 * One row: a list item that draws one comment and holds the list of its replies. It is drawn anew
 * only when its own comment changes; its body is filled apart from the template, sanitised when it
 * comes near the screen, and plain text until then.
 */
import { decorator, isPlain, plainText, sanitise, type SanitiseOptions } from '../html/index.js';
import { viewRow, type RowKey, type RowView } from '../store/index.js';
import type { List } from './list.js';
import { make, patch } from './patch.js';
import { bodyKind, rowSpec, type BodyKind, type RowStage } from './row-template.js';
import type { ThreadHost } from './thread-host.js';

/** Text that may hold a name or a tag. */
const marked = /[@#]/;

/** Rows by their list item, for delegated events. */
const rows = new WeakMap<Element, Row>();

/** The row of a list item. */
export function rowAt(item: Element | null): Row | undefined {
  return item ? rows.get(item) : undefined;
}

/** The row an element stands in. */
export function rowOf(element: Element): Row | undefined {
  return rowAt(element.closest('li[data-key]'));
}

/** A comment's list item. */
export class Row {
  readonly key: RowKey;
  readonly item: HTMLLIElement;
  readonly #host: ThreadHost;
  /** Its replies, once there are any. */
  list: List | null = null;
  /** The box in which a reply is written, while it is open. */
  composer: HTMLElement | null = null;
  /** The box in which the comment is edited, while it is open. */
  editor: HTMLElement | null = null;
  #view: RowView | null = null;
  /** What the body shows now, to leave it alone while that stays the same. */
  #kind: BodyKind | null = null;
  #content = '';
  #isSanitised = true;
  /** Whether the body was sanitised before there was a decorator. */
  #isBare = false;
  isVisible = false;
  #stage: RowStage = 'text';

  constructor(key: RowKey, host: ThreadHost) {
    this.key = key;
    this.#host = host;
    this.item = document.createElement('li');
    this.item.dataset.key = key;
    rows.set(this.item, this);
  }

  /** What the row shows; null before it was drawn. */
  get view(): RowView | null {
    return this.#view;
  }

  /** The comment's article. */
  get article(): HTMLElement | null {
    return this.item.firstElementChild as HTMLElement | null;
  }

  /** Whether the body still shows plain text in place of sanitised markup. */
  get isWaiting(): boolean {
    return !this.#isSanitised;
  }

  /** Whether it was near the screen. */
  get wasSeen(): boolean {
    return this.#stage === 'seen';
  }

  /** Whether its controls are still to come. */
  get isText(): boolean {
    return this.#stage === 'text';
  }

  /**
   * Draws the row.
   *
   * @param isNear the body is sanitised at once
   * @param isText no more than its text is needed now
   */
  draw(isNear: boolean, isText = false): void {
    const view = viewRow(this.#host.store.state, this.key);
    if (!view) return;
    this.#view = view;
    if (isNear || this.isVisible) this.#stage = 'seen';
    else if (!isText && this.isText) this.#stage = 'whole';
    const spec = rowSpec(view, this.#host, this.#stage);
    const old = this.article;
    const article = old ?? make(spec);
    if (old) {
      const isTarget = old.classList.contains('target');
      patch(old, spec);
      old.classList.toggle('target', isTarget);
    }
    this.#fill(view, isNear || this.isVisible, article);
    this.tick(article);
    // Made whole before it is put in.
    if (!old) this.item.prepend(article);
  }

  /** Puts the sanitised body in the place of the plain text. */
  sanitise(): void {
    if (this.#isSanitised || this.#view?.html == null) return;
    this.#isSanitised = true;
    this.#body()?.replaceChildren(this.#sanitised(this.#view));
  }

  /** Decorates a body that was sanitised before there was a decorator. */
  redecorate(decorate: (body: Element, options: SanitiseOptions) => void): void {
    const { html, name } = this.#view ?? {};
    const body = this.#body();
    if (html == null || !body || !this.#isSanitised || !this.#isBare) return;
    this.#isBare = false;
    if (!isPlain(html) || marked.test(html)) decorate(body, this.#host.bodyOptions(name ?? ''));
  }

  /** Sanitises a body anew whose frames were left out because nothing could let them through. */
  sanitiseFrames(): void {
    if (!this.#isSanitised || !/<iframe/i.test(this.#view?.html ?? '')) return;
    this.#body()?.replaceChildren(this.#sanitised(this.#view as RowView));
  }

  /** Writes the relative time anew. */
  tick(article = this.article): void {
    const date = this.#view?.date;
    const time = article?.querySelector('time');
    if (date == null || !time || time.dataset.full) return;
    const text = this.#host.times.show(date);
    if (time.textContent !== text) time.textContent = text;
  }

  /** The row came near the screen. What it gets there it keeps. True if it has to be drawn. */
  see(): boolean {
    this.isVisible = true;
    this.sanitise();
    if (this.#stage !== 'seen') return true;
    this.tick();
    return false;
  }

  #body(article = this.article): HTMLElement | null {
    return article?.querySelector<HTMLElement>(':scope > .b[dir]') ?? null;
  }

  #fill(view: RowView, isNear: boolean, article: HTMLElement): void {
    const kind = bodyKind(view);
    if (kind !== 'html' && kind !== 'text') {
      this.#kind = null;
      this.#isSanitised = true;
      return;
    }
    const content = (kind === 'html' ? view.html : view.text) ?? '';
    if (kind === this.#kind && content === this.#content) return;
    const body = this.#body(article);
    if (!body) return;
    this.#kind = kind;
    this.#content = content;
    this.#isSanitised = true;
    this.#isBare = decorator === null;
    if (kind === 'text' || (isPlain(content) && !marked.test(content))) {
      body.textContent = content;
    } else if (isNear) {
      body.replaceChildren(this.#sanitised(view));
    } else {
      this.#isSanitised = false;
      body.textContent = plainText(content);
    }
  }

  #sanitised(view: RowView): DocumentFragment {
    this.#isBare = decorator === null;
    return sanitise(view.html ?? '', this.#host.bodyOptions(view.name));
  }
}
