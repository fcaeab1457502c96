/**
 * What happens when the visitor acts: one chunk with the session's commands, loaded once the first
 * comments are painted. Everything in it may move the focus; nothing in it draws.
 */
import type { Failure } from '../core/index.js';
import { bodyAction } from '../html/index.js';
import { fullTexts, type FullTexts } from '../i18n/full-texts.js';
import type { Texts } from '../i18n/index.js';
import * as acts from '../session/acts.js';
import type { Context, Session, SessionEvents, SwitchKind } from '../session/index.js';
import { revealHeld, type Draft, type RowKey } from '../store/index.js';
import type { Announcer } from './announcer.js';
import { callHost, type FastCommentsEventMap } from './fast-comments-events.js';
import type { ComposerHost, FcComposer } from './fc-composer.js';
import { rowOf, type Row } from './row.js';
import type { ThreadView } from './thread-view.js';

/** The element, as far as acting needs it. */
export interface ActsHost {
  readonly instanceId: string;
  readonly session: Session;
  readonly composerHost: ComposerHost;
  readonly announcer: Announcer;
  readonly view: () => ThreadView | null;
  readonly hostLayer: () => Readonly<Record<string, unknown>>;
  readonly tell: <T extends keyof FastCommentsEventMap>(
    type: T,
    detail: FastCommentsEventMap[T]['detail'],
  ) => boolean;
  /** Loads a part of the widget; null, and a message, if it is gone. */
  readonly load: <T>(load: () => Promise<T>) => Promise<T | null>;
  readonly rootComposer: () => FcComposer | null;
}

/** Gives texts every key: what comes up when the visitor acts, or when something fails. */
export function completeTexts(texts: Texts): void {
  fullTexts(texts);
}

/** The visitor's acts in one widget. */
export class WidgetActs {
  readonly #host: ActsHost;

  constructor(host: ActsHost) {
    this.#host = host;
  }

  get #t(): FullTexts {
    return fullTexts(this.#host.composerHost.t);
  }

