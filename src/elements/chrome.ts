/**
 * What stands around the thread: count, order, search, who one is, notices, the main composer. Its
 * controls say in `data-act` what they are for; the element hears them all in one place.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { FullTexts } from '../i18n/full-texts.js';
import type { Texts } from '../i18n/index.js';
import { visibleCount, type ThreadState } from '../store/index.js';
import { composerShell } from './composer-shell.js';
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

/** The heading's text: a number of comments, in the host's own words if it has some. */
function countText(state: ThreadState, t: Texts): string {
  const count = visibleCount(state);
  const format = state.settings.commentCountFormat;
  return format ? t.plain(format.replaceAll('[count]', `${count}`)) : t('commentCount', { count });
}

/** A control. */
function button(act: string, kind: string, part: string, content: unknown, hasMenu?: string) {
  return html`<button
    type="button"
    class=${kind}
    part=${part}
    data-act=${act}
    aria-haspopup=${hasMenu ?? nothing}
  >
    ${content}
  </button>`;
}

/** "Log in". */
export function loginButton(t: Texts, kind: string): TemplateResult {
  return button('log-in', kind, 'login-button', t('logIn'));
}

/** Count, tools and order. */
export function headerTemplate(chrome: Chrome, state: ThreadState): TemplateResult {
  const { t, isFolded } = chrome;
  const { settings, subscribers, viewer, notificationCount: count } = state;
  const { user } = viewer;
  const search: Part = settings.enableSearch
    ? html`<input
        type="search"
        part="search"
        class="search"
        data-act="search"
        aria-label=${t('searchComments')}
        placeholder=${t('searchComments')}
        .value=${state.filter?.searchText ?? ''}
      />`
    : nothing;
  const sort: Part =
    state.count > 0
      ? html`<select part="sort" data-act="sort" aria-label=${t('sortBy')}>
          ${Object.entries(orders).map(
            ([order, key]) =>
              html`<option value=${order} ?selected=${state.direction === order}>
                ${t(key)}
              </option>`,
          )}
        </select>`
      : nothing;
  const bell: Part =
    chrome.isSignedIn && !settings.disableNotificationBell
      ? html`<button
          type="button"
          class="act i i-bell"
          part="bell"
          data-act="bell"
          aria-haspopup="dialog"
          aria-label=${count > 0 ? t('unreadNotifications', { count }) : t('notifications')}
        >
          ${count > 0 ? html`<span class="bubble" part="bell-count">${count}</span>` : nothing}
        </button>`
      : nothing;
  return html`<header class="top" part="header">
    <div class="heading" part="heading" role="heading" aria-level=${settings.headingLevel}>
      ${countText(state, t)}
    </div>
    ${
      subscribers > 1
        ? html`<span class="meta" part="presence">${subscribers} ${t('online')}</span>`
        : nothing
    }
    ${
      state.isConnected === false
        ? html`<span class="chip" part="connection">${t('liveLost')}</span>`
        : nothing
    }
    ${search}${sort}${bell}${
      user?.username
        ? html`<button
            type="button"
            class="txt"
            part="user-button"
            data-act="user"
            aria-haspopup="menu"
            aria-expanded="false"
          >
            <bdi>${user.displayName ?? user.username}</bdi>
          </button>`
        : chrome.canLogIn
          ? loginButton(t, 'txt')
          : nothing
    }
    ${
      settings.useShowCommentsToggle
        ? html`<button
            type="button"
            class="btn"
            part="fold-button"
            data-act="fold"
            aria-expanded=${!isFolded}
          >
            ${isFolded ? t('showComments') : t('hideComments')}
          </button>`
        : nothing
    }
  </header>`;
}

/** Notices that do not block: the service's own, a billing problem, a filter that is on. */
export function noticesTemplate({ t }: Chrome, state: ThreadState): TemplateResult {
  const { filter, hasBillingIssue, viewer, warning } = state;
  // What comes up only after an act has its texts by then.
  const full = t as FullTexts;
  const note = (kind: string, text: string, rest: Part = nothing) =>
    html`<div class="note ${kind} block" part="notice"><span>${text}</span>${rest}</div>`;
  return html`${warning ? note('warn', t.plain(warning)) : nothing}
  ${hasBillingIssue && viewer.isSiteAdmin ? note('warn', full('billingNotice')) : nothing}
  ${
    filter
      ? note(
          '',
          filter.hashTags
            ? full('commentsTagged', { tag: filter.hashTags.join(', ') })
            : `${t('searchComments')}: “${filter.searchText ?? ''}”`,
          button('all', 'btn', 'show-all-button', full('showAllComments')),
        )
      : nothing
  }`;
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
  if (isClosed) return html`<div class="closed block" part="closed">${t('threadClosed')}</div>`;
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
