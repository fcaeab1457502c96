/**
 * `<fast-comments>`: the element a page uses. It turns settings into a session and the session's
 * store into what is on the screen; what the visitor does goes to `fast-comments-acts`, a chunk of
 * its own. Longer than a file should be: it is where everything meets.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { systemClock, type Failure, type Stop } from '../core/index.js';
import { customSheet, sanitise, type SanitiseOptions } from '../html/index.js';
import { createTexts, loadTexts, type OfficialTexts, type Texts } from '../i18n/index.js';
import { missingTenant, Session, type SessionEvents } from '../session/index.js';
import { heldCount, viewList, type ThreadState } from '../store/index.js';
import { baseSheets, chooseScheme, watchScheme, type SchemeChoice } from '../theme/index.js';
import { Announcer } from './announcer.js';
import { composerTemplate, headerTemplate, noticesTemplate, type Chrome } from './chrome.js';
import { ConfiguredElement } from './configured-element.js';
import type { WidgetActs } from './fast-comments-acts.js';
import { askHost, callHost, tellHost, type FastCommentsEventMap } from './fast-comments-events.js';
import { browserPorts, pageUrlId, type WidgetTransport } from './fast-comments-ports.js';
import { FcComposer, type ComposerHost } from './fc-composer.js';
import { consentTemplate, failedTemplate, skeletonTemplate, slowTemplate } from './gate.js';
import type { Row } from './row.js';
import { ThreadView } from './thread-view.js';
import { Times } from './times.js';

/** How near the viewport a lazy widget must be to start. */
const nearMargin = '600px';

let instances = 0;

/**
 * A comment thread.
 *
 * @tag fast-comments
 */
export class FastCommentsElement extends ConfiguredElement {
  static override properties = {
    ...ConfiguredElement.properties,
    transport: { attribute: false },
  };

  /** Replaces the network: `fetch` and `openSocket` of a server in memory, for stories and tests. */
  declare transport: WidgetTransport | undefined;

