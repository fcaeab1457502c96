/** What stands around the thread: count, order, search, who one is, notices, the main composer. */
import { html, nothing, type TemplateResult } from 'lit';
import type { FullTexts } from '../i18n/full-texts.js';
import type { Texts } from '../i18n/index.js';
import { visibleCount, type ThreadState } from '../store/index.js';
import type { ComposerHost } from './fc-composer.js';

/** What the chrome shows and calls. */
export interface Chrome {
  readonly t: Texts;
  readonly isFolded: boolean;
  readonly canLogIn: boolean;
  readonly isSignedIn: boolean;
  readonly onSort: (event: Event) => void;
  readonly onSearch: (text: string) => void;
  readonly onShowAll: () => void;
  readonly onLogin: (event: Event) => void;
  readonly onFold: (event: Event) => void;
  readonly onUserMenu: (event: Event) => void;
  readonly onBell: (event: Event) => void;
}

/** The heading's text: a number of comments, in the host's own words if it has some. */
function countText(state: ThreadState, t: Texts): string {
  const count = visibleCount(state);
  const format = state.settings.commentCountFormat;
  return format
    ? t.plain(format.replaceAll('[count]', String(count)))
    : t('commentCount', { count });
}

/** Count, tools and order. */
export function headerTemplate(chrome: Chrome, state: ThreadState): TemplateResult {
  const { t } = chrome;
  const { settings, viewer } = state;
  const unread = state.notificationCount;
  return html`<header class="top" part="header">
    <div class="heading" part="heading" role="heading" aria-level=${settings.headingLevel}>
      ${countText(state, t)}
    </div>
    ${
      state.subscribers > 1
        ? html`<span class="meta" part="presence">${`${state.subscribers} ${t('online')}`}</span>`
        : nothing
    }
    ${state.isConnected === false ? html`<span class="chip" part="connection">${t('liveLost')}</span>` : nothing}
    ${
      settings.enableSearch
        ? html`<input
            type="search"
            part="search"
            class="search"
            aria-label=${t('searchComments')}
            placeholder=${t('searchComments')}
            .value=${state.filter?.searchText ?? ''}
            @change=${(event: Event) => chrome.onSearch((event.target as HTMLInputElement).value)}
          />`
        : nothing
    }
    ${
      state.count > 0
        ? html`<select
            part="sort"
            aria-label=${t('sortBy')}
            .value=${state.direction}
            @change=${chrome.onSort}
          >
            ${(['MR', 'NF', 'OF'] as const).map(
              (direction) =>
                html`<option value=${direction} ?selected=${state.direction === direction}>
                  ${t(direction === 'MR' ? 'mostRelevant' : direction === 'NF' ? 'newestFirst' : 'oldestFirst')}
                </option>`,
            )}
          </select>`
        : nothing
    }
    ${
      chrome.isSignedIn && !settings.disableNotificationBell
        ? html`<button
            type="button"
            class="act i i-bell"
            part="bell"
            aria-haspopup="dialog"
            aria-label=${unread > 0 ? t('unreadNotifications', { count: unread }) : t('notifications')}
            @click=${chrome.onBell}
          >
            ${unread > 0 ? html`<span class="bubble" part="bell-count">${unread}</span>` : nothing}
          </button>`
        : nothing
    }
    ${
      viewer.user?.username
        ? html`<button
            type="button"
            class="txt"
            part="user-button"
            aria-haspopup="menu"
            aria-expanded="false"
            @click=${chrome.onUserMenu}
          >
            <bdi>${viewer.user.displayName ?? viewer.user.username}</bdi>
          </button>`
        : chrome.canLogIn
          ? html`<button type="button" class="txt" part="login-button" @click=${chrome.onLogin}>
              ${t('logIn')}
            </button>`
          : nothing
    }
    ${
      settings.useShowCommentsToggle
        ? html`<button
            type="button"
            class="btn"
            part="fold-button"
            aria-expanded=${!chrome.isFolded}
            @click=${chrome.onFold}
          >
            ${chrome.isFolded ? t('showComments') : t('hideComments')}
          </button>`
        : nothing
    }
  </header>`;
}

/** Notices that do not block: the service's own, the demo's, a filter that is on. */
export function noticesTemplate(chrome: Chrome, state: ThreadState): TemplateResult {
  // What comes up only after an act has its texts by then.
  const t = chrome.t as FullTexts;
  const { filter, hasBillingIssue, viewer, warning } = state;
  const note = (text: string, part: string) =>
    html`<div class="note warn block" part="notice ${part}"><span>${text}</span></div>`;
  return html`${warning ? note(t.plain(warning), 'notice-warning') : nothing}
  ${hasBillingIssue && viewer.isSiteAdmin ? note(t('billingNotice'), 'notice-billing') : nothing}
  ${filter
    ? html`<div class="note block" part="notice notice-filter">
        <span
          >${filter.hashTags
            ? t('commentsTagged', { tag: filter.hashTags.join(', ') })
            : `${t('searchComments')}: “${filter.searchText ?? ''}”`}</span
        >
        <button type="button" class="btn" part="show-all-button" @click=${chrome.onShowAll}>
          ${t('showAllComments')}
        </button>
      </div>`
    : nothing}`;
}

/** The main composer, or why there is none. */
export function composerTemplate(
  chrome: Chrome,
  state: ThreadState,
  host: ComposerHost,
  revision: unknown,
): TemplateResult | typeof nothing {
  const { t } = chrome;
  const { settings } = state;
  if (settings.readonly) return nothing;
  if (state.isClosed)
    return html`<div class="closed block" part="closed">${t('threadClosed')}</div>`;
  if (settings.noNewRootComments) return nothing;
  if (chrome.canLogIn && !settings.allowAnon) {
    return html`<div class="gate block" part="gate login-gate">
      <p>${t('logInToComment')}</p>
      <button type="button" class="btn solid" part="login-button" @click=${chrome.onLogin}>
        ${t('logIn')}
      </button>
    </div>`;
  }
  return html`<a class="skip" href="#thread" @click=${skipTo}>${t('skipToComments')}</a>
    <fc-composer class="root" .host=${host} .revision=${revision}></fc-composer>`;
}

/** A skip link inside a shadow root: the fragment would look in the page. */
function skipTo(event: Event): void {
  const root = (event.target as Element).getRootNode() as ShadowRoot;
  const first = root.querySelector<HTMLElement>('.thread article');
  event.preventDefault();
  if (!first) return;
  first.tabIndex = -1;
  first.focus();
}
