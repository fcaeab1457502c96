/**
 * `<fast-comments>`: the element a page uses. It turns settings into a session and the session's
 * store into what is on the screen; what the visitor does goes to `fast-comments-acts`, a chunk of
 * its own. Longer than a file should be: it is where everything meets.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { fail, systemClock, type Failure } from '../core/index.js';
import { canPurify, loadPurifier, sanitise, type SanitiseOptions } from '../html/index.js';
import { makeTexts, type Texts } from '../i18n/index.js';
import { Session, type SessionEvents } from '../session/index.js';
import { heldCount, viewList, type ThreadState } from '../store/index.js';
import { adoptBase, chooseScheme, type SchemeChoice } from '../theme/index.js';
import { composerTemplate, headerTemplate, type Chrome } from './chrome.js';
import { ConfiguredElement } from './configured-element.js';
import type { WidgetActs } from './fast-comments-acts.js';
import { callHost, fire, type FastCommentsEventMap } from './fast-comments-events.js';
import { readingPorts, pageUrlId, type WidgetTransport } from './fast-comments-ports.js';
import { consentTemplate, failedTemplate, skeletonTemplate, slowTemplate } from './gate.js';
import { late } from './late.js';
import type { ThreadHost } from './thread-host.js';
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
  #host: ThreadHost | null = null;
  #view: ThreadView | null = null;
  #acts: WidgetActs | null = null;
  #loadingActs: Promise<WidgetActs | null> | null = null;
  #watching: Promise<() => void> | null = null;
  #stopNear: (() => void) | null = null;
  #texts: Texts = makeTexts({ tag: englishTag(navigator.language), dir: 'ltr' });
  #textsKey = '';
  /** The texts are in the visitor's language. */
  #hasTexts = true;
  /** The first comments are known, but not yet on the page. */
  #isToBegin = false;
  /** The thread's chrome stands on the page. */
  #isShown = false;
  /** The first comments stand, and what begins then could not be loaded yet. */
  #isLate = false;
  #hasAgreed = false;
  #isNear = false;
  #isFolded: boolean | null = null;
  #failure: Failure | null = null;
  #scheme: SchemeChoice = { scheme: 'light', needsGround: false };
  #isBare = false;
  /** How many times it was taken down: who awaited something knows by it that all began anew. */
  #lives = 0;
  #revision = 0;
  /** Official callbacks that wait for the acts. */
  #waiting: (() => void)[] = [];
  readonly #times = new Times(
    systemClock,
    () => this.#session?.store.state.serverOffset ?? null,
    () => this.#texts,
    () => {
      const { absoluteDates, absoluteAndRelativeDates } = this.#session?.store.state.settings ?? {};
      return { isAbsolute: Boolean(absoluteDates), isBoth: Boolean(absoluteAndRelativeDates) };
    },
  );

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
    if (parentId === undefined) this.renderRoot.querySelector('textarea')?.focus();
    else await (await this.#loadActs())?.focusReply(parentId);
  }

  /**
   * Erases everything kept on this device: ids, keys, drafts and marks. Text standing in a box stays
   * on the screen, unsaved until it is typed in again. Resolves when it is done.
   */
  async forget(): Promise<void> {
    const acts = await this.#loadActs();
    if (acts) acts.forget();
    else (await importActs().catch(() => null))?.forgetDevice();
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
    dress(root, false);
    return root;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.isConnected) return;
    if (changed.has('transport') && this.#session) this.#stop();
    this.#start();
    if (this.#session) this.#fold(this.#session);
    this.#configure();
  }

  override render(): TemplateResult {
    const t = this.#texts;
    const state = this.#session?.store.state;
    const isKnown = this.#isKnown(state);
    const composer =
      isKnown && this.#host
        ? composerTemplate(this.#chrome(), state, this.#host, this.#acts?.host, this.#revision)
        : nothing;
    const settings = state?.settings;
    const isLast = settings?.inputAfterComments;
    const people = settings?.usersListLocation;
    return html`<section
      class=${this.#scheme.needsGround ? 'fc ground' : 'fc'}
      part="base"
      data-theme=${this.#scheme.scheme}
      dir=${t.dir}
      lang=${t.lang}
      aria-label=${t('comments')}
      data-side=${people === 2 ? 'start' : people === 3 ? 'end' : nothing}
      @click=${this.#onClick}
      @change=${this.#onChange}
      @focusin=${this.#onFocus}
    >
      ${isKnown ? headerTemplate(this.#chrome(), state) : nothing}
      <div class="header-html" part="header-html" hidden></div>
      <div class="vh status" role="status"></div>
      <div class="vh alerts" role="alert"></div>
      <div
        class="extras"
        part="extras"
        ?hidden=${!(isKnown && (people || settings?.pageReactConfig))}
      ></div>
      ${
        this.#renderGate(state) ??
        (state &&
          html`${late.notices?.(this.#chrome(), state)}${isLast ? nothing : composer}
          ${this.#renderWaiting(state)}`)
      }
      <div
        class="thread"
        part="thread"
        ?hidden=${!this.#isReady(state) || (this.#isFoldedNow() && !state.teasers)}
      ></div>
      ${isLast ? composer : nothing}
      <div class="overlays"></div>
    </section>`;
  }

  protected override updated(): void {
    if (!this.isConnected) return;
    const container = this.renderRoot.querySelector<HTMLElement>('.thread');
    if (container && this.#host && !this.#view && this.#session?.context && this.#hasTexts) {
      this.#view = new ThreadView(
        this.#host,
        container,
        (row) => this.#acts?.furnish(row),
        () => this.requestUpdate(),
      );
    }
    this.#isShown = this.#isKnown(this.#session?.store.state);
    this.#acts?.updated();
    if (this.#isToBegin && this.#view) {
      this.#isToBegin = false;
      void this.#onReady();
    }
  }

  #isKnown(state: ThreadState | undefined): state is ThreadState {
    return (
      state !== undefined &&
      state.countReadAt > 0 &&
      this.#hasTexts &&
      (this.#isShown || this.#view?.isFilled === true)
    );
  }

  /** Whether rows stand in the skeleton's place. */
  #isReady(state: ThreadState | undefined): state is ThreadState {
    return state?.phase === 'ready' && this.#view?.isFilled === true;
  }

  /** What stands in the thread's place; null if the thread itself does. */
  #renderGate(state: ThreadState | undefined): TemplateResult | null {
    const t = this.#texts;
    const failure = this.#failure ?? (state?.phase === 'failed' ? state.failure : null);
    if (failure) {
      // What the service refuses is told once, with the words that come with the acts.
      return failure.status && this.#loadingActs && !this.#acts
        ? skeletonTemplate(t)
        : failedTemplate(failure, t);
    }
    if (this.#needsConsent()) return consentTemplate(t);
    return state ? null : skeletonTemplate(t);
  }

  #renderWaiting(state: ThreadState): TemplateResult {
    const t = this.#texts;
    const isReady = this.#isReady(state);
    const isEmpty = isReady && viewList(state, null).total + heldCount(state, null) === 0;
    const isOpen = !state.isClosed && !state.settings.readonly;
    return html`${state.isSlow ? slowTemplate(t) : nothing}${
      isReady ? nothing : skeletonTemplate(t)
    }${
      isEmpty && (state.filter || isOpen)
        ? html`<p class="empty" part="empty">${state.filter ? t('noResults') : t('beFirst')}</p>`
        : nothing
    }`;
  }

  #chrome(): Chrome {
    return {
      t: this.#texts,
      isFolded: this.#isFoldedNow(),
      canLogIn: this.#session?.canLogIn() ?? false,
      isSignedIn: this.#session?.isSignedIn() ?? false,
    };
  }

  #isFoldedNow(): boolean {
    const isOffered = this.#session?.store.state.settings.useShowCommentsToggle;
    return isOffered ? (this.#isFolded ?? true) : false;
  }

  /** Tells the store how much of a folded thread is shown. */
  #fold(session: Session): void {
    const { countAboveToggle } = session.store.state.settings;
    const teasers = (this.#isFoldedNow() && countAboveToggle) || null;
    if (teasers === session.store.state.teasers) return;
    session.store.change((state) => {
      state.teasers = teasers;
      state.touched.add('list:');
    });
  }

  #needsConsent(): boolean {
    return this.hostLayer().consent === 'required' && !this.#hasAgreed;
  }

  // ------------------------------------------------------------------ life

  #start(): void {
    const layer = this.hostLayer();
    const tenantId = typeof layer.tenantId === 'string' ? layer.tenantId.trim() : '';
    if (tenantId === '') {
      this.#stopThread();
      // Loading its words draws the message anew: that must not load them again.
      if (this.#failure) return;
      this.#failure = missingTenant;
      warnOnce(this);
      void this.#loadActs();
      this.#watching ??= this.#watch();
      return;
    }
    this.#failure = null;
    if (this.#needsConsent()) {
      this.#stopThread();
      this.#watching ??= this.#watch();
      return;
    }
    if (layer.loading === 'lazy' && !this.#isNear) {
      this.#waitUntilNear();
      return;
    }
    const session = (this.#session ??= this.#createSession());
    if (!session.context) callHost(layer, 'onInit', []);
    session.start({ ...layer, tenantId, urlId: layer.urlId || pageUrlId() });
  }

  #createSession(): Session {
    const session = new Session(
      readingPorts(this.transport, (type, detail) => this.#onSession(type, detail)),
    );
    const texts = () => this.#texts;
    this.#host = {
      store: session.store,
      get t() {
        return texts();
      },
      times: this.#times,
      root: this.renderRoot as ShadowRoot,
      bodyOptions: (author) => this.#bodyOptions(author),
    };
    session.store.listen((touched) => this.#onStore(touched));
    // While the answer is on its way: what makes comments safe is loaded, or takes a while to get ready.
    setTimeout(() => {
      if (canPurify()) sanitise('<br>');
      else
        void loadPurifier().then(
          (isThere) => isThere || !this.isConnected || this.#onMissingPart(),
        );
    });
    return session;
  }

  /** Follows the page's theme while there is no thread; with one, the acts do. */
  async #watch(): Promise<() => void> {
    const chunk = await import('../theme/watch-scheme.js').catch(() => null);
    return chunk?.watchScheme(() => this.requestUpdate()) ?? (() => undefined);
  }

  #stopThread(): void {
    this.#view?.stop();
    this.#view = null;
    this.#session?.stop();
    this.#acts?.stop();
  }

  #stop(): void {
    this.#lives++;
    this.#stopThread();
    this.#session = null;
    this.#host = null;
    this.#acts = null;
    this.#loadingActs = null;
    this.#isLate = false;
    void this.#watching?.then((stop) => stop());
    this.#watching = null;
    this.#stopNear?.();
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
    this.#stopNear = () => observer.disconnect();
  }

  /** Theme, style sheets and language, as the settings now are. */
  #configure(): void {
    const state = this.#session?.store.state;
    const layer = this.hostLayer();
    const setting = (name: string) => state?.settings[name] ?? layer[name] ?? undefined;
    this.#scheme = chooseScheme(
      this,
      (setting('theme') ?? 'auto') as 'auto' | 'light' | 'dark',
      setting('hasDarkBackground') as boolean | undefined,
    );
    const isBare = Boolean(setting('noStyles'));
    if (isBare !== this.#isBare) {
      this.#isBare = isBare;
      dress(this.renderRoot as ShadowRoot, isBare);
    }
    const locale = (setting('locale') as string | undefined) || navigator.language;
    const host = state?.layers.host.translations ?? layer.translations;
    const server = state?.layers.server.translations;
    const key = JSON.stringify([locale, host, server]);
    if (key === this.#textsKey) return;
    this.#textsKey = key;
    const isEnglish = /^en\b|^en_/i.test(locale) && !host && !server;
    // English is built in; anything else is loaded. Nothing is shown in two languages one after the
    // other, but what stands in one already stays until it stands in the other.
    if (isEnglish || !this.#isShown) this.#hasTexts = isEnglish;
    if (isEnglish) {
      this.#speak(makeTexts({ tag: englishTag(locale), dir: 'ltr' }));
      return;
    }
    void import('./texts-loader.js')
      .then(({ loadTexts }) => loadTexts({ locale, host, server } as never))
      .catch(() => {
        this.#onMissingPart();
        return { texts: this.#texts };
      })
      .then(({ texts }) => {
        if (key === this.#textsKey) this.#speak(texts);
      });
  }

  /** Goes on in these words. */
  #speak(texts: Texts): void {
    this.#texts = texts;
    this.#hasTexts = true;
    this.#acts?.completeTexts();
    this.#session?.store.change((changed) => {
      changed.touched.add('all');
    });
    this.#redraw();
  }

  #redraw(): void {
    this.#revision++;
    this.requestUpdate();
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

  /** What the visitor can do; loaded once, and again if it did not arrive. */
  #loadActs(): Promise<WidgetActs | null> {
    this.#loadingActs ??= this.#importActs();
    return this.#loadingActs;
  }

  async #importActs(): Promise<WidgetActs | null> {
    const life = this.#lives;
    const chunk = await importActs()
      .catch(() => new Promise((resolve) => setTimeout(resolve, 500)).then(importActs))
      .catch(() => null);
    // Whoever began anew loads them for itself.
    if (life !== this.#lives) return null;
    const host = this.#host;
    const session = this.#session;
    chunk?.completeTexts(this.#texts, this);
    if (chunk && host && session) {
      this.#acts = new chunk.WidgetActs({
        ...host,
        // The spread would take the texts of this moment.
        texts: () => this.#texts,
        element: this,
        instanceId: this.#instanceId,
        session,
        view: () => this.#view,
        hostLayer: () => this.hostLayer(),
        jump: (id) => this.#jump(id),
      });
    } else {
      this.#loadingActs = null;
    }
    if (!chunk) this.#onMissingPart();
    this.#redraw();
    await this.updateComplete;
    if (life !== this.#lives) return null;
    this.#acts?.start();
    if (this.#acts && this.#isLate) {
      this.#isLate = false;
      void this.#begin();
    }
    for (const run of this.#waiting.splice(0)) run();
    return this.#acts;
  }

  /** The file with the acts is gone (a deploy): said instead of failing. */
  #onMissingPart(): void {
    const alerts = this.renderRoot.querySelector('.alerts');
    if (alerts) alerts.textContent = this.#texts('errorPart');
    this.#tell('fc-error', {
      code: 'part-missing',
      operation: 'import',
      retryable: true,
      message: 'a part of the widget could not be loaded; reloading the page mends it',
    });
  }

  // ------------------------------------------------------------------ what happens

  /** Fires an event; its official callback follows, at the latest when the acts are there. */
  #tell<T extends keyof FastCommentsEventMap>(
    type: T,
    detail: FastCommentsEventMap[T]['detail'],
  ): boolean {
    const goesOn = fire(this, type, detail);
    if (late.callBack) late.callBack(this.hostLayer(), type, detail);
    else this.#waiting.push(() => late.callBack?.(this.hostLayer(), type, detail));
    return goesOn;
  }

  #onSession<T extends keyof SessionEvents>(type: T, detail: SessionEvents[T]): void {
    if (type === 'ready') this.#isToBegin = true;
    else if (!this.#acts?.hear(type, detail)) {
      this.#tell(`fc-${type}` as keyof FastCommentsEventMap, detail as never);
      if (type === 'comments-rendered') callHost(this.hostLayer(), 'onRender', []);
    }
  }

  /** The thread is there, and the words for it. */
  async #onReady(): Promise<void> {
    const session = this.#session;
    // Taken off the page meanwhile: whoever puts it back begins anew.
    const isOver = () => session === null || session !== this.#session;
    await this.#view?.whenFirst();
    await this.updateComplete;
    if (isOver()) return;
    this.#tell('fc-ready', {});
    // The rows first, unless they take long: what a press needs is loaded as soon as one comes near.
    await Promise.race([
      this.#view?.whenDone(),
      new Promise((resolve) => setTimeout(resolve, 1500)),
    ]);
    await painted();
    if (isOver() || (await this.#begin()) || isOver()) return;
    // The network went meanwhile: the thread comes to life when they can be loaded after all.
    this.#isLate = true;
    addEventListener('online', () => this.#isLate && void this.#loadActs(), { once: true });
  }

  /** What begins once the rows stand; false if the acts could not be loaded. */
  async #begin(): Promise<boolean> {
    const acts = await this.#loadActs();
    if (!acts) return false;
    acts.begin();
    await this.#view?.whenDone();
    acts.reopenReplies();
    void acts.jumpAtStart();
    return true;
  }

  #onStore(touched: ReadonlySet<string>): void {
    if (!touched.has('shell') && !touched.has('list:') && !touched.has('all')) return;
    this.#redraw();
    // The words for a failure come with the acts; who waits long may switch the page's theme.
    const { failure, isSlow } = this.#session?.store.state ?? {};
    if (failure || isSlow) void this.#loadActs();
    this.#acts?.noteArrivals();
  }

  #jump(id: string | null): void {
    if (id !== null) void this.scrollToComment(id);
  }

  /** Whoever puts the focus somewhere is about to act. */
  readonly #onFocus = (): void => {
    if (this.#session?.context) void this.#loadActs();
  };

  readonly #onClick = (event: MouseEvent): void => {
    const target = event.composedPath()[0];
    if (!(target instanceof Element)) return;
    const control = target.closest<HTMLElement>('[data-act]');
    if (target.closest('.thread')) {
      if (this.#acts) this.#acts.press(event);
      else if (control) void this.#loadActs().then((acts) => acts?.run(control));
    } else if (control) {
      if (control.dataset.act?.startsWith('skip')) event.preventDefault();
      this.#run(control.dataset.act ?? '', control);
    }
  };

  readonly #onChange = (event: Event): void => {
    const control = event.target as HTMLSelectElement;
    const { act } = control.dataset;
    const value = control.value.trim();
    if (act === 'sort') {
      this.#acts?.holdHeight();
      this.#session?.sort(value as 'MR' | 'NF' | 'OF');
    }
    if (act === 'search') this.#filter(value ? { searchText: value } : null);
  };

  #filter(filter: { searchText: string } | null): void {
    // The notice about what is shown has its words in the acts.
    void this.#loadActs();
    this.#acts?.holdHeight();
    this.#session?.filter(filter);
  }

  /** What a control outside the rows asks for. */
  #run(act: string, control: HTMLElement): void {
    switch (act) {
      case 'reload':
        this.#session?.retry();
        break;
      case 'agree':
        this.#hasAgreed = true;
        this.requestUpdate();
        break;
      case 'fold':
        this.#isFolded = !this.#isFoldedNow();
        this.requestUpdate();
        break;
      case 'all':
        this.#filter(null);
        break;
      default:
        void this.#loadActs().then((acts) => acts?.open(act, control));
    }
  }
}

/** The sheets of first paint, and those that came late where another widget has loaded them. */
function dress(root: ShadowRoot, isBare: boolean): void {
  adoptBase(root, isBare);
  late.dress?.(root);
}

/** Resolves when what stands was painted, or soon where nothing is painted, as in a hidden tab. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 200);
    requestAnimationFrame(() => setTimeout(resolve));
  });
}

const importActs = () => import('./fast-comments-acts.js');

/** The host's mistake, said on the page and in the console. */
const missingTenant = fail({
  kind: 'refused',
  code: 'missing-tenant-id',
  reason: '<fast-comments> needs a tenant-id attribute',
}).failure;

const warned = new WeakSet<Element>();

function warnOnce(element: Element): void {
  if (warned.has(element)) return;
  warned.add(element);
  // eslint-disable-next-line no-console -- the page's author has to hear of it
  console.error(missingTenant.reason, element);
}

/** English as the visitor writes dates and numbers in it. */
function englishTag(locale: string): string {
  return /^en-[A-Z]{2}$/.test(locale) ? locale : 'en-US';
}