  readonly #instanceId = `fast-comments-${++instances}`;
  #session: Session | null = null;
  #sessionTransport: WidgetTransport | undefined;
  #composerHost: ComposerHost | null = null;
  #view: ThreadView | null = null;
  #acts: WidgetActs | null = null;
  #loadingActs: Promise<WidgetActs | null> | null = null;
  #stops: Stop[] = [];
  #texts: Texts = createTexts({ locale: navigator.language });
  #textsKey = '';
  #hasAgreed = false;
  #isNear = false;
  #isRunning = false;
  #isFolded: boolean | null = null;
  #failure: Failure | null = null;
  #scheme: SchemeChoice = { scheme: 'light', needsGround: false };
  #header = '';
  #css = '';
  #revision = 0;
  readonly #announcer = new Announcer((isAlert) =>
    this.renderRoot.querySelector(isAlert ? '.alerts' : '.status'),
  );
  readonly #times = new Times(
    systemClock,
    () => this.#session?.store.state.serverOffset ?? null,
    () => this.#texts,
    () => {
      const { absoluteDates, absoluteAndRelativeDates } = this.#session?.store.state.settings ?? {};
      return { isAbsolute: Boolean(absoluteDates), isBoth: Boolean(absoluteAndRelativeDates) };
    },
  );

  constructor() {
    super();
    if (!customElements.get('fc-composer')) customElements.define('fc-composer', FcComposer);
  }

  /** Fetches the thread anew; what the visitor is writing stays. */
  refresh(): void {
    if (this.#session?.context) this.#session.restart();
    else this.requestUpdate();
  }

  /**
   * Brings a comment into view, loading and opening what leads to it. Resolves to false if the
   * thread does not have it.
   */
  async scrollToComment(id: string): Promise<boolean> {
    return (await (await this.#loadActs())?.scrollTo(id)) ?? false;
  }

  /** Puts the cursor into the composer, or into the reply box of a comment (opening it). */
  async focusComposer(parentId?: string): Promise<void> {
    await this.updateComplete;
    if (parentId === undefined) await this.#rootComposer()?.focusText();
    else await (await this.#loadActs())?.focusReply(parentId);
  }

  /**
   * Erases everything kept on this device: ids, keys, drafts and marks. Text standing in a box stays
   * on the screen, unsaved until it is typed in again.
   */
  forget(): void {
    this.#session?.forget();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Moving an element takes it out and puts it back in one go: that is no reason to start anew.
    queueMicrotask(() => {
      if (!this.isConnected) this.#stop();
    });
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot() as ShadowRoot;
    root.adoptedStyleSheets = baseSheets();
    return root;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.isConnected) return;
    if (changed.has('transport') && this.#sessionTransport !== this.transport) this.#stop();
    this.#start();
    this.#configure();
  }

  override render(): TemplateResult {
    const t = this.#texts;
    const state = this.#session?.store.state;
    const isKnown = state !== undefined && state.countReadAt > 0;
    return html`<section
      class=${this.#scheme.needsGround ? 'fc ground' : 'fc'}
      part="base"
      data-theme=${this.#scheme.scheme}
      dir=${t.dir}
      lang=${t.locale}
      aria-label=${t('comments')}
    >
      ${isKnown ? headerTemplate(this.#chrome(), state) : nothing}
      <div class="header-html" part="header-html" hidden></div>
      <div class="vh status" role="status"></div>
      <div class="vh alerts" role="alert"></div>
      ${this.#renderBody(state, isKnown)}
      <div
        class="thread"
        part="thread"
        ?hidden=${!state || state.phase !== 'ready' || this.#isFoldedNow()}
        @click=${this.#onClick}
        @beforematch=${this.#onBeforeMatch}
      ></div>
      ${isKnown && state.settings.inputAfterComments ? this.#renderComposer(state) : nothing}
      <div class="overlays"></div>
    </section>`;
  }

  protected override updated(): void {
    if (!this.isConnected) return;
    const container = this.renderRoot.querySelector<HTMLElement>('.thread');
    if (container && this.#composerHost && !this.#view && this.#session?.context) {
      this.#view = new ThreadView(this.#composerHost, container, (row) => this.#furnish(row));
    }
    this.#fillHeader();
  }

  #renderBody(state: ThreadState | undefined, isKnown: boolean): TemplateResult | typeof nothing {
    const t = this.#texts;
    const retry = () => this.#session?.retry();
    if (this.#failure) return failedTemplate(this.#failure, t, { retry, login: nothing });
    if (this.#needsConsent()) return consentTemplate(t, this.#onAgree);
    if (!state) return skeletonTemplate(t);
    if (state.phase === 'failed' && state.failure) {
      return failedTemplate(state.failure, t, {
        retry,
        login: html`<button
          type="button"
          class="btn solid"
          part="login-button"
          @click=${this.#onLogin}
        >
          ${t('logIn')}
        </button>`,
      });
    }
    const isEmpty =
      state.phase === 'ready' && viewList(state, null).total === 0 && heldCount(state, null) === 0;
    return html`${noticesTemplate(this.#chrome(), state)}
    ${isKnown && !state.settings.inputAfterComments ? this.#renderComposer(state) : nothing}
    ${state.isSlow ? slowTemplate(t, retry) : nothing}
    ${state.phase === 'ready' ? nothing : skeletonTemplate(t)}
    ${
      isEmpty
        ? html`<p class="empty" part="empty">${state.filter ? t('noResults') : t('beFirst')}</p>`
        : nothing
    }`;
  }

  #renderComposer(state: ThreadState): TemplateResult | typeof nothing {
    return this.#composerHost
      ? composerTemplate(this.#chrome(), state, this.#composerHost, this.#revision)
      : nothing;
  }

  #chrome(): Chrome {
    return {
      t: this.#texts,
      isFolded: this.#isFoldedNow(),
      canLogIn: this.#session?.canLogIn() ?? false,
      isSignedIn: this.#session?.isSignedIn() ?? false,
      onSort: this.#onSort,
      onSearch: this.#onSearch,
      onShowAll: this.#onShowAll,
      onFold: this.#onFold,
      onLogin: this.#onLogin,
      onUserMenu: this.#onUserMenu,
      onBell: this.#onBell,
    };
  }

  #isFoldedNow(): boolean {
    const isOffered = this.#session?.store.state.settings.useShowCommentsToggle;
    return isOffered ? (this.#isFolded ?? true) : false;
  }

  #needsConsent(): boolean {
    return this.hostLayer()['consent'] === 'required' && !this.#hasAgreed;
  }

  // ------------------------------------------------------------------ life

  #start(): void {
    const layer = this.hostLayer();
    if (!this.#isRunning) {
      this.#isRunning = true;
      this.#stops.push(
        watchScheme(() => this.requestUpdate()),
        listenTo('hashchange', () => this.#jump(hashTarget())),
      );
    }
    this.#failure = null;
    const tenantId = typeof layer['tenantId'] === 'string' ? layer['tenantId'].trim() : '';
    if (tenantId === '') {
      this.#stopThread();
      this.#failure = missingTenant;
      warnOnce(missingTenant.reason, this);
      void this.#loadActs();
      return;
    }
    if (this.#needsConsent()) {
      this.#stopThread();
      return;
    }
    if (layer['loading'] === 'lazy' && !this.#isNear) {
      this.#waitUntilNear();
      return;
    }
    const session = (this.#session ??= this.#createSession());
    if (!session.context) callHost(layer, 'onInit', []);
    session.start({ ...layer, tenantId, urlId: layer['urlId'] || pageUrlId() });
  }

  #createSession(): Session {
    this.#sessionTransport = this.transport;
    const session = new Session(
      browserPorts(this.transport, {
        emit: (type, detail) => this.#onSession(type, detail),
        maySubmit: (comment) => askHost(this, this.hostLayer(), comment),
      }),
    );
    this.#stops.push(session.store.listen((touched) => this.#onStore(touched)));
    this.#composerHost = this.#createComposerHost(session);
    return session;
  }

  #stopThread(): void {
    this.#view?.stop();
    this.#view = null;
    this.#session?.stop();
    this.#announcer.stop();
  }

  #stop(): void {
    this.#stopThread();
    this.#session = null;
    this.#composerHost = null;
    this.#acts = null;
    this.#loadingActs = null;
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#isRunning = false;
    this.#isNear = false;
  }

  #waitUntilNear(): void {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        this.#isNear = true;
        this.requestUpdate();
      },
      { rootMargin: nearMargin },
    );
    observer.observe(this);
    this.#stops.push(() => observer.disconnect());
  }

  /** Theme, style sheets and language, as the settings now are. */
  #configure(): void {
    const state = this.#session?.store.state;
    const layer = this.hostLayer();
    const setting = <T>(name: string) => (state?.settings[name] ?? layer[name]) as T | undefined;
    this.#scheme = chooseScheme(
      this,
      setting<'auto' | 'light' | 'dark'>('theme') ?? 'auto',
      setting<boolean>('hasDarkBackground'),
    );
    const css = JSON.stringify([setting('customCSS'), setting('noStyles')]);
    if (css !== this.#css) {
      this.#css = css;
      const own = setting<string>('customCSS');
      (this.renderRoot as ShadowRoot).adoptedStyleSheets = [
        ...(setting('noStyles') ? [] : baseSheets()),
        ...(own ? [customSheet(own)].filter((sheet) => sheet !== null) : []),
      ];
    }
    const locale = setting<string>('locale') || navigator.language;
    const host = state?.layers.host['translations'] ?? layer['translations'];
    const server = state?.layers.server['translations'];
    const key = JSON.stringify([locale, host, server]);
    if (key === this.#textsKey) return;
    this.#textsKey = key;
    void loadTexts({
      locale,
      host: host as OfficialTexts | undefined,
      server: server as OfficialTexts | undefined,
    }).then(({ texts }) => {
      if (key !== this.#textsKey) return;
      this.#texts = texts;
      this.#redraw();
    });
  }

  #redraw(): void {
    this.#revision++;
    this.requestUpdate();
    this.#session?.store.change((state) => {
      state.touched.add('all');
    });
  }

  #fillHeader(): void {
    const source = this.#session?.store.state.settings.headerHTML ?? '';
    const target = this.renderRoot.querySelector<HTMLElement>('.header-html');
    if (source === this.#header || !target) return;
    this.#header = source;
    target.hidden = source === '';
    target.replaceChildren(sanitise(source, { ...this.#bodyOptions(''), wide: true }));
  }

  // ------------------------------------------------------------------ what the parts need

  #createComposerHost(session: Session): ComposerHost {
    const texts = () => this.#texts;
    return {
      store: session.store,
      get t() {
        return texts();
      },
      times: this.#times,
      root: this.renderRoot as ShadowRoot,
      bodyOptions: (author) => this.#bodyOptions(author),
      post: async (parentId, draft) =>
        (await (await this.#loadActs())?.post(parentId, draft)) ?? false,
      readDraft: (parentId) => session.context?.drafts.read(parentId) ?? null,
      writeDraft: (parentId, content) => session.keepDraft(parentId, content),
      needs: () => session.needs(),
      closeReply: (parentId) => void this.#loadActs().then((acts) => acts?.closeReply(parentId)),
      equip: async (composer) => {
        const tools = await this.#load(() => import('./fast-comments-tools.js'));
        return tools?.equipComposer(composer, session) ?? null;
      },
    };
  }

  #bodyOptions(author: string): SanitiseOptions {
    const t = this.#texts;
    const settings = this.#session?.store.state.settings;
    return {
      authorName: author,
      labels: {
        image: (name) => t('imageBy', { name: name || t('anonymous') }),
        spoiler: t('spoiler'),
        playGif: t('playGif'),
        loadImage: t('loadImage'),
        embed: (host) => t('loadContent', { host }),
      },
      allowEmbeds: settings?.allowEmbeds,
      allowedEmbedDomains: settings?.allowedEmbedDomains,
      reduceMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
    };
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
    this.#announcer.say(this.#texts('errorPart'), true);
    this.#tell('fc-error', {
      code: 'part-missing',
      operation: 'import',
      retryable: true,
      message: 'a part of the widget could not be loaded; reloading the page mends it',
    });
    return null;
  }

  #loadActs(): Promise<WidgetActs | null> {
    this.#loadingActs ??= this.#load(() => import('./fast-comments-acts.js')).then((chunk) => {
      const session = this.#session;
      const composerHost = this.#composerHost;
      chunk?.completeTexts(this.#texts);
      this.requestUpdate();
      if (!chunk || !session || !composerHost) {
        this.#loadingActs = null;
        return null;
      }
      this.#acts = new chunk.WidgetActs({
        instanceId: this.#instanceId,
        session,
        composerHost,
        announcer: this.#announcer,
        view: () => this.#view,
        hostLayer: () => this.hostLayer(),
        tell: (type, detail) => this.#tell(type, detail),
        load: (load) => this.#load(load),
        rootComposer: () => this.#rootComposer(),
      });
      return this.#acts;
    });
    return this.#loadingActs;
  }

  /** Puts the boxes into a row that was just drawn: reply, edit. */
  #furnish(row: Row): void {
    const { view } = row;
    if (!view || view.id === null || !this.#composerHost) return;
    if (view.isReplying && !row.composer) {
      const composer = document.createElement('fc-composer') as FcComposer;
      composer.parentId = view.id;
      composer.replyTo = view.name;
      composer.host = this.#composerHost;
      row.composer = composer;
      row.article?.after(composer);
    } else if (!view.isReplying && row.composer) {
      row.composer.remove();
      row.composer = null;
    }
    const slot = view.edit ? row.article?.querySelector('.edit-slot') : null;
    if (slot && !slot.firstChild) {
      const { id } = view;
      void this.#loadActs().then((acts) => acts?.openEditBox(slot, id));
    }
  }

  #rootComposer(): FcComposer | null {
    return this.renderRoot.querySelector<FcComposer>('fc-composer.root');
  }

  // ------------------------------------------------------------------ what happens

  #tell<T extends keyof FastCommentsEventMap>(
    type: T,
    detail: FastCommentsEventMap[T]['detail'],
  ): boolean {
    return tellHost(this, this.hostLayer(), type, detail);
  }

  #onSession<T extends keyof SessionEvents>(type: T, detail: SessionEvents[T]): void {
    const told = { type, detail } as {
      [K in keyof SessionEvents]: { readonly type: K; readonly detail: SessionEvents[K] };
    }[keyof SessionEvents];
    switch (told.type) {
      case 'announce': {
        const { key, text, params, isAlert } = told.detail;
        const t = this.#texts as Texts<string>;
        this.#announcer.say(key === undefined ? (text ?? '') : t(key, params), isAlert);
        return;
      }
      case 'focus':
        void this.#loadActs().then((acts) => acts?.focusRow(told.detail.key));
        return;
      case 'identity-needed':
        void this.#loadActs().then((acts) => acts?.askIdentity(told.detail));
        return;
      case 'post-returned': {
        const { parentId, draft, failure } = told.detail;
        void this.#loadActs().then((acts) => acts?.takeBack(parentId, draft, failure));
        return;
      }
      case 'draft-changed': {
        const { parentId } = told.detail;
        if (parentId === null) this.#rootComposer()?.takeDraft();
        else this.#acts?.composerOf(parentId)?.takeDraft();
        return;
      }
      case 'ready':
        void this.#onReady();
        return;
      default:
        tellHost(this, this.hostLayer(), `fc-${told.type}`, told.detail as never);
    }
    if (told.type === 'comments-rendered') callHost(this.hostLayer(), 'onRender', []);
  }

  async #onReady(): Promise<void> {
    await this.updateComplete;
    await this.#view?.whenFirst();
    this.#tell('fc-ready', {});
    whenIdle(() => void this.#loadActs());
    await this.#view?.whenDone();
    this.#session?.reopenReplies();
    const jump = this.hostLayer()['jumpToId'];
    this.#jump(typeof jump === 'string' && jump ? jump : hashTarget());
  }

  #onStore(touched: ReadonlySet<string>): void {
    if (!touched.has('shell') && !touched.has('list:') && !touched.has('all')) return;
    this.#revision++;
    this.requestUpdate();
    const state = this.#session?.store.state;
    if (!state) return;
    if (state.failure) void this.#loadActs();
    this.#announcer.noteArrivals(heldCount(state, null), (count) =>
      this.#texts('showNewComments', { count }),
    );
  }

  #jump(id: string | null): void {
    if (id !== null) void this.scrollToComment(id);
  }

  readonly #onClick = (event: MouseEvent): void => {
    if (this.#acts) {
      this.#acts.press(event);
      return;
    }
    const target = event.composedPath()[0];
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-act]') : null;
    if (button) void this.#loadActs().then((acts) => acts?.run(button));
  };

  readonly #onBeforeMatch = (event: Event): void => {
    // Find-in-page is about to show what a closed branch hides.
    const key = (event.target as Element).closest<HTMLElement>('li[data-key]')?.dataset['key'];
    const view = key ? this.#view?.row(key)?.view : undefined;
    if (view?.areRepliesClosed && view.id !== null) this.#session?.toggleReplies(view.id);
  };

  readonly #onAgree = (): void => {
    this.#hasAgreed = true;
    this.requestUpdate();
  };

  readonly #onSort = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    if (value === 'MR' || value === 'NF' || value === 'OF') this.#session?.sort(value);
  };

  readonly #onSearch = (text: string): void => {
    this.#session?.filter(text.trim() ? { searchText: text.trim() } : null);
  };

  readonly #onShowAll = (): void => {
    this.#session?.filter(null);
  };

  readonly #onFold = (): void => {
    this.#isFolded = !this.#isFoldedNow();
    this.requestUpdate();
  };

  readonly #onLogin = (): void => {
    void this.#loadActs().then((acts) => acts?.logIn());
  };

  readonly #onUserMenu = (event: Event): void => {
    const button = event.currentTarget as HTMLElement;
    void this.#loadActs().then((acts) => acts?.openUserMenu(button));
  };

  readonly #onBell = (event: Event): void => {
    const button = event.currentTarget as HTMLElement;
    void this.#loadActs().then((acts) => acts?.openNotifications(button));
  };
}

/** The comment an address points to: `#fast-comments-jt=<id>`. */
function hashTarget(): string | null {
  const match = /fast-comments-jt=([^&]+)/.exec(location.hash);
  return match?.[1] ? decodeURIComponent(match[1]) : null;
}

function listenTo(type: string, hear: () => void): Stop {
  addEventListener(type, hear);
  return () => removeEventListener(type, hear);
}

function whenIdle(run: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: 1500 });
  else setTimeout(run, 200);
}

const warned = new WeakSet<Element>();

function warnOnce(text: string, element: Element): void {
  if (warned.has(element)) return;
  warned.add(element);
  // eslint-disable-next-line no-console -- the page's author has to hear of it
  console.error(text, element);
}
