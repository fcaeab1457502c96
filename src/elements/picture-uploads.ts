/**
 * Pictures on their way into a text: each has a line that says so, with a way to call it off, and
 * says why if it failed. The text itself is not touched before a picture is there.
 */
import { html, type TemplateResult } from 'lit';
import { fail, type Failure, type Result } from '../core/index.js';
import type { FullTexts } from '../i18n/full-texts.js';

/** The largest picture the service takes, in bytes. Source: the service's API. */
const largest = 20 * 1024 * 1024;

/** Why a file cannot be uploaded, or null. Codes are the service's own for the same. */
function refusalOf({ size, type }: Pick<File, 'size' | 'type'>): Failure | null {
  const refuse = (code: string, reason: string) => fail({ kind: 'refused', code, reason }).failure;
  // A picture that can hold scripts is none.
  if (!/^image\/(?!svg)/.test(type)) return refuse('file-type', 'The file is not a picture.');
  if (size > largest) return refuse('file-too-big', 'The picture is larger than 20 MB.');
  return null;
}

/** One picture on its way. */
interface Upload {
  readonly file: File;
  failure: Failure | null;
  abort: AbortController | null;
}

/** What uploads need. */
export interface UploadPorts {
  /** Resolves to the picture's address. */
  readonly send: (file: File, signal: AbortSignal) => Promise<Result<string>>;
  /** Puts the picture into the text. `since`: what {@link UploadPorts.mark} gave at the start. */
  readonly insert: (address: string, since: string) => void;
  /** What stands in the text now. */
  readonly mark: () => string;
  /** Called after every change. */
  readonly changed: () => void;
  /** Called when nothing is on its way any more; `isWhole`: none has failed or was called off. */
  readonly settled: (isWhole: boolean) => void;
}

/** The uploads of one text box. */
export class PictureUploads {
  readonly #ports: UploadPorts;
  #uploads: readonly Upload[] = [];

  constructor(ports: UploadPorts) {
    this.#ports = ports;
  }

  /** Whether a picture is on its way. */
  get isBusy(): boolean {
    return this.#uploads.some(({ abort }) => abort);
  }

  /** Uploads files; those that are no pictures, or too large, say so. */
  add(files: Iterable<File>): void {
    const added = [...files].map((file): Upload => ({
      file,
      failure: refusalOf(file),
      abort: null,
    }));
    // What was refused for itself has been read by now.
    const kept = this.#uploads.filter(({ abort, file }) => abort ?? !refusalOf(file));
    this.#uploads = [...kept, ...added];
    for (const upload of added) if (!upload.failure) void this.#send(upload);
    this.#ports.changed();
  }

  /** Calls everything off. */
  stop(): void {
    for (const { abort } of this.#uploads) abort?.abort();
    this.#uploads = [];
  }

  /** One line for each. */
  template(t: FullTexts): readonly TemplateResult[] {
    return this.#uploads.map((upload) => {
      const { file, failure } = upload;
      const drop = () => this.#drop(upload);
      if (failure) {
        return html`<div class="note error upload" part="upload upload-failed">
          <span role="alert"
            >${t.failure(failure, 'upload')} <bdi class="file">${file.name}</bdi></span
          >
          ${
            refusalOf(file)
              ? ''
              : html`<button
                  type="button"
                  class="btn"
                  part="retry-button"
                  @click=${() => void this.#send(upload)}
                >
                  ${t('tryAgain')}
                </button>`
          }
          <button type="button" class="txt" part="discard-button" @click=${drop}>
            ${t('dismiss')}
          </button>
        </div>`;
      }
      const label = t('uploading', { percent: '' }).trim();
      return html`<div class="upload" part="upload">
        <span class="grow"><bdi class="file">${file.name}</bdi></span>
        <progress part="upload-progress" aria-label="${label} ${file.name}"></progress>
        <button
          type="button"
          class="txt"
          part="cancel-button"
          aria-label="${t('cancel')}: ${file.name}"
          @click=${drop}
        >
          ${t('cancel')}
        </button>
      </div>`;
    });
  }

  async #send(upload: Upload): Promise<void> {
    const { changed, insert, mark, send, settled } = this.#ports;
    const abort = new AbortController();
    const before = mark();
    upload.abort = abort;
    upload.failure = null;
    changed();
    const result = await send(upload.file, abort.signal);
    if (abort.signal.aborted) return;
    upload.abort = null;
    if (result.ok) {
      this.#uploads = this.#uploads.filter((other) => other !== upload);
      insert(result.value, before);
    } else upload.failure = result.failure;
    changed();
    if (!this.isBusy) settled(this.#uploads.length === 0);
  }

  #drop(upload: Upload): void {
    upload.abort?.abort();
    this.#uploads = this.#uploads.filter((other) => other !== upload);
    this.#ports.changed();
    if (!this.isBusy) this.#ports.settled(false);
  }
}