  get #root(): ShadowRoot {
    return this.#host.composerHost.root;
  }

  get #context(): Context | null {
    return this.#host.session.context;
  }

  // ------------------------------------------------------------------ presses

  /** A press somewhere in the thread. */
  press(event: MouseEvent): void {
    const target = event.composedPath()[0];
    if (!(target instanceof Element)) return;
    if (target.closest('.b')) this.#pressBody(event);
    const button = target.closest<HTMLElement>('[data-act]');
    if (button) this.run(button);
  }

  /** What a control asks for. */
  run(button: HTMLElement): void {
    const row = rowOf(button);
    const { session } = this.#host;
    const act = button.dataset['act'];
    if (act === 'more') void this.#loadMore(row, button);
    else if (act === 'news') void this.#reveal(row?.view?.id ?? null);
    if (!row?.view) return;
    const { id, notice } = row.view;
    switch (act) {
      case 'up':
      case 'down':
        this.#vote(row, act === 'up' ? 1 : -1, button);
        break;
      case 'reply':
        if (id !== null && row.view.isReplying) this.closeReply(id);
        else this.#openReply(row);
        break;
      case 'toggle':
        if (id !== null) session.toggleReplies(id);
        break;
      case 'menu':
        void this.#openMenu(row, button);
        break;
      case 'time':
        toggleFullTime(button);
        break;
      case 'undo':
        this.#switch(row, notice?.kind === 'blocked' ? 'block' : 'flag', false, true);
        break;
      case 'unblock':
        this.#switch(row, 'block', false, true);
        break;
      case 'show-anyway':
      case 'dismiss':
        if (id === null) break;
        session.store.change((state) => {
          if (act === 'dismiss') state.notices.delete(id);
          else state.shownAnyway.add(id);
          state.touched.add(`row:${row.key}`);
        });
        focusArticle(row.article);
        break;
      case 'retry':
        if (this.#context) void acts.retryPost(this.#context, row.key);
        break;
      case 'discard': {
        const next = this.#neighbour(row);
        if (this.#context) acts.dropPost(this.#context, row.key);
        if (next) void this.focusRow(next);
        break;
      }
    }
  }

  #pressBody(event: MouseEvent): void {
    const action = bodyAction(event);
    const { session, tell, load } = this.#host;
    switch (action?.kind) {
      case undefined:
        break;
      case 'hashtag':
        session.filter({ hashTags: [action.tag] });
        this.#host.announcer.say(this.#t('commentsTagged', { tag: action.tag }));
        break;
      case 'image': {
        const goesOn = tell('fc-image-clicked', { src: action.src });
        if (!goesOn || session.store.state.settings.disableImageRedirect) event.preventDefault();
        break;
      }
      case 'embed':
        void load(() => import('../html/embed-frame.js')).then((chunk) => {
          const frame = chunk?.embedFrame(action.link);
          if (frame) action.link.replaceWith(frame);
        });
        break;
    }
  }

  // ------------------------------------------------------------------ writing

  /** Posts a comment; false if it was held back. */
  async post(parentId: string | null, draft: Draft): Promise<boolean> {
    return this.#context ? acts.postComment(this.#context, parentId, draft) : false;
  }

  /** Puts the cursor into the reply box of a comment, opening it. */
  async focusReply(parentId: string): Promise<void> {
    const key = await this.#host.session.reach(parentId);
    await this.#host.view()?.whenDone();
    const row = key ? this.#host.view()?.row(key) : undefined;
    if (row) this.#openReply(row);
  }

  #openReply(row: Row): void {
    const id = row.view?.id;
    if (!id) return;
    const { store } = this.#host.session;
    store.change((state) => {
      if (state.settings.useSingleReplyField) {
        for (const other of state.replyingTo) {
          state.touched.add(`row:${state.entries.get(other)?.key ?? other}`);
        }
        state.replyingTo.clear();
      }
      state.replyingTo.add(id);
      state.touched.add(`row:${row.key}`);
    });
    void (row.composer as FcComposer | null)?.focusText();
  }

  /** Closes the reply box of a comment; the button that opened it gets the focus back. */
  closeReply(parentId: string): void {
    const { store } = this.#host.session;
    const key = store.state.entries.get(parentId)?.key;
    if (key === undefined) return;
    const row = this.#host.view()?.row(key);
    const hadFocus = row?.composer?.contains(this.#root.activeElement);
    store.change((state) => {
      state.replyingTo.delete(parentId);
      state.touched.add(`row:${key}`);
    });
    if (hadFocus) row?.article?.querySelector<HTMLElement>('[data-act="reply"]')?.focus();
  }

  /** Gives a refused text back to its box. */
  async takeBack(parentId: string | null, draft: Draft, failure: Failure): Promise<void> {
    const row = this.#rowOfComment(parentId);
    if (row) this.#openReply(row);
    await Promise.resolve();
    this.composerOf(parentId)?.takeBack(draft, failure);
  }

  /** The box for replies to a comment, or the main one; null if it is not open. */
  composerOf(parentId: string | null): FcComposer | null {
    if (parentId === null) return this.#host.rootComposer();
    return (this.#rowOfComment(parentId)?.composer as FcComposer | null | undefined) ?? null;
  }

  #rowOfComment(id: string | null): Row | undefined {
    const key = id === null ? undefined : this.#host.session.store.state.entries.get(id)?.key;
    return key === undefined ? undefined : this.#host.view()?.row(key);
  }

  /** Opens the edit box of a comment in its place. */
  async openEditBox(slot: Element, commentId: string): Promise<void> {
    const chunk = await this.#host.load(() => import('./fc-edit-box.js'));
    const { session } = this.#host;
    if (!chunk || slot.firstChild || !slot.isConnected) return;
    slot.append(chunk.createEditBox(this.#host.composerHost, session, commentId));
  }

  async #delete(row: Row): Promise<void> {
    const id = row.view?.id;
    const context = this.#context;
    if (!id || !context) return;
    const dialogs = await this.#host.load(() => import('./confirm-dialog.js'));
    const t = this.#t;
    const isSure = await dialogs?.confirm(this.#host.composerHost, {
      title: t('deleteQuestion'),
      text: t('deleteExplained'),
      yes: t('delete'),
      no: t('cancel'),
    });
    if (!isSure) {
      row.article?.querySelector<HTMLElement>('[data-act="menu"]')?.focus();
      return;
    }
    const next = this.#neighbour(row);
    focusArticle(row.article);
    await acts.deleteComment(context, id);
    await this.#host.view()?.whenDone();
    if (row.item.isConnected) focusArticle(row.article);
    else if (next && !this.#root.activeElement) void this.focusRow(next);
  }

  // ------------------------------------------------------------------ votes and switches

  #vote(row: Row, direction: 1 | -1, button: HTMLElement): void {
    const { view } = row;
    if (!view?.id || !this.#context || button.getAttribute('aria-disabled') === 'true') return;
    void acts.vote(this.#context, view.id, view.vote === direction ? 0 : direction);
  }

  #switch(row: Row, kind: SwitchKind, isOn: boolean, isUndo = false): void {
    const id = row.view?.id;
    if (!id || !this.#context) return;
    void acts.setSwitch(this.#context, kind, id, isOn, isUndo);
    focusArticle(row.article);
  }

  /** Asks who the visitor is, where a vote needs to know, and votes then. */
  async askIdentity({ commentId, wish, failure }: SessionEvents['identity-needed']): Promise<void> {
    const { session, load, composerHost } = this.#host;
    if (session.canLogIn()) {
      this.logIn();
      return;
    }
    const prompts = await load(() => import('./identity-prompt.js'));
    const details = await prompts?.askIdentity(composerHost, failure);
    if (details && this.#context) await acts.vote(this.#context, commentId, wish, details);
  }

  async #openMenu(row: Row, button: HTMLElement): Promise<void> {
    const menus = await this.#host.load(() => import('./row-menu.js'));
    menus?.openRowMenu(this.#host.composerHost, row, button, {
      switch: (kind, isOn) => this.#switch(row, kind, isOn),
      edit: () => {
        const id = row.view?.id;
        if (id && this.#context) void acts.beginEdit(this.#context, id);
      },
      delete: () => void this.#delete(row),
      copyLink: () => void this.#copyLink(row),
    });
  }

  async #copyLink(row: Row): Promise<void> {
    const { announcer, composerHost, hostLayer, load, session } = this.#host;
    const entry = session.store.state.entries.get(row.view?.id ?? '');
    if (!entry) return;
    const url = new URL(location.href);
    url.hash = `fast-comments-jt=${entry.id}`;
    const own = callHost(hostLayer(), 'permalink', [entry.data]);
    const link = typeof own === 'string' ? own : url.href;
    try {
      await navigator.clipboard.writeText(link);
      announcer.say(this.#t('linkCopied'));
    } catch {
      const dialogs = await load(() => import('./confirm-dialog.js'));
      await dialogs?.showText(composerHost, this.#t('copyLink'), link);
    }
  }

  // ------------------------------------------------------------------ who one is

  /** Logs in: by the host's address, or its callback. A listener of `fc-login` can take over. */
  logIn(): void {
    const { instanceId, session, tell } = this.#host;
    if (!tell('fc-login', {})) return;
    const sso = session.context?.sso();
    if (sso?.loginURL) location.assign(sso.loginURL);
    else sso?.loginCallback?.(instanceId);
  }

  /** Logs out, unless a listener of `fc-logout` takes over. */
  async logOut(): Promise<void> {
    const { instanceId, session, tell } = this.#host;
    if (!tell('fc-logout', {}) || !this.#context) return;
    const isOut = await acts.logout(this.#context, instanceId, (url) => location.assign(url));
    if (isOut) session.restartLoggedOut();
  }

  /** Opens the menu under the visitor's name. */
  async openUserMenu(button: HTMLElement): Promise<void> {
    const menus = await this.#host.load(() => import('./user-menu.js'));
    menus?.openUserMenu(this.#host.composerHost, button, {
      logout: this.#host.session.canLogOut() ? () => void this.logOut() : undefined,
    });
  }

  /** Opens the list of notifications. */
  async openNotifications(button: HTMLElement): Promise<void> {
    const dialogs = await this.#host.load(() => import('./fast-comments-notifications.js'));
    await dialogs?.openNotifications(this.#host.composerHost, this.#host.session, button);
  }

  // ------------------------------------------------------------------ moving about

  async #loadMore(row: Row | undefined, button: HTMLElement): Promise<void> {
    const { announcer, session, view } = this.#host;
    if (button.getAttribute('aria-busy') === 'true') return;
    const hadFocus = this.#root.activeElement === button;
    const added = await session.loadMore(row?.view?.id ?? null);
    await view()?.whenDone();
    if (added.length > 0) announcer.say(this.#t('commentsLoaded', { count: added.length }));
    const active = this.#root.activeElement;
    if (!hadFocus || (active !== null && active !== button)) return;
    const first = this.#rowOfComment(added[0] ?? null);
    if (first) focusArticle(first.article, true);
  }

  async #reveal(parentId: string | null): Promise<void> {
    const { session, view } = this.#host;
    const shown = session.store.change((state) => revealHeld(state, parentId));
    await view()?.whenDone();
    const isOnTop = session.store.state.direction !== 'OF' && parentId === null;
    const first = this.#rowOfComment((isOnTop ? shown.at(-1) : shown[0]) ?? null);
    if (first) focusArticle(first.article, true);
  }

  /** Brings a comment into view, loading and opening what leads to it. */
  async scrollTo(id: string): Promise<boolean> {
    const { announcer, session, view } = this.#host;
    const key = await session.reach(id);
    await view()?.whenDone();
    const article = key ? view()?.row(key)?.article : null;
    if (!article) {
      announcer.say(this.#t('commentNotFound'));
      return false;
    }
    article.scrollIntoView({ block: 'center' });
    article.classList.add('target');
    setTimeout(() => article.classList.remove('target'), 4000);
    focusArticle(article, true);
    return true;
  }

  /** Gives a row the focus once it stands on the page. */
  async focusRow(key: RowKey): Promise<void> {
    await this.#host.view()?.whenDone();
    const article = this.#host.view()?.row(key)?.article;
    if (!article) return;
    focusArticle(article, true);
    article.scrollIntoView({ block: 'nearest' });
  }

  /** The row that gets the focus when one is taken out: the next on the page, else the one before. */
  #neighbour(row: Row): string | null {
    const items = [...this.#root.querySelectorAll<HTMLElement>('li[data-key]')];
    const index = items.indexOf(row.item);
    const next = items.slice(index + 1).find((item) => !row.item.contains(item));
    return (next ?? items[index - 1])?.dataset['key'] ?? null;
  }
}

function focusArticle(article: HTMLElement | null | undefined, preventScroll = true): void {
  if (!article) return;
  article.tabIndex = -1;
  article.focus({ preventScroll });
}

/** Shows a row's whole date instead of the relative one, and back: without hover, for everybody. */
function toggleFullTime(button: HTMLElement): void {
  const time = button.querySelector('time');
  const node = [...(time?.childNodes ?? [])].find((child) => child.nodeType === Node.TEXT_NODE);
  if (!time || !node) return;
  const short = time.dataset['full'];
  if (short === undefined) {
    time.dataset['full'] = node.nodeValue ?? '';
    node.nodeValue = time.title;
  } else {
    node.nodeValue = short;
    delete time.dataset['full'];
  }
}
