/**
 * What stands around the thread: count, order, search, who one is, notices, the main composer. Its
 * controls say in `data-act` what they are for; the element hears them all in one place.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { Texts } from '../i18n/index.js';
import { visibleCount, type ThreadState } from '../store/index.js';
import { composerShell } from './composer-shell.js';
import { late } from './late.js';
import type { ThreadHost } from './thread-host.js';

/** What the chrome shows beside the store's state. */
export interface Chrome {
  readonly t: Texts;
  readonly isFolded: boolean;
  readonly canLogIn: boolean;
  readonly isSignedIn: boolean;
}

type Part = TemplateResult | typeof nothing;

/** Orders, with their texts. */
const orders = { MR: 'mostRelevant', NF: 'newestFirst', OF: 'oldestFirst' } as const;

/** A text of the host's with the count in it. */
function inOwnWords(format: string | undefined, count: number, t: Texts): string | undefined {
  return format && t.plain(format.replaceAll('[count]', `${count}`));
}

/** The heading's text: a number of comments, in the host's own words if it has some. */
function countText(state: ThreadState, t: Texts): string {
  const count = visibleCount(state);
  return inOwnWords(state.settings.commentCountFormat, count, t) || t('commentCount', { count });
}

/** "Log in". */
export function loginButton(t: Texts, kind: string): TemplateResult {
  return html`<button type="button" class=${kind} part="login-button" data-act="log-in">
    ${t('logIn')}
  </button>`;
}

/** Count, order and tools. */
export function headerTemplate(chrome: Chrome, state: ThreadState): TemplateResult {
  const { t, isFolded } = chrome;
  const { settings } = state;
  return html`<header
    class=${settings.enableSearch || state.viewer.user ? 'top two' : 'top'}
    part="header"
  >
    <div class="heading" part="heading" role="heading" aria-level=${settings.headingLevel}>
      ${countText(state, t)}
    </div>
    ${late.tools?.(chrome, state)}
    ${
      state.count > 0
        ? html`<select part="sort" data-act="sort" aria-label=${t('sortBy')}>
            ${Object.entries(orders).map(
              ([order, key]) =>
                html`<option value=${order} ?selected=${state.direction === order}>
                  ${t(key)}
                </option>`,
            )}
          </select>`
        : nothing
    }
    ${late.people?.(chrome, state) ?? (chrome.canLogIn ? loginButton(t, 'txt') : nothing)}
    ${
      settings.useShowCommentsToggle
        ? html`<button
            type="button"
            class="btn"
            part="fold-button"
            data-act="fold"
            aria-expanded=${!isFolded}
          >
            ${
              (isFolded && inOwnWords(settings.hideCommentsUnderCountTextFormat, state.count, t)) ||
              t(isFolded ? 'showComments' : 'hideComments', { count: state.count })
            }
          </button>`
        : nothing
    }
  </header>`;
}

/** The main composer, or why there is none. `composerHost` comes with the acts. */
export function composerTemplate(
  { t, canLogIn }: Chrome,
  { settings, isClosed }: ThreadState,
  host: ThreadHost,
  composerHost: unknown,
  revision: number,
): Part {
  if (settings.readonly) return nothing;
  if (isClosed) return html`<div class="gate block" part="closed">${t('threadClosed')}</div>`;
  if (settings.noNewRootComments) return nothing;
  if (canLogIn && !settings.allowAnon) {
    return html`<div class="gate block" part="gate login-gate">
      <p>${t('logInToComment')}</p>
      ${loginButton(t, 'btn solid')}
    </div>`;
  }
  return html`<a class="skip" href="#thread" data-act="skip">${t('skipToComments')}</a>
    <fc-composer class="root" .host=${composerHost} .revision=${revision}
      >${composerShell(host, null)}</fc-composer
    >`;
}
