/**
 * What happens when the visitor acts: one chunk with the session's commands, loaded once the first
 * comments are painted. Everything in it may move the focus; nothing in it draws. Longer than a file should
 * be: it is the one place where a press, a key and the address become acts, and they share its state.
 */
import type { ReactiveElement } from 'lit';
import type { Stop } from '../core/index.js';
import { bodyAction } from '../html/body-action.js';
import { customSheet } from '../html/custom-css.js';
import { decorateBody, fullDecorator } from '../html/decorate.js';
import { provideDecorator } from '../html/decoration.js';
import { isPurifierReady, loadPurifier, sanitise } from '../html/index.js';
import { wideList } from '../html/wide-list.js';
import { fullTexts, type FullTexts } from '../i18n/full-texts.js';
import type { Texts } from '../i18n/index.js';
import * as acts from '../session/acts.js';
import type { Context, Session, SessionEvents } from '../session/index.js';
import type { SwitchKind } from '../session/switches.js';
import { revealHeld } from '../store/changes.js';
import { heldCount, type Draft, type RowKey } from '../store/index.js';
import { adoptCustom, adoptSheet } from '../theme/index.js';
import { watchScheme } from '../theme/watch-scheme.js';
import laterSheet from '../theme/later.css?inline';
import { Announcer } from './announcer.js';
import { noticesTemplate, peopleTemplate, toolsTemplate } from './chrome-late.js';
import type { WidgetConfig } from './configured-element.js';
import { inSlices } from './in-slices.js';
import { late } from './late.js';
import { loadPart } from './fast-comments-load.js';
import { loadWhenNear } from './load-when-near.js';
import { reserveHeight } from './reserve-height.js';
import { actingPorts } from './fast-comments-acting-ports.js';
import { storage } from './fast-comments-ports.js';
import { callBack, tellHost } from './fast-comments-callbacks.js';
import { callHost, type FastCommentsEventMap } from './fast-comments-events.js';
import { furnishAuthor, profileOf } from './fast-comments-profile.js';
import { askHost } from './fast-comments-submit.js';
import { FcComposer, type ComposerHost } from './fc-composer.js';
import { failedPostTemplate, refusalTemplate } from './row-late.js';
import { rowOf, type Row } from './row.js';
import type { ThreadHost } from './thread-host.js';
import type { ThreadView } from './thread-view.js';
import type { Times } from './times.js';

/** The element, as far as acting needs it. */
export interface ActsHost extends Omit<ThreadHost, 't'> {
  readonly texts: () => Texts;
  readonly element: ReactiveElement;
  readonly instanceId: string;
  readonly session: Session;
  readonly view: () => ThreadView | null;
  readonly hostLayer: () => Readonly<Record<string, unknown>>;
  readonly jump: (id: string) => void;
}

/**
 * Gives texts every key: what comes up when the visitor acts, or when something fails. Where a widget
 * asks for it, what is wrong with its page is said.
 */
export function completeTexts(
  texts: Texts,
  widget?: Element & { readonly debug?: boolean | undefined; readonly config?: unknown },
): void {
  fullTexts(texts);
  const isWanted = widget?.debug ?? (widget?.config as WidgetConfig | undefined)?.debug;
  if (widget && isWanted) {
    void import('./fast-comments-doctor.js')
      .then(({ sayFindings }) => sayFindings(widget))
      .catch(() => undefined);
  }
}

/** Erases everything kept on this device, where no thread was opened yet. */
export function forgetDevice(): void {
  acts.eraseKept(storage);
}

provideDecorator(fullDecorator);
Object.assign(late, {
  failed: failedPostTemplate,
  notices: noticesTemplate,
  people: peopleTemplate,
  refusal: refusalTemplate,
  tools: toolsTemplate,
  dress: (root: ShadowRoot) => adoptSheet(root, laterSheet),
  callBack,
});

/** What makes a button of the sum of votes. */
const voterButton = { tabindex: '0', 'aria-haspopup': 'dialog', 'data-act': 'voters' } as const;

