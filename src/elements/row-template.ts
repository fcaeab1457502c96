/** The template of one row. Static where it can be: every binding costs memory in a thread of 5,000. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Badge } from '../core/index.js';
import { safeColour, safeUrl } from '../html/index.js';
import type { RowState, RowView } from '../store/index.js';
import { avatarTemplate } from './avatar.js';
import { late } from './late.js';
import type { ThreadHost } from './thread-host.js';

type Part = TemplateResult | typeof nothing;

/** What stands in place of the body, or null if the body itself does. */
export type BodyKind = 'html' | 'text' | 'edit' | 'deleted' | 'blocked' | 'flagged' | 'deleting';

/** What the body of a row is now. */
export function bodyKind(view: RowView): BodyKind {
  if (view.state === 'deleting') return 'deleting';
  if (view.isDeleted) return 'deleted';
  if (view.isBlocked) return 'blocked';
  if (view.isFlagged && !view.isShownAnyway) return 'flagged';
  if (view.edit) return 'edit';
  return view.html === null ? 'text' : 'html';
}

/** The name that is shown: a blocked author's and a deleted comment's is not. */
function shownName(view: RowView, host: ThreadHost): string {
  if (view.isBlocked) return host.t('blockedUser');
  if (view.isDeleted && !view.name) return host.t('deletedComment');
  return view.name || host.t('anonymous');
}

/** The row of one comment. The element with class `b` is filled by the caller. */
export function rowTemplate(view: RowView, host: ThreadHost): TemplateResult {
  const { t, times, store } = host;
  const { settings } = store.state;
  const kind = bodyKind(view);
  const isHidden = kind === 'deleted' || kind === 'blocked';
  const name = shownName(view, host);
  const day = view.date === null ? '' : times.day(view.date);
  const who = day ? `${name}, ${day}` : name;
  const label = view.replyTo
    ? t('replyToName', { author: name, to: view.replyTo, date: day })
    : who;
  return html`<article
    class=${classes(view, kind)}
    part=${parts(view)}
    aria-label=${label}
    data-comment-id=${view.id ?? nothing}
    data-parent-id=${view.parentId ?? nothing}
    data-depth=${view.depth}
    data-state=${view.state === 'settled' ? nothing : view.state}
  >
    ${settings.hideAvatars ? nothing : avatarTemplate(isHidden ? null : view.avatar, name, settings.defaultAvatarSrc)}
    <div class="h" part="comment-header">
      ${nameTemplate(view, name, isHidden)}${isHidden ? nothing : marks(view, host)}
      ${
        view.replyTo
          ? html`<span class="to" part="comment-reply-to"><bdi>${view.replyTo}</bdi></span>`
          : nothing
      }
      ${
        view.date === null
          ? nothing
          : html`<button type="button" class="time" part="comment-time" data-act="time">
              <time datetime=${new Date(view.date).toISOString()} title=${times.full(view.date)}
                >${times.show(view.date)}</time
              >
            </button>`
      }
      ${states(view, host)}
    </div>
    ${
      kind === 'html' || kind === 'text'
        ? html`<div class="b" part="comment-body" dir="auto"></div>`
        : kind === 'edit'
          ? html`<div class="edit-slot"></div>`
          : placeholder(view, kind, host)
    }
    ${view.notice?.kind === 'error' ? late.refusal?.(view, host) : nothing}
    ${view.state === 'failed' || view.state === 'waiting' ? late.failed?.(view, host) : nothing}
    ${view.id === null || kind === 'deleting' ? nothing : actions(view, who, host)}
  </article>`;
}

/** States that are told in words: the view's flag, the chip's kind, the part and the text. */
const stateChips = [
  ['isPinned', 'chip i i-pin', 'pinned', 'pinned'],
  ['isLocked', 'chip i i-lock', 'locked', 'locked'],
  ['isUnread', 'chip new', 'unread', 'unread'],
  ['isSpam', 'chip error', 'spam', 'isSpam'],
  ['isUnapproved', 'chip warn', 'unapproved', 'awaitingApproval'],
  ['isAwaitingVerification', 'chip warn', 'verification', 'awaitingVerification'],
  ['isUnverified', 'chip', 'unverified', 'unverified'],
  ['isFlagged', 'chip warn', 'flagged', 'flaggedByYou'],
  ['isEdited', 'meta', 'edited', 'edited'],
] as const;

