/** What stands where the thread would be: while it loads, when it cannot be shown, before consent. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Failure } from '../core/index.js';
import type { Texts } from '../i18n/index.js';
import { loginButton } from './chrome.js';

/** Grey shapes with the height that is reserved for the thread. */
export function skeletonTemplate(t: Texts): TemplateResult {
  return html`<div class="skeleton" part="skeleton" role="img" aria-label=${t('loading')}>
    ${[0, 1, 2, 3].map(() => html`<div><i></i><i></i><i></i></div>`)}
  </div>`;
}

function retryButton(t: Texts): TemplateResult {
  return html`<button type="button" class="btn" part="retry-button" data-act="reload">
    ${t('tryAgain')}
  </button>`;
}

/** Still nothing after a while: the visitor may try again, the answer is still waited for. */
export function slowTemplate(t: Texts): TemplateResult {
  return html`<div class="note warn block" part="notice" role="alert">
    <span>${t('slow')}</span>${retryButton(t)}
  </div>`;
}

/** Codes that a second try does not mend. */
const final = /^(missing-tenant-id|invalid-tenant|domain-unauthorized|malformed-sso)$/;

/** Why the thread is not shown, how that is mended, and what can be done here. */
export function failedTemplate(failure: Failure, t: Texts): TemplateResult {
  const help = t.help(failure);
  return html`<div class="gate failed" part="gate" role="alert">
    <strong>${t.failure(failure, 'load')}</strong>
    ${help ? html`<p>${help}</p>` : nothing}
    ${
      failure.code === 'unauthorized-page'
        ? loginButton(t, 'btn solid')
        : final.test(failure.code)
          ? nothing
          : retryButton(t)
    }
  </div>`;
}

/** Before the visitor has agreed that anything is fetched. */
export function consentTemplate(t: Texts): TemplateResult {
  return html`<div class="gate" part="gate consent-gate">
    <p>${t('consentExplained')}</p>
    <button type="button" class="btn solid" part="consent-button" data-act="agree">
      ${t('loadComments')}
    </button>
  </div>`;
}
