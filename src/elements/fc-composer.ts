/**
 * The box one writes in: at the top level, and below each comment one replies to. Longer than a file
 * should be: text, name, consent, draft and sending are one form with one state.
 */
import { html, LitElement, nothing, render, type PropertyValues, type TemplateResult } from 'lit';
import type { Failure, Stop } from '../core/index.js';
import { isEmptyText, toWireText, wireLength } from '../html/composer-text.js';
import type { Draft, Settings } from '../store/index.js';
import { composerShell } from './composer-shell.js';
import { submitByEvent } from './submit-by-event.js';
import type { TextBox } from './text-box.js';
import type { ThreadHost } from './thread-host.js';

/** What is kept of a box. */
export interface BoxContent {
  readonly text: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly link?: string | undefined;
}

/** What a composer needs of the element it stands in. */
export interface ComposerHost extends ThreadHost {
  /** Sends the text; false if it was held back and must stay. */
  readonly post: (parentId: string | null, draft: Draft) => Promise<boolean>;
  readonly readDraft: (parentId: string | null) => BoxContent | null;
  readonly writeDraft: (parentId: string | null, content: BoxContent) => void;
  /** Which fields the thread asks for. */
  readonly needs: () => { readonly name: boolean; readonly email: boolean };
  readonly closeReply: (parentId: string) => void;
  /** Text tools, mentions and pictures; loaded when a box is first used. Returns their end. */
  readonly equip: (box: TextBox) => Promise<Stop | null>;
}

/** Milliseconds after the last key at which a draft is kept. */
const draftDelay = 250;

/** From this share of the limit on the count is shown. */
const nearLimit = 0.8;

/** Longest name and website, as the service takes them. */
const nameLimit = 70;
const linkLimit = 500;

let instances = 0;

/**
 * `<fc-composer>`: works in the widget's own shadow root, round a text box that may have been there
 * before (`composer-shell`): it draws what is below the box, and never touches what is typed in it.
 */
export class FcComposer extends LitElement {
  static override properties = {
    parentId: { attribute: false },
    replyTo: { attribute: false },
    host: { attribute: false },
    revision: { attribute: false },
    isOpen: { state: true },
    content: { state: true },
    errors: { state: true },
    isBusy: { state: true },
    other: { state: true },
  };

  /** The comment replied to; null at the top level. */
  declare parentId: string | null;
  /** Its author's name. */
  declare replyTo: string | null;
  declare host: ComposerHost;
  /** Any change draws the box anew: settings, viewer or language changed. */
  declare revision: unknown;
  declare isOpen: boolean;
  declare content: BoxContent;
  declare errors: Partial<Record<'text' | 'name' | 'email' | 'link' | 'consent', string>>;
  declare isBusy: boolean;
  /** A newer text of the same box in another tab. */
  declare other: BoxContent | null;

  readonly #id = `fc-${++instances}`;
  #hasConsented = false;
  #mentions: NonNullable<Draft['mentions']>[number][] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopTools: Stop | null = null;
  #isEquipping = false;

  constructor() {
    super();
    this.parentId = null;
    this.replyTo = null;
    this.isOpen = false;
    this.content = { text: '' };
    this.errors = {};
    this.isBusy = false;
    this.other = null;
  }