/** The part that names a state, without its `state-` or `comment-`. */
type StatePart = (typeof stateChips)[number][2];

/** Texts of rows on their way. */
const onTheWay = { sending: 'sending', saving: 'saving', waiting: 'waitingForNetwork' } as const;

function classes(view: RowView, kind: BodyKind): string {
  const isOnTheWay = view.state in onTheWay || kind === 'deleting';
  return `c${isOnTheWay ? ' pending' : ''}${view.isFresh && view.id !== null ? ' fresh' : ''}${
    view.isUnread ? ' unread' : ''
  }${view.isUnverified ? ' unverified' : ''}${
    kind === 'deleted' || kind === 'blocked' ? ' quiet' : ''
  }`;
}

function parts(view: RowView): string {
  const { state } = view;
  let names = 'comment';
  const add = (
    isSo: boolean,
    name:
      StatePart | 'reply' | 'own' | 'new' | 'deleted' | 'blocked' | Exclude<RowState, 'settled'>,
  ) => {
    if (isSo) names += ` comment-${name}`;
  };
  for (const [flag, , part] of stateChips) add(view[flag], part);
  add(view.depth > 0, 'reply');
  add(view.isMine, 'own');
  add(view.isFresh, 'new');
  add(view.isDeleted, 'deleted');
  add(view.isBlocked, 'blocked');
  if (state !== 'settled') add(true, state);
  return names;
}

function nameTemplate(view: RowView, name: string, isHidden: boolean): TemplateResult {
  const link = isHidden || view.link === null ? null : safeUrl(view.link, 'link');
  const names = view.isOnline ? 'name online' : 'name';
  return link
    ? html`<a
        class=${names}
        part="comment-author"
        href=${link}
        target="_blank"
        rel="ugc nofollow noopener noreferrer"
        ><bdi>${name}</bdi></a
      >`
    : html`<span class=${names} part="comment-author"><bdi>${name}</bdi></span>`;
}

/** Label, role and badges beside the name. */
function marks(view: RowView, { t }: ThreadHost): Part {
  const role =
    view.role === 'admin' ? t('admin') : view.role === 'moderator' ? t('moderator') : null;
  const label = view.label ?? role;
  if (label === null && view.badges.length === 0) return nothing;
  return html`${
    label === null
      ? nothing
      : html`<span class="chip role" part="comment-label"><bdi>${label}</bdi></span>`
  }${view.badges.map(badgeTemplate)}`;
}

function badgeTemplate(badge: Badge): TemplateResult {
  const src = badge.displaySrc ? safeUrl(badge.displaySrc, 'image') : null;
  const text = badge.displayLabel ?? badge.description;
  return html`<span
    class="chip"
    part="badge"
    title=${badge.description}
    .style=${
      src
        ? ''
        : colours({
            'background-color': badge.backgroundColor,
            color: badge.textColor,
            border: badge.borderColor ? `1px solid ${safeColour(badge.borderColor) ?? ''}` : null,
          })
    }
    >${
      src
        ? html`<img
            src=${src}
            alt=${text}
            loading="lazy"
            decoding="async"
            referrerpolicy="no-referrer"
          />`
        : text
    }</span
  >`;
}

/** Colours that came over the wire, as far as they are colours and nothing else. */
function colours(wanted: Record<string, string | null | undefined>): string {
  let style = '';
  for (const [property, value] of Object.entries(wanted)) {
    if (!value) continue;
    const safe = property === 'border' ? value : safeColour(value);
    if (safe) style += `${property}:${safe};`;
  }
  return style;
}

/** What is to be known of the comment, in words beside the name. */
function states(view: RowView, { t, store }: ThreadHost): Part[] {
  const isLabelled = !store.state.settings.disableUnverifiedLabel;
  const chip = (kind: string, part: StatePart | keyof typeof onTheWay, text: string) =>
    html`<span class=${kind} part="comment-state state-${part}">${text}</span>`;
  const way = view.state as keyof typeof onTheWay;
  const chips: Part[] = way in onTheWay ? [chip('chip', way, t(onTheWay[way]))] : [];
  for (const [flag, kind, part, key] of stateChips) {
    if (view[flag] && (isLabelled || flag !== 'isUnverified')) chips.push(chip(kind, part, t(key)));
  }
  return chips;
}

