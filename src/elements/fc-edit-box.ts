/** The box in which an own comment gets a new text. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Stop } from '../core/index.js';
import { isEmptyText, toWireText, wireLength } from '../html/index.js';
import { fullTexts } from '../i18n/full-texts.js';
import type { Draft } from '../store/index.js';
import type { ComposerHost } from './fc-composer.js';
import { submitByEvent } from './submit-by-event.js';
import type { TextBox } from './text-box.js';

/** What the box asks for. */
export interface EditActs {
  readonly save: (commentId: string, text: string, mentions?: Draft['mentions']) => void;
  readonly cancel: (commentId: string) => void;
}

/** `<fc-edit-box>`: renders into the widget's own shadow root. */
export class FcEditBox extends LitElement implements TextBox {
  static override properties = {
    host: { attribute: false },
    commentId: { attribute: false },
    text: { state: true },
    why: { state: true },
  };

  declare host: ComposerHost;
  declare acts: EditActs;
  declare commentId: string;
  /** null until the raw text is there. */
  declare text: string | null;
  declare why: string;

  #timer: ReturnType<typeof setTimeout> | undefined;
  #stop: Stop | null = null;
  #stopTools: Stop | null = null;
  #isEquipping = false;
  #hasFocused = false;
  #mentions: NonNullable<Draft['mentions']>[number][] = [];

  constructor() {
    super();
    this.text = null;
    this.why = '';
  }

  /** The text box itself. */
  get textarea(): HTMLTextAreaElement | null {
    return this.querySelector('textarea');
  }

  /** Notes somebody named in the text. */
  addMention(mention: NonNullable<Draft['mentions']>[number]): void {
    this.#mentions.push(mention);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#take();
    this.#stop = this.host.store.listen(() => this.#take());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#keep();
    this.#stop?.();
    this.#stop = null;
    this.#stopTools?.();
    this.#stopTools = null;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override render(): TemplateResult {
    const { host, text, why } = this;
    const t = fullTexts(host.t);
    const limit = host.store.state.settings.maxCommentCharacterLength;
    const over = wireLength(text ?? '') - limit;
    const message = why || (over > 0 ? t('tooLongBy', { count: over }) : '');
    return html`<form
      class="edit"
      part="edit-box"
      @click=${submitByEvent}
      @submit=${this.#onSubmit}
    >
      <div class=${message ? 'box invalid' : 'box'}>
        <textarea
          part="composer-text"
          rows="3"
          dir="auto"
          aria-label=${t('editYourComment')}
          aria-busy=${text === null}
          aria-invalid=${message ? 'true' : nothing}
          aria-describedby=${message ? `fc-edit-${this.commentId}` : nothing}
          ?readonly=${text === null}
          .value=${text ?? ''}
          @input=${this.#onInput}
          @keydown=${this.#onKey}
        ></textarea>
        <div class="tools"></div>
      </div>
      ${message ? html`<div class="why" role="alert" id="fc-edit-${this.commentId}">${message}</div>` : nothing}
      <div class="row">
        <span class="grow"></span>
        <button type="button" class="btn" part="cancel-button" @click=${this.#onCancel}>
          ${t('cancel')}
        </button>
        <button
          type="submit"
          class="btn solid"
          part="submit-button"
          aria-disabled=${text === null ? 'true' : nothing}
        >
          ${t('saveChanges')}
        </button>
      </div>
    </form>`;
  }

  protected override updated(): void {
    const box = this.textarea;
    if (!box) return;
    if (!this.#stopTools && !this.#isEquipping) {
      this.#isEquipping = true;
      void this.host.equip(this).then((stop) => {
        this.#isEquipping = false;
        if (this.isConnected) this.#stopTools = stop;
        else stop?.();
      });
    }
    if (!CSS.supports('field-sizing', 'content')) {
      box.style.setProperty('block-size', 'auto');
      box.style.setProperty(
        'block-size',
        `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`,
      );
    }
    if (this.#hasFocused) return;
    this.#hasFocused = true;
    box.focus();
  }

  /** The raw text has arrived, or a refused one has come back with its reason. */
  #take(): void {
    const box = this.host.store.state.editing.get(this.commentId);
    if (!box) return;
    if (this.text === null && box.text !== null) this.text = box.text;
    if (box.failure) this.why = this.host.t.failure(box.failure, 'edit');
  }

  #save(): void {
    if (this.text === null) return;
    const { t, store } = this.host;
    const text = toWireText(this.text);
    const over = wireLength(text) - store.state.settings.maxCommentCharacterLength;
    this.why = isEmptyText(text)
      ? t('commentIsEmpty')
      : over > 0
        ? t('tooLongBy', { count: over })
        : '';
    if (this.why) {
      this.textarea?.focus();
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.acts.save(
      this.commentId,
      text,
      this.#mentions.filter(({ tag }) => text.includes(tag)),
    );
  }

  #keep(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.text !== null) this.host.writeDraft(`edit:${this.commentId}`, { text: this.text });
  }

  readonly #onInput = (event: InputEvent): void => {
    this.text = (event.target as HTMLTextAreaElement).value;
    this.why = '';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#keep(), 250);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      this.#save();
    } else if (event.key === 'Escape') this.#onCancel();
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#save();
  };

  readonly #onCancel = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.acts.cancel(this.commentId);
  };
}

/** Makes an edit box; defines its tag the first time. */
export function createEditBox(host: ComposerHost, acts: EditActs, commentId: string): FcEditBox {
  if (!customElements.get('fc-edit-box')) customElements.define('fc-edit-box', FcEditBox);
  const box = new FcEditBox();
  box.host = host;
  box.acts = acts;
  box.commentId = commentId;
  return box;
}