  /** The text box itself; null before the first connection. */
  get textarea(): HTMLTextAreaElement | null {
    return this.querySelector('textarea');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pagehide', this.#keepNow);
    document.addEventListener('visibilitychange', this.#keepNow);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#keepNow();
    removeEventListener('pagehide', this.#keepNow);
    document.removeEventListener('visibilitychange', this.#keepNow);
    this.#stopTools?.();
    this.#stopTools = null;
  }

  /** Puts the cursor into the box. */
  async focusText(): Promise<void> {
    await this.updateComplete;
    this.textarea?.focus();
  }

  /** Takes over what is kept for this box. A box that is being written in offers it instead. */
  takeDraft(draft = this.host.readDraft(this.parentId)): void {
    if (!draft || draft.text === this.content.text) return;
    const isFocused = this.textarea !== null && this.host.root.activeElement === this.textarea;
    if (isFocused && this.content.text !== '') this.other = draft;
    else this.#take(draft);
  }

  /** Gives a text back: to be edited, or refused, with the reason at the field it is about. */
  takeBack(draft: Draft, failure: Failure | null): void {
    const text =
      this.content.text && this.content.text !== draft.text ? `\n\n${this.content.text}` : '';
    this.content = { ...this.content, ...draft, text: draft.text + text };
    this.isOpen = true;
    this.errors = {};
    if (failure) this.#blame(failure);
    this.#keepNow();
    void (failure ? this.#focusFirstError() : this.focusText());
  }

  #blame(failure: Failure): void {
    const field = failure.code.includes('name')
      ? 'name'
      : failure.code.includes('mail')
        ? 'email'
        : /tos|consent/.test(failure.code)
          ? 'consent'
          : 'text';
    this.errors = { [field]: this.host.t.failure(failure, 'post') };
  }

  /** Sets the text and the cursor, as the tools do; the draft is kept as for a key. */
  setText(text: string, start = text.length, end = start): void {
    this.content = { ...this.content, text };
    this.#keepSoon();
    void this.updateComplete.then(() => {
      const box = this.textarea;
      if (!box) return;
      if (box.value !== text) box.value = text;
      box.focus();
      box.setSelectionRange(start, end);
    });
  }

  /** Notes somebody named in the text. */
  addMention(mention: NonNullable<Draft['mentions']>[number]): void {
    this.#mentions.push(mention);
  }

  protected override createRenderRoot(): HTMLElement {
    if (!this.textarea) render(composerShell(this.host, this.replyTo ?? ''), this);
    return this.querySelector<HTMLElement>('.rest') ?? this;
  }

  /** Where another widget defined the tag already, the box stands before its own host is there. */
  protected override shouldUpdate(): boolean {
    return (this.host as ComposerHost | undefined) !== undefined;
  }

  protected override willUpdate(): void {
    const box = this.textarea;
    if (this.hasUpdated || !box) return;
    box.addEventListener('input', this.#onInput);
    box.addEventListener('keydown', this.#onKey);
    box.form?.addEventListener('click', submitByEvent);
    box.form?.addEventListener('submit', this.#onSubmit);
    box.form?.addEventListener('focusin', this.#onFocus);
    const draft = this.host.readDraft(this.parentId);
    // What was typed before this was loaded goes after what is kept: neither is lost.
    if (box.value) {
      const kept = draft?.text ?? '';
      const text = box.value.startsWith(kept) ? box.value : `${kept}\n\n${box.value}`;
      this.content = { ...draft, text };
      this.#keepSoon();
    } else if (draft) this.content = draft;
    this.isOpen =
      this.parentId !== null || this.content.text !== '' || this.host.root.activeElement === box;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const box = this.textarea;
    if (!box) return;
    if (box.value !== this.content.text) box.value = this.content.text;
    const why = this.errors.text;
    box.parentElement?.classList.toggle('invalid', why !== undefined);
    box.form?.classList.toggle('open', this.isOpen);
    if (why) box.setAttribute('aria-invalid', 'true');
    else box.removeAttribute('aria-invalid');
    box.setAttribute('aria-describedby', `${this.#id}-why`);
    if (changed.has('content') && !CSS.supports('field-sizing', 'content')) {
      box.style.setProperty('block-size', 'auto');
      box.style.setProperty(
        'block-size',
        `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`,
      );
    }
    if (this.isOpen && !this.#stopTools && !this.#isEquipping) {
      this.#isEquipping = true;
      void this.host.equip(this).then((stop) => {
        this.#isEquipping = false;
        if (this.isConnected) this.#stopTools = stop;
        else stop?.();
      });
    }
  }

  override render(): TemplateResult | typeof nothing {
    const { content, errors, host, isOpen, parentId } = this;
    if (!isOpen) return nothing;
    const { t, store } = host;
    const { settings } = store.state;
    const isReply = parentId !== null;
    const length = wireLength(content.text);
    const limit = settings.maxCommentCharacterLength;
    const count =
      length > limit
        ? t('tooLongBy', { count: length - limit })
        : length >= limit * nearLimit
          ? t('charactersLeft', { count: limit - length })
          : '';
    return html`<div class="why" id="${this.#id}-why" part="field-error" ?hidden=${!errors.text}>
        ${errors.text}
      </div>
      ${
        this.other
          ? html`<div class="note">
              <span>${t('newerDraft')}</span>
              <button type="button" class="btn" @click=${this.#onTakeOther}>
                ${t('useNewerDraft')}
              </button>
            </div>`
          : nothing
      }
      ${this.#renderFields(settings)}
      <div class="row">
        <span class="grow"></span>
        <span
          class=${length > limit ? 'count over' : 'count'}
          part="character-count"
          ?hidden=${!count}
          >${count}</span
        >
        ${
          isReply
            ? html`<button type="button" class="btn" part="cancel-button" @click=${this.#onCancel}>
                ${t('cancel')}
              </button>`
            : nothing
        }
        <button
          type="submit"
          class="btn solid"
          part="submit-button"
          aria-disabled=${this.isBusy ? 'true' : nothing}
        >
          ${isReply ? t('postReply') : t('postComment')}
        </button>
      </div>`;
  }

  #renderFields(settings: Settings): TemplateResult {
    const { t } = this.host;
    const needs = this.host.needs();
    const tos = this.#termsText(settings);
    return html`${
      needs.name || needs.email
        ? html`<div class="fields">
            ${
              needs.name
                ? this.#renderField(
                    'name',
                    settings.allowAnon ? t('nameOptional') : t('name'),
                    'text',
                    'name',
                    nameLimit,
                  )
                : nothing
            }
            ${needs.email ? this.#renderField('email', t('email'), 'email', 'email', 320) : nothing}
            ${
              settings.enableCommenterLinks
                ? this.#renderField('link', t('website'), 'url', 'url', linkLimit)
                : nothing
            }
          </div>`
        : nothing
    }
    ${
      tos
        ? html`<div class="field">
            <label class="check"
              ><input
                type="checkbox"
                part="consent"
                aria-invalid=${this.errors.consent ? 'true' : nothing}
                @change=${this.#onConsent}
              /><span>${tos}</span></label
            >${this.errors.consent ? html`<span class="why">${this.errors.consent}</span>` : nothing}
          </div>`
        : nothing
    }`;
  }

  #renderField(
    name: 'name' | 'email' | 'link',
    label: string,
    type: string,
    autocomplete: 'name' | 'email' | 'url',
    limit: number,
  ): TemplateResult {
    const id = `${this.#id}-${name}`;
    const why = this.errors[name];
    return html`<div class="field" part="field">
      <label for=${id}>${label}</label>
      <input
        id=${id}
        name=${name}
        type=${type}
        autocomplete=${autocomplete}
        maxlength=${limit}
        dir=${name === 'name' ? 'auto' : 'ltr'}
        part="field-input"
        aria-invalid=${why ? 'true' : nothing}
        aria-describedby=${why ? `${id}-why` : nothing}
        .value=${this.content[name] ?? ''}
        @input=${this.#onField}
      />
      ${why ? html`<span class="why" id="${id}-why" part="field-error">${why}</span>` : nothing}
    </div>`;
  }

  /** The consent text in the visitor's language, if the thread wants consent of this visitor. */
  #termsText({ tos, locale }: Settings): string | null {
    const { user } = this.host.store.state.viewer;
    if (!tos?.enabled || (user?.username && !user.needsTOS)) return null;
    const texts = tos.textByLocale ?? {};
    const text = [texts[locale ?? ''], texts.en_us, ...Object.values(texts)].find(
      // Nobody has looked inside this setting.
      (found) => typeof found === 'string' && found,
    );
    return text ? this.host.t.plain(text) : this.host.t('acceptTerms');
  }

  #take(draft: BoxContent): void {
    this.content = draft;
    this.other = null;
    this.isOpen = draft.text !== '';
  }

  #validate(): boolean {
    const { t, store, needs } = this.host;
    const { settings } = store.state;
    const errors: typeof this.errors = {};
    const wanted = needs();
    const text = toWireText(this.content.text);
    const length = wireLength(text);
    const limit = settings.maxCommentCharacterLength;
    if (isEmptyText(text)) errors.text = t('commentIsEmpty');
    else if (length > limit) errors.text = t('commentTooLong', { count: length - limit, limit });
    if (
      wanted.name &&
      !settings.allowAnon &&
      !settings.defaultUsername &&
      !this.content.name?.trim()
    ) {
      errors.name = t('nameIsMissing');
    }
    if (wanted.email && !/^\S+@\S+$/.test(this.content.email?.trim() ?? '')) {
      errors.email = t('emailIsMissing');
    }
    if (this.#termsText(settings) !== null && !this.#hasConsented)
      errors.consent = t('consentIsMissing');
    this.errors = errors;
    return Object.keys(errors).length === 0;
  }

  /** What a guest is called who gave no name and need not: the service takes no empty one. */
  #substituteName(): string | undefined {
    const { needs, store, t } = this.host;
    const { allowAnon, defaultUsername } = store.state.settings;
    return needs().name && allowAnon && !defaultUsername ? t('anonymous') : undefined;
  }

  async #focusFirstError(): Promise<void> {
    await this.updateComplete;
    this.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  async #submit(): Promise<void> {
    if (this.isBusy) return;
    if (!this.#validate()) {
      await this.#focusFirstError();
      return;
    }
    const { content, host, parentId } = this;
    const text = toWireText(content.text);
    this.isBusy = true;
    // As it is sent: a draft that says what was posted is forgotten.
    this.#keep(text);
    const isTaken = await host.post(parentId, {
      text,
      name: content.name?.trim() || this.#substituteName(),
      email: content.email?.trim() || undefined,
      link: content.link?.trim() || undefined,
      hasConsented: this.#hasConsented,
      mentions: this.#mentions.filter(({ tag }) => text.includes(tag)),
    });
    this.isBusy = false;
    if (!isTaken) return;
    clearTimeout(this.#timer);
    this.#mentions = [];
    // The site may have taken its time over it: what was typed meanwhile stays.
    const { text: now } = this.content;
    const rest = now.startsWith(content.text) ? now.slice(content.text.length).trimStart() : now;
    this.content = { ...this.content, text: rest };
    this.isOpen = rest !== '';
    if (rest !== '') this.#keep(rest);
    else if (parentId !== null) host.closeReply(parentId);
  }

  #keepSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#keepNow, draftDelay);
  }

  #keep(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { name, email, link } = this.content;
    this.host.writeDraft(this.parentId, { text, name, email, link });
  }

  readonly #keepNow = (): void => {
    if (this.#timer === undefined && this.content.text === '') return;
    this.#keep(this.content.text);
  };

  readonly #onFocus = (): void => {
    this.isOpen = true;
  };

  readonly #onInput = (event: InputEvent): void => {
    this.content = { ...this.content, text: (event.target as HTMLTextAreaElement).value };
    if (this.errors.text) this.errors = { ...this.errors, text: undefined };
    this.#keepSoon();
  };

  readonly #onField = (event: InputEvent): void => {
    const { name, value } = event.target as HTMLInputElement;
    this.content = { ...this.content, [name]: value };
    if (this.errors[name as 'name']) this.errors = { ...this.errors, [name]: undefined };
    if (this.content.text !== '') this.#keepSoon();
  };

  readonly #onConsent = (event: Event): void => {
    this.#hasConsented = (event.target as HTMLInputElement).checked;
    this.errors = { ...this.errors, consent: undefined };
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      void this.#submit();
    }
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.#submit();
  };

  readonly #onCancel = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.content = { ...this.content, text: '' };
    this.host.writeDraft(this.parentId, { text: '' });
    if (this.parentId !== null) this.host.closeReply(this.parentId);
  };

  readonly #onTakeOther = (): void => {
    if (this.other) this.#take(this.other);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fc-composer': FcComposer;
  }
}
