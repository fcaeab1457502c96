/** What of a row only comes up once the visitor has acted: refusals, and posts that were not sent. */
import { html, nothing, type TemplateResult } from 'lit';
import { fullTexts } from '../i18n/full-texts.js';
import type { RowView } from '../store/index.js';
import type { ThreadHost } from './thread-host.js';

/** A refusal, where the visitor acted. */
export function refusalTemplate(view: RowView, { t }: ThreadHost): TemplateResult {
  return html`<div class="note error" part="comment-error" role="alert">
    <span>${view.notice?.failure ? t.failure(view.notice.failure, view.notice.act ?? '') : ''}</span
    ><button type="button" class="txt" data-act="dismiss">${t('dismiss')}</button>
  </div>`;
}

/** A comment that is not on the service: why, and what can be done. */
export function failedPostTemplate(view: RowView, { t }: ThreadHost): TemplateResult {
  // What may have arrived is looked for before it is sent again: it has to stay as it was sent.
  const isEditable = view.failure === null || view.failure.kind === 'refused';
  return html`<div
    class="note ${view.state === 'failed' ? 'error' : 'warn'}"
    part="comment-error"
    role=${view.state === 'failed' ? 'alert' : nothing}
  >
    <span>${view.failure ? t.failure(view.failure, 'post') : t('willBeSentLater')}</span>
    <span class="row"
      ><button type="button" class="btn" data-act="retry" part="retry-button">
        ${t('tryAgain')}
      </button>
      ${
        isEditable
          ? html`<button type="button" class="txt" data-act="edit-post" part="edit-button">
              ${fullTexts(t)('edit')}
            </button>`
          : nothing
      }
      <button type="button" class="txt" data-act="discard" part="discard-button">
        ${t('discard')}
      </button></span
    >
  </div>`;
}
