/** The list of notifications behind the bell: what happened, where, and what one wants to hear of. */
import { html, nothing, type TemplateResult } from 'lit';
import type { UserNotification } from '../core/index.js';
import { plainText, safeUrl } from '../html/index.js';
import type { RareTextKey } from '../i18n/english-rare.js';
import { fullTexts } from '../i18n/full-texts.js';
import { Bell, isViewed } from '../session/bell.js';
import type { Session } from '../session/index.js';
import sheet from '../theme/bell.css?inline';
import { adoptSheet } from '../theme/index.js';
import { avatarTemplate } from './avatar.js';
import type { ComposerHost } from './fc-composer.js';
import { openPanel } from './panel.js';
import { listEnd, panelError } from './panel-state.js';

/** The text of each type. Source: the service's API. */
const texts: Readonly<Record<number, RareTextKey>> = {
  0: 'notifyReply',
  1: 'notifyThread',
  2: 'notifyVote',
  3: 'notifyPage',
  4: 'notifyProfile',
  5: 'notifyMessage',
  7: 'notifyMention',
};

/** Types that are about a comment one can stop hearing of. */
const aboutComment = new Set([0, 1, 2, 7]);

/** Where a notification leads: a comment on this page, an address elsewhere, or nowhere. */
export function targetOf(
  { fromCommentId, url, urlId }: UserNotification,
  here: { readonly urlId: string; readonly url: string },
): { readonly href: string | null; readonly commentId: string | null } {
  const page = (address: string) => address.replace(/#.*$/, '');
  const safe = safeUrl(url, 'link');
  const isHere = urlId === here.urlId || (safe !== null && page(safe) === page(here.url));
  const base = isHere ? page(here.url) : safe;
  if (base === null || !fromCommentId) return { href: base, commentId: null };
  // Half a surrogate pair cannot be encoded.
  const id = encodeURIComponent(fromCommentId.replace(/\p{Surrogate}/gu, '\uFFFD'));
  return {
    href: `${page(base)}#fast-comments-jt=${id}`,
    commentId: isHere ? fromCommentId : null,
  };
}

/**
 * Opens the list at the bell; the count at the bell is reset. `scrollTo` brings a comment of this
 * page into view.
 */
export function openNotifications(
  host: ComposerHost,
  session: Session,
  button: HTMLElement,
  scrollTo: (commentId: string) => Promise<boolean>,
): void {
  const { context } = session;
  if (!context) return;
  const t = fullTexts(host.t);
  let goesTo: string | null = null;
  adoptSheet(host.root, sheet);
  const panel = openPanel(host, {
    title: t('notifications'),
    part: 'notifications',
    button,
    until: context.signal,
    focus: () => {
      if (goesTo !== null) void scrollTo(goesTo);
      else button.focus();
    },
  });

  const follow = (event: MouseEvent, item: UserNotification, commentId: string | null) => {
    if (!isViewed(item)) void bell.mark(item._id, true);
    const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0;
    if (commentId === null || isElsewhere) return;
    event.preventDefault();
    goesTo = commentId;
    panel.close();
  };

  const refusal = (id: string | null) =>
    bell.refused?.id === id ? panelError(t, bell.refused.failure) : nothing;

  const itemTemplate = (item: UserNotification): TemplateResult => {
    const { _id, contextHTML, createdAt, fromUserAvatarSrc, optedOut, pageTitle, type } = item;
    const name = item.fromUserName?.trim() || t('anonymous');
    const text = t(texts[type] ?? 'notifyOther', { fromUserName: name });
    const date = Date.parse(createdAt);
    const isRead = isViewed(item);
    const { href, commentId } = targetOf(item, { urlId: context.urlId, url: location.href });
    const excerpt = contextHTML ? plainText(contextHTML).trim() : '';
    const label = `: ${text}`;
    return html`<li
      class=${isRead ? 'told' : 'told unread'}
      part=${isRead ? 'notification' : 'notification notification-unread'}
      data-id=${_id}
    >
      ${avatarTemplate(fromUserAvatarSrc ?? null, name, host.store.state.settings.defaultAvatarSrc)}
      <div class="what">
        ${
          href === null
            ? html`<span class="told-text" part="notification-text">${text}</span>`
            : html`<a
                class="told-text"
                part="notification-text"
                href=${href}
                @click=${(event: MouseEvent) => follow(event, item, commentId)}
                >${text}</a
              >`
        }
        ${isRead ? nothing : html`<span class="vh">${t('unread')}</span>`}
        ${excerpt ? html`<p class="excerpt" part="notification-excerpt" dir="auto">${excerpt}</p>` : nothing}
        <div class="meta">
          ${
            Number.isNaN(date)
              ? nothing
              : html`<time datetime=${new Date(date).toISOString()} title=${host.times.full(date)}
                  >${host.times.show(date)}</time
                >`
          }
          ${pageTitle && commentId === null ? html` · <bdi>${pageTitle}</bdi>` : nothing}
        </div>
        ${refusal(_id)}
      </div>
      <button
        type="button"
        class="act i ${isRead ? 'i-unread' : 'i-check'}"
        part="mark-button"
        aria-label=${t(isRead ? 'markUnread' : 'markRead') + label}
        title=${t(isRead ? 'markUnread' : 'markRead')}
        @click=${() => void bell.mark(_id, !isRead)}
      ></button>
      ${
        aboutComment.has(type)
          ? html`<button
              type="button"
              class="act i ${optedOut ? 'i-muted' : 'i-bell'}"
              part="mute-button"
              aria-label=${t(optedOut ? 'unmuteComment' : 'muteComment') + label}
              title=${t(optedOut ? 'unmuteComment' : 'muteComment')}
              @click=${() => void bell.mute(_id, !optedOut)}
            ></button>`
          : nothing
      }
    </li>`;
  };

  const more = async () => {
    const [first] = await bell.load();
    const selector = first && `[data-id="${CSS.escape(first)}"] :is(a, button)`;
    if (selector) panel.dialog.querySelector<HTMLElement>(selector)?.focus();
  };

  const content = (): TemplateResult => {
    const { failure, hasLoaded, hasMore, isLoading, items } = bell;
    return html`${
      items.length > 0
        ? html`<ul role="list" part="notification-list">
            ${items.map(itemTemplate)}
          </ul>`
        : hasLoaded
          ? html`<p class="empty" part="empty">${t('noNotifications')}</p>`
          : nothing
    }
    ${listEnd(t, {
      failure,
      isLoading,
      hasMore,
      retry: () => void bell.load(),
      more: () => void more(),
      label: t('loadMoreNotifications'),
    })}`;
  };

  const bar = (): TemplateResult | typeof nothing => {
    const { isSubscribed } = bell;
    if (isSubscribed === null) return nothing;
    return html`<button
        type="button"
        role="switch"
        class="switch"
        part="subscribe-switch"
        aria-checked=${isSubscribed}
        @click=${() => void bell.subscribe(!isSubscribed)}
      >
        <span>${t('subscribe')}</span><i aria-hidden="true"></i>
      </button>
      ${refusal(null)}`;
  };

  let count = 0;
  const draw = () => {
    panel.draw(content(), bar());
    // One that has come while the list is open.
    const [newest] = bell.items;
    if (bell.hasLoaded && !bell.isLoading && bell.items.length === count + 1 && newest) {
      const name = newest.fromUserName?.trim() || t('anonymous');
      panel.say(t(texts[newest.type] ?? 'notifyOther', { fromUserName: name }));
    }
    count = bell.items.length;
  };
  const bell = new Bell(context, draw);
  panel.signal.addEventListener('abort', () => bell.stop());
  void bell.load();
  void bell.resetCount();
}