/** The visitor's acts in one widget. */
export class WidgetActs {
  /** What the boxes need. */
  readonly host: ComposerHost;
  readonly #host: ActsHost;
  readonly #announcer = new Announcer((isAlert) =>
    this.#root.querySelector(isAlert ? '.alerts' : '.status'),
  );
  readonly #stops: Stop[] = [];
  /** Whether frames are let through, or about to be. */
  #hasFrames = false;
  #css = '';
  #header = '';
  #extras: Context | null = null;
  #end: Element | null = null;
  #stopLoading: Stop | null = null;
  #giveBack: Stop | null = null;

  constructor(given: ActsHost) {
    this.#host = given;
    given.session.equip(actingPorts);
    const { bodyOptions, root, store, times } = given;
    this.host = {
      bodyOptions,
      root,
      store,
      times,
      get t() {
        return given.texts();
      },
      post: (parentId, draft) => this.#post(parentId, draft),
      readDraft: (box) => (this.#context ? acts.readDraft(this.#context, box) : null),
      writeDraft: (box, content) => {
        if (this.#context) acts.keepDraft(this.#context, box, content);
      },
      needs: () => (this.#context ? acts.needsOf(this.#context) : { name: false, email: false }),
      closeReply: (parentId) => this.closeReply(parentId),
      equip: async (composer) => {
        const tools = await this.#load(() => import('./fast-comments-tools.js'));
        return tools?.equipComposer(composer, given.session) ?? null;
      },
    };
  }

  get #t(): FullTexts {
    return fullTexts(this.host.t);
  }

  get #root(): ShadowRoot {
    return this.#host.root;
  }

  get #context(): Context | null {
    return this.#host.session.context;
  }

  // ------------------------------------------------------------------ life

  /** Brings the boxes to life, and the rows that were drawn before. */
  start(): void {
    adoptSheet(this.#root, laterSheet);
    if (!customElements.get('fc-composer')) customElements.define('fc-composer', FcComposer);
    const furnish = (row: Row) => {
      row.redecorate(decorateBody);
      this.furnish(row);
    };
    const rows = [...(this.#host.view()?.rows() ?? [])];
    const isOpen = ({ view }: Row) => Boolean(view?.isReplying || view?.edit);
    rows.filter(isOpen).forEach(furnish);
    // Those on the screen first; that the acts begin was work enough for this turn.
    const others = rows.filter((row) => !isOpen(row));
    others.sort((one, other) => Number(other.isVisible) - Number(one.isVisible));
    this.#stops.push(inSlices(others, furnish));
    this.updated();
    const { element } = this.#host;
    this.#stops.push(
      watchScheme(() => {
        element.requestUpdate();
      }),
      listenTo(globalThis, 'hashchange', () => {
        const id = hashTarget();
        if (id !== null) this.#host.jump(id);
      }),
      listenTo(this.#root, 'keydown', (event) => {
        const { key, target } = event as KeyboardEvent;
        if (!(target as Element).matches('[role="button"][data-act]') || !/^(Enter| )$/.test(key))
          return;
        event.preventDefault();
        (target as HTMLElement).click();
      }),
      // Find-in-page is about to show what a closed branch hides.
      listenTo(this.#root, 'beforematch', (event) => {
        const view = rowOf(event.target as Element)?.view;
        if (view?.areRepliesClosed && view.id !== null) this.#toggle(view.id);
      }),
    );
  }

  /** The thread was left. */
  stop(): void {
    this.#announcer.stop();
    this.#loadWhenNear(false);
    this.#giveBack?.();
    for (const stop of this.#stops.splice(0)) stop();
  }

  /** Settings may have changed: the host's style sheet and header. */
  updated(): void {
    this.#showExtras();
    const { settings } = this.#host.session.store.state;
    const { customCSS = '', headerHTML = '' } = settings;
    const frame = this.#root.querySelector('.fc');
    frame?.toggleAttribute('data-single-line', Boolean(settings.useSingleLineCommentInput));
    frame?.toggleAttribute('data-resizable', Boolean(settings.enableResizeHandle));
    this.#loadWhenNear(Boolean(settings.enableInfiniteScrolling));
    if (settings.allowEmbeds) void this.#showFrames();
    if (customCSS !== this.#css) {
      this.#css = customCSS;
      adoptCustom(this.#root, customCSS ? customSheet(customCSS) : null);
    }
    const header = this.#root.querySelector<HTMLElement>('.header-html');
    if (headerHTML === this.#header || !header) return;
    if (!isPurifierReady()) {
      void loadPurifier().then(() => this.#context && this.updated());
      return;
    }
    this.#header = headerHTML;
    header.hidden = headerHTML === '';
    header.replaceChildren(sanitise(headerHTML, { ...this.host.bodyOptions(''), wide: wideList }));
  }

  /** Loads what lets frames through, and gives the bodies that stand already their frames. */
  async #showFrames(): Promise<void> {
    if (this.#hasFrames) return;
    this.#hasFrames = true;
    const isThere = await loadPart(this.#host.session, async () => {
      if (!(await loadPurifier())) throw new Error('what makes frames safe is missing');
      return true;
    });
    if (!isThere || !this.#context) return;
    const rows = [...(this.#host.view()?.rows() ?? [])];
    this.#stops.push(inSlices(rows, (row) => row.sanitiseFrames()));
  }

  /** Loads the next page before its button is reached, as long as that is wanted. */
  #loadWhenNear(isWanted: boolean): void {
    const end = isWanted ? this.#root.querySelector('.thread > .more') : null;
    if (end === this.#end) return;
    this.#end = end;
    this.#stopLoading?.();
    this.#stopLoading = end && loadWhenNear(end, (button) => this.#loadMore(undefined, button));
  }

  /** Keeps the height while the thread is fetched anew; to be called right before that. */
  holdHeight(): void {
    const frame = this.#root.querySelector<HTMLElement>('.fc');
    const { store } = this.#host.session;
    if (!frame) return;
    const whenRead = async () => {
      // The fetch begins when this returns.
      await Promise.resolve();
      if (store.state.phase !== 'loading') return;
      await new Promise<void>((resolve) => {
        const stop = store.listen(() => {
          if (store.state.phase === 'loading') return;
          stop();
          resolve();
        });
      });
    };
    const done = whenRead()
      .then(() => this.#host.element.updateComplete)
      .then(() => this.#host.view()?.whenDone());
    this.#giveBack = reserveHeight(frame, done);
  }

  /** What only some threads have above or beside them, once their comments stand. */
  #showExtras(): void {
    const { context, store } = this.#host.session;
    const { phase, settings } = store.state;
    const isWanted = settings.pageReactConfig || settings.usersListLocation;
    if (!context || context === this.#extras || phase !== 'ready' || !isWanted) return;
    this.#extras = context;
    void this.#load(() => import('./fast-comments-extras.js')).then((chunk) => {
      chunk?.showExtras(this.host, this.#host.session);
    });
  }

  /** Says now and then how many live comments wait. */
  noteArrivals(): void {
    this.#announcer.noteArrivals(heldCount(this.host.store.state, null), (count) =>
      this.#t('newCommentsArrived', { count }),
    );
  }

  /** Goes to the comment, the page or the hashtag that the host or the address names. */
  async jumpAtStart(): Promise<void> {
    const { session } = this.#host;
    const { jumpToHashTag, jumpToId, startingPage = 0 } = session.store.state.settings;
    const id = jumpToId || hashTarget();
    if (id) this.#host.jump(id);
    else if (jumpToHashTag) this.#showTag(jumpToHashTag.replace(/^#/, ''));
    const context = this.#context;
    // A tree begins with its first page; -1 is reached when there is no more.
    for (let page = 0; page !== startingPage && context && context === this.#context; page++) {
      if (!session.store.state.root.hasMore) return;
      if ((await acts.loadMore(context, null)).length === 0) return;
    }
  }

  /** Shows the comments with a hashtag. */
  #showTag(tag: string): void {
    this.holdHeight();
    this.#host.session.filter({ hashTags: [tag] });
    this.#announcer.say(this.#t('commentsTagged', { tag }));
  }

  /** Loads a part that is rarely needed; if it is gone (a deploy), says so instead of failing. */
  async #load<T>(load: () => Promise<T>): Promise<T | null> {
    for (const wait of [0, 500]) {
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      try {
        return await load();
      } catch {
        // Once more, then it is said.
      }
    }
    this.#announcer.say(this.#t('errorPart'), true);
    this.#tell('fc-error', {
      code: 'part-missing',
      operation: 'import',
      retryable: true,
      message: 'a part of the widget could not be loaded; reloading the page mends it',
    });
    return null;
  }

  /** The first comments stand: live, tabs, the outbox. */
  begin(): void {
    const { session } = this.#host;
    if (session.context) session.endWith(acts.begin(session.context, session.live));
  }

  /** Gives the texts of another language every key too. */
  completeTexts(): void {
    fullTexts(this.host.t);
  }

  /** Opens the reply boxes again in which something was being written. */
  reopenReplies(): void {
    if (this.#context) acts.reopenReplies(this.#context);
  }

  /** Erases everything kept on this device. */
  forget(): void {
    if (this.#context) acts.forget(this.#context);
  }

  /** What the session tells and is not for the host; returns whether it was. */
  hear<T extends keyof SessionEvents>(type: T, detail: SessionEvents[T]): boolean {
    const told = { type, detail } as {
      [K in keyof SessionEvents]: { readonly type: K; readonly detail: SessionEvents[K] };
    }[keyof SessionEvents];
    switch (told.type) {
      case 'announce': {
        const { key, text = '', params, isAlert } = told.detail;
        const t = this.#t as Texts<string>;
        this.#announcer.say(key === undefined ? text : t(key, params), isAlert);
        return true;
      }
      case 'focus':
        void this.focusRow(told.detail.key);
        return true;
      case 'identity-needed':
        void this.#askIdentity(told.detail);
        return true;
      case 'post-returned':
        void this.#takeBack(told.detail);
        return true;
      case 'draft-changed':
        this.#composerOf(told.detail.parentId)?.takeDraft(told.detail.draft);
        return true;
      default:
        return false;
    }
  }

  /** Where the thread names its voters, the sum of votes opens their names. */
  #furnishVotes({ article, view }: Row): void {
    const sum = article?.querySelector('.sum');
    if (!sum || !view || !this.#host.session.store.state.settings.enableVoteList) return;
    const isButton = view.votesUp + view.votesDown > 0;
    // A row that was drawn anew and shows the same is left alone.
    if (isButton === sum.hasAttribute('data-act')) return;
    sum.setAttribute('role', isButton ? 'button' : 'img');
    for (const [name, value] of Object.entries(voterButton)) {
      if (isButton) sum.setAttribute(name, value);
      else sum.removeAttribute(name);
    }
  }

  /** Puts into a row that was just drawn what comes late: the boxes (reply, edit), the whole date. */
  furnish(row: Row): void {
    const { view } = row;
    if (view?.id == null) return;
    this.#furnishVotes(row);
    furnishTime(row, this.host.times);
    furnishAuthor(this.host.store.state, row);
    if (view.isReplying && !row.composer) {
      const composer = document.createElement('fc-composer');
      composer.parentId = view.id;
      composer.replyTo = view.name;
      composer.host = this.host;
      row.composer = composer;
      row.article?.after(composer);
    } else if (!view.isReplying && row.composer) {
      row.composer.remove();
      row.composer = null;
    }
    const slot = view.edit ? row.article?.querySelector('.edit-slot') : null;
    if (slot && !slot.firstChild) void this.#openEditBox(slot, view.id);
  }

  /** A control outside the rows was pressed. */
  open(act: string, control: HTMLElement): void {
    if (act === 'log-in') this.logIn();
    else if (act === 'user') void this.#openUserMenu(control);
    else if (act === 'bell') void this.#openNotifications(control);
    else if (act === 'skip') {
      focusArticle(this.#root.querySelector<HTMLElement>('.thread article'), false);
    } else if (act === 'skip-to-composer') {
      this.#root.querySelector<HTMLElement>('.root textarea, .root button')?.focus();
    } else if (act === 'skip-past') {
      // The last thing in the widget: the next one is what follows it on the page.
      focusArticle(this.#root.querySelector<HTMLElement>('.overlays'), false);
    }
  }

  #tell<T extends keyof FastCommentsEventMap>(
    type: T,
    detail: FastCommentsEventMap[T]['detail'],
  ): boolean {
    return tellHost(this.#host.element, this.#host.hostLayer(), type, detail);
  }

  #toggle(id: string): void {
    if (this.#context) acts.toggleReplies(this.#context, id);
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
    const { act = '' } = button.dataset;
    if (act === 'more') void this.#loadMore(row, button);
    if (act === 'news') void this.#reveal(row?.view?.id ?? null);
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
        if (id !== null) this.#toggle(id);
        break;
      case 'menu':
        void this.#openMenu(row, button);
        break;
      case 'time':
        toggleFullTime(button, this.host.times);
        break;
      case 'avatar':
      case 'profile':
        this.#openProfile(row);
        break;
      case 'voters':
        void this.#openVoters(row, button);
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
      case 'edit-post':
        if (this.#context) void acts.editPost(this.#context, row.key);
        break;
      case 'discard': {
        const next = this.#neighbour(row);
        if (this.#context) acts.dropPost(this.#context, row.key);
        if (next) void this.focusRow(next);
        break;
      }
    }
  }

  #openProfile(row: Row): void {
    const detail = profileOf(this.host.store.state, row);
    if (detail) this.#tell('fc-open-profile', detail);
  }

  #pressBody(event: MouseEvent): void {
    const action = bodyAction(event);
    const { session } = this.#host;
    switch (action?.kind) {
      case undefined:
        break;
      case 'hashtag':
        this.#showTag(action.tag);
        break;
      case 'image': {
        const goesOn = this.#tell('fc-image-clicked', { src: action.src });
        if (!goesOn || session.store.state.settings.disableImageRedirect) event.preventDefault();
        break;
      }
      case 'embed':
        void this.#load(() => import('../html/embed-frame.js')).then((chunk) => {
          const frame = chunk?.embedFrame(action.link);
          if (frame) action.link.replaceWith(frame);
        });
        break;
    }
  }

  // ------------------------------------------------------------------ writing

  async #post(parentId: string | null, draft: Draft): Promise<boolean> {
    const { element, hostLayer } = this.#host;
    if (!this.#context) return false;
    return acts.postComment(this.#context, parentId, draft, (comment) =>
      askHost(element, hostLayer(), comment),
    );
  }

  /** Puts the cursor into the reply box of a comment, opening it. */
  async focusReply(parentId: string): Promise<void> {
    const key = this.#context && (await acts.findWay(this.#context, parentId));
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
  async #takeBack({ parentId, draft, failure }: SessionEvents['post-returned']): Promise<void> {
    const row = this.#rowOfComment(parentId);
    if (row) this.#openReply(row);
    await Promise.resolve();
    this.#composerOf(parentId)?.takeBack(draft, failure);
  }

  /** The box for replies to a comment, or the main one; null if it is not open. */
  #composerOf(parentId: string | null): FcComposer | null {
    if (parentId === null) return this.#root.querySelector<FcComposer>('fc-composer.root');
    return (this.#rowOfComment(parentId)?.composer as FcComposer | null | undefined) ?? null;
  }

  #rowOfComment(id: string | null): Row | undefined {
    const key = id === null ? undefined : this.#host.session.store.state.entries.get(id)?.key;
    return key === undefined ? undefined : this.#host.view()?.row(key);
  }

  async #openEditBox(slot: Element, commentId: string): Promise<void> {
    const chunk = await this.#load(() => import('./fc-edit-box.js'));
    if (!chunk || slot.firstChild || !slot.isConnected) return;
    /** Closes the box; if it had the focus, that goes to the comment or to the menu it was opened by. */
    const close = (run: (context: Context) => void, goesTo: 'article' | '[data-act="menu"]') => {
      const hadFocus = slot.contains(this.#root.activeElement);
      if (this.#context) run(this.#context);
      const article = this.#rowOfComment(commentId)?.article;
      if (!hadFocus || !article) return;
      if (goesTo === 'article') focusArticle(article);
      else article.querySelector<HTMLElement>(goesTo)?.focus();
    };
    const box = chunk.createEditBox(
      this.host,
      {
        save: (id, text, mentions) => {
          close((context) => void acts.saveEdit(context, id, text, mentions), 'article');
        },
        cancel: (id) => {
          close((context) => acts.cancelEdit(context, id), '[data-act="menu"]');
        },
      },
      commentId,
    );
    slot.append(box);
  }

  async #delete(row: Row): Promise<void> {
    const id = row.view?.id;
    const context = this.#context;
    if (!id || !context) return;
    const dialogs = await this.#load(() => import('./confirm-dialog.js'));
    const t = this.#t;
    const isSure = await dialogs?.confirm(this.host, {
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
  async #askIdentity({
    commentId,
    wish,
    failure,
  }: SessionEvents['identity-needed']): Promise<void> {
    const { session } = this.#host;
    if (session.canLogIn()) {
      this.logIn();
      return;
    }
    const prompts = await this.#load(() => import('./identity-prompt.js'));
    const details = await prompts?.askIdentity(this.host, failure);
    if (details && this.#context) await acts.vote(this.#context, commentId, wish, details);
  }

  async #openVoters(row: Row, button: HTMLElement): Promise<void> {
    const { view } = row;
    if (!view?.id) return;
    const { id, votesDown: down, votesUp: up } = view;
    const lists = await this.#load(() => import('./fast-comments-voters.js'));
    lists?.openVoters(this.host, this.#host.session, button, { id, up, down });
  }

  async #openMenu(row: Row, button: HTMLElement): Promise<void> {
    const menus = await this.#load(() => import('./row-menu.js'));
    menus?.openRowMenu(this.host, row, button, {
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
    const announcer = this.#announcer;
    const { hostLayer, session } = this.#host;
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
      const dialogs = await this.#load(() => import('./confirm-dialog.js'));
      await dialogs?.showText(this.host, this.#t('copyLink'), link);
    }
  }

  // ------------------------------------------------------------------ who one is

  /** Logs in: by the host's address, or its callback. A listener of `fc-login` can take over. */
  logIn(): void {
    const { instanceId, session } = this.#host;
    if (!this.#tell('fc-login', {})) return;
    const sso = session.context?.sso();
    if (sso?.loginURL) location.assign(sso.loginURL);
    else sso?.loginCallback?.(instanceId);
  }

  /** Logs out, unless a listener of `fc-logout` takes over. */
  async logOut(): Promise<void> {
    const { instanceId, session } = this.#host;
    if (!this.#tell('fc-logout', {}) || !this.#context) return;
    const isOut = await acts.logout(this.#context, instanceId, (url) => location.assign(url));
    if (isOut) acts.restartLoggedOut(session);
  }

  async #openUserMenu(button: HTMLElement): Promise<void> {
    const menus = await this.#load(() => import('./user-menu.js'));
    menus?.openUserMenu(this.host, button, {
      logout: this.#context && acts.canLogOut(this.#context) ? () => void this.logOut() : undefined,
    });
  }

  async #openNotifications(button: HTMLElement): Promise<void> {
    const dialogs = await this.#load(() => import('./fast-comments-notifications.js'));
    dialogs?.openNotifications(this.host, this.#host.session, button, (id) => this.scrollTo(id));
  }

  // ------------------------------------------------------------------ moving about

  async #loadMore(row: Row | undefined, button: HTMLElement): Promise<void> {
    const announcer = this.#announcer;
    const { view } = this.#host;
    if (!this.#context || button.getAttribute('aria-busy') === 'true') return;
    const hadFocus = this.#root.activeElement === button;
    const added = await acts.loadMore(this.#context, row?.view?.id ?? null);
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
    const announcer = this.#announcer;
    const { element, view } = this.#host;
    const key = this.#context && (await acts.findWay(this.#context, id));
    if (key)
      this.#root.querySelector<HTMLElement>('[data-act="fold"][aria-expanded="false"]')?.click();
    await element.updateComplete;
    await view()?.whenDone();
    const article = key ? view()?.row(key)?.article : null;
    if (!article) {
      announcer.say(this.#t('commentNotFound'));
      return false;
    }
    await bringIntoView(article, 'center');
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
    await bringIntoView(article, 'nearest');
  }

  /** The row that gets the focus when one is taken out: the next on the page, else the one before. */
  #neighbour(row: Row): string | null {
    const items = [...this.#root.querySelectorAll<HTMLElement>('li[data-key]')];
    const index = items.indexOf(row.item);
    const next = items.slice(index + 1).find((item) => !row.item.contains(item));
    return (next ?? items[index - 1])?.dataset.key ?? null;
  }
}

/** Frames for which something that moves away is followed. */
const mostFrames = 12;

/**
 * Scrolls to an element. Rows that come near are laid out only then, and may be higher or lower than
 * was guessed: it is scrolled to again until it stays where it is.
 */
async function bringIntoView(element: HTMLElement, block: ScrollLogicalPosition): Promise<void> {
  const top = () => element.getBoundingClientRect().top;
  for (let frame = 0; frame < mostFrames; frame++) {
    element.scrollIntoView({ block, behavior: frame === 0 ? 'auto' : 'instant' });
    const before = top();
    // In a hidden page there are no frames.
    await new Promise((resolve) => {
      requestAnimationFrame(() => setTimeout(resolve));
      setTimeout(resolve, 100);
    });
    if (frame > 0 && Math.abs(top() - before) < 1) return;
  }
}

function focusArticle(article: HTMLElement | null | undefined, preventScroll = true): void {
  if (!article) return;
  article.tabIndex = -1;
  article.focus({ preventScroll });
}

/** The whole date for who points at a row's time. Off the screen it would cost and nobody see it. */
function furnishTime({ view, wasSeen, article }: Row, times: Times): void {
  const time = wasSeen && view?.date != null ? article?.querySelector('time') : null;
  const full = time && view?.date != null ? times.full(view.date) : '';
  if (time && time.title !== full) time.title = full;
}

/** Shows a row's whole date instead of the relative one, and back: without hover, for everybody. */
function toggleFullTime(button: HTMLElement, times: Times): void {
  const time = button.querySelector('time');
  const node = [...(time?.childNodes ?? [])].find((child) => child.nodeType === Node.TEXT_NODE);
  if (!time || !node) return;
  const short = time.dataset.full;
  if (short === undefined) {
    time.dataset.full = node.nodeValue ?? '';
    node.nodeValue = times.full(Date.parse(time.dateTime));
  } else {
    node.nodeValue = short;
    delete time.dataset.full;
  }
}

/** The comment an address points to: `#fast-comments-jt=<id>`. */
function hashTarget(): string | null {
  const match = /fast-comments-jt=([^&]+)/.exec(location.hash);
  const id = match?.[1];
  if (!id) return null;
  try {
    return decodeURIComponent(id);
  } catch {
    // Anybody can write an address.
    return id;
  }
}

function listenTo(target: EventTarget, type: string, hear: (event: Event) => void): Stop {
  target.addEventListener(type, hear);
  return () => target.removeEventListener(type, hear);
}
