/** What a panel shows where its list is not, or not all, there: loading, refused, more to come. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Failure } from '../core/index.js';
import type { FullTexts } from '../i18n/full-texts.js';

/** Something is being read. */
export function panelWaiting(t: FullTexts): TemplateResult {
  return html`<div class="waiting" part="panel-waiting" role="status">${t('loadingMore')}</div>`;
}

/** Something was refused; with `retry` it can be tried again. */
export function panelError(t: FullTexts, failure: Failure, retry?: () => void): TemplateResult {
  return html`<div class="note error" part="panel-error" role="alert">
    <span>${t.failure(failure, '')}</span>
    ${
      retry
        ? html`<button type="button" class="btn" part="retry-button" @click=${retry}>
            ${t('tryAgain')}
          </button>`
        : nothing
    }
  </div>`;
}

/** How a list goes on. */
export interface ListEnd {
  readonly failure: Failure | null | undefined;
  readonly isLoading: boolean;
  readonly hasMore: boolean;
  readonly retry: () => void;
  readonly more: () => void;
  /** Name of the button for more. */
  readonly label: string;
}

/** The end of a list that is read in pages. */
export function listEnd(t: FullTexts, end: ListEnd): TemplateResult | typeof nothing {
  if (end.failure) return panelError(t, end.failure, end.retry);
  if (end.isLoading) return panelWaiting(t);
  if (!end.hasMore) return nothing;
  return html`<button type="button" class="btn" part="load-more-button" @click=${end.more}>
    ${end.label}
  </button>`;
}
