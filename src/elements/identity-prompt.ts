/** Asks who the visitor is, where a vote needs to know. */
import { html, nothing } from 'lit';
import type { Failure } from '../core/index.js';
import { fullTexts } from '../i18n/full-texts.js';
import { openDialog } from './confirm-dialog.js';
import type { ComposerHost } from './fc-composer.js';
import { submitByEvent } from './submit-by-event.js';

/** What the visitor said. */
export interface IdentityDetails {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}

/** Opens the form; null if it was left. `failure`: why it is asked again. */
export function askIdentity(
  host: ComposerHost,
  failure: Failure | null,
): Promise<IdentityDetails | null> {
  const t = fullTexts(host.t);
  const needsEmail = !host.store.state.settings.disableEmailInputs;
  return openDialog<IdentityDetails>(host, 'dialog', (close, ids) => {
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      const data = new FormData(event.target as HTMLFormElement);
      const text = (name: string) => {
        const value = data.get(name);
        return typeof value === 'string' ? value.trim() || undefined : undefined;
      };
      close({ name: text('name'), email: text('email') });
    };
    return html`<form class="dialog-body" @click=${submitByEvent} @submit=${onSubmit}>
      <h2 id=${ids.title}>${t('emailToVote')}</h2>
      ${
        failure
          ? html`<p class="why" id=${ids.text} role="alert">${t.failure(failure, 'vote')}</p>`
          : nothing
      }
      <div class="field">
        <label for="${ids.title}-name">${t('name')}</label>
        <input
          id="${ids.title}-name"
          name="name"
          autocomplete="name"
          maxlength="70"
          dir="auto"
          required
          autofocus
        />
      </div>
      ${
        needsEmail
          ? html`<div class="field">
              <label for="${ids.title}-email">${t('email')}</label>
              <input
                id="${ids.title}-email"
                name="email"
                type="email"
                autocomplete="email"
                maxlength="320"
                required
              />
            </div>`
          : nothing
      }
      <div class="row">
        <span class="grow"></span>
        <button type="button" class="btn" @click=${() => close(null)}>${t('cancel')}</button>
        <button type="submit" class="btn solid">${t('saveAndVote')}</button>
      </div>
    </form>`;
  });
}