/** What stands in place of a body that is not shown: its text, and a button with its act. */
const placeholders = {
  deleting: ['deleting'],
  deleted: ['deletedComment'],
  blocked: ['youBlockedThisUser', 'unblock', 'unblockUser'],
  flagged: ['youFlaggedThis', 'show-anyway', 'showAnyway'],
} as const;

function placeholder(
  { notice }: RowView,
  kind: keyof typeof placeholders,
  { t }: ThreadHost,
): TemplateResult {
  const [text, act, label] = placeholders[kind];
  const button = (name: 'unblock' | 'show-anyway' | 'undo', content: string) =>
    html`<button type="button" class="txt accent" part="${name}-button" data-act=${name}>
      ${content}
    </button>`;
  return html`<div class="b muted" part="comment-body comment-placeholder">
    ${t(text)}
    ${act ? button(act, t(label)) : nothing}${
      act && notice?.canUndo ? button('undo', t('undo')) : nothing
    }
  </div>`;
}

/** Votes, "Reply" and the menu. */
function actions(view: RowView, who: string, { t, store }: ThreadHost): Part {
  const { settings } = store.state;
  const { can } = view;
  const isHidden = view.isDeleted || view.isBlocked;
  const toggle =
    view.replies > 0
      ? html`<button
          type="button"
          class="act i i-chevron"
          part="replies-toggle"
          data-act="toggle"
          aria-expanded=${!view.areRepliesClosed}
          aria-label=${
            view.areRepliesClosed
              ? t('showReplies', { count: view.replies })
              : `${t('hideReplies')}: ${view.replies}, ${who}`
          }
        >
          ${view.areRepliesClosed ? t('showReplies', { count: view.replies }) : view.replies}
        </button>`
      : nothing;
  if (isHidden) {
    return toggle === nothing
      ? nothing
      : html`<div class="acts" part="comment-actions">${toggle}</div>`;
  }
  return html`<div class="acts" part="comment-actions">
    ${settings.disableVoting ? nothing : votes(view, who, t, settings.voteStyle === 1)}
    ${
      can.reply
        ? html`<button
            type="button"
            class="act"
            part="reply-button"
            data-act="reply"
            aria-label=${t('replyTo', { name: who })}
            aria-expanded=${view.isReplying}
          >
            ${t('reply')}
          </button>`
        : nothing
    }
    ${toggle}
    <button
      type="button"
      class="act i i-more"
      part="menu-button"
      data-act="menu"
      aria-haspopup="menu"
      aria-expanded="false"
      aria-label=${`${t('moreActions')}: ${who}`}
    ></button>
  </div>`;
}

function votes(view: RowView, who: string, t: ThreadHost['t'], isHeart: boolean): TemplateResult {
  const { can, vote } = view;
  const disabled = can.vote ? nothing : 'true';
  const mine = vote === 0 ? 'sum' : 'sum mine';
  const sum = isHeart ? view.votesUp : view.votes;
  return html`<span class="votes" part="votes"
    ><button
      type="button"
      class=${isHeart ? 'act i i-heart' : 'act i i-up'}
      part=${isHeart ? 'vote-button vote-heart' : 'vote-button vote-up'}
      data-act="up"
      aria-pressed=${vote === 1}
      aria-disabled=${disabled}
      aria-label=${`${isHeart ? t('like') : t('voteUp')}: ${who}`}
    ></button
    ><span class=${mine} part="vote-count" role="img" aria-label=${t('votes', { count: sum })}
      >${sum}</span
    >${
      can.voteDown
        ? html`<button
            type="button"
            class="act i i-down"
            part="vote-button vote-down"
            data-act="down"
            aria-pressed=${vote === -1}
            aria-disabled=${disabled}
            aria-label=${`${t('voteDown')}: ${who}`}
          ></button>`
        : nothing
    }</span
  >`;
}
