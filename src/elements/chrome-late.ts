/** What of the chrome comes with the acts: search, presence, the bell, who one is, notices. */
import { html, nothing, type TemplateResult } from 'lit';
import type { FullTexts } from '../i18n/full-texts.js';
import type { ThreadState } from '../store/index.js';
import { loginButton, type Chrome } from './chrome.js';

/** Search, who is there, whether the thread is live. */
export function toolsTemplate({ t }: Chrome, state: ThreadState): TemplateResult {
  const { subscribers: count } = state;
  return html`${
    count > 1
      ? html`<span class="meta" part="presence">${t('usersOnline', { count })}</span>`
      : nothing
  }
  ${
    state.isConnected === false
      ? html`<span class="chip" part="connection">${t('liveLost')}</span>`
      : nothing
  }
  ${
    state.settings.enableSearch && (state.count > 0 || state.filter)
      ? html`<input
          type="search"
          part="search"
          class="search"
          data-act="search"
          aria-label=${t('searchComments')}
          placeholder=${t('searchComments')}
          .value=${state.filter?.searchText ?? ''}
        />`
      : nothing
  }`;
}

/** Whether there is a way out: without one, the name opens no menu. */
function canLogOut({ sso, simpleSSO }: ThreadState['settings']): boolean {
  const way = (sso ?? simpleSSO) as Record<string, unknown> | undefined;
  return !way || Boolean(way.logoutURL ?? way.logoutCallback);
}

/** The bell, and who one is or how to log in. */
export function peopleTemplate(
  { t, isSignedIn, canLogIn }: Chrome,
  { settings, viewer, notificationCount: count }: ThreadState,
): TemplateResult {
  const { user } = viewer;
  return html`${
    isSignedIn && !settings.disableNotificationBell
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
      : nothing
  }
  ${
    user?.username
      ? canLogOut(settings)
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
        : html`<span class="meta" part="user-name"
            ><bdi>${user.displayName ?? user.username}</bdi></span
          >`
      : canLogIn
        ? loginButton(t, 'txt')
        : nothing
  }`;
}

/** Notices that do not block: the service's own, a billing problem, a filter that is on. */
export function noticesTemplate({ t }: Chrome, state: ThreadState): TemplateResult {
  const { filter, hasBillingIssue, settings, viewer, warning } = state;
  const full = t as FullTexts;
  const note = (kind: string, text: string, rest: unknown = nothing) =>
    html`<div class="note ${kind} block" part="notice"><span>${text}</span>${rest}</div>`;
  const skip = (act: string, text: string) =>
    html`<a class="skip" href="#${act}" data-act=${act}>${text}</a>`;
  return html`${state.phase === 'ready' ? skip('skip-past', full('skipPastComments')) : nothing}${
    settings.inputAfterComments && !settings.readonly && !state.isClosed
      ? skip('skip-to-composer', full('skipToComposer'))
      : nothing
  }${warning ? note('warn', t.plain(warning)) : nothing}
  ${hasBillingIssue && viewer.isSiteAdmin ? note('warn', full('billingNotice')) : nothing}
  ${
    filter
      ? note(
          '',
          filter.hashTags
            ? full('commentsTagged', { tag: filter.hashTags.join(', ') })
            : full('commentsWithText', { text: filter.searchText ?? '' }),
          html`<button type="button" class="btn" part="show-all-button" data-act="all">
            ${full('showAllComments')}
          </button>`,
        )
      : nothing
  }`;
}
