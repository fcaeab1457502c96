/**
 * What the nodes of one row are to be; `patch` makes them so. Longer than a file should be: it is one
 * template.
 */
import type { Badge } from '../core/index.js';
import { safeColour, safeUrl } from '../html/index.js';
import type { RowState, RowView } from '../store/index.js';
import { avatarSpec, quietImage } from './avatar.js';
import { late } from './late.js';
import { kept, type Child, type Spec } from './patch.js';
import type { ThreadHost } from './thread-host.js';

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

/**
 * How much of a row there is. In a long thread a row is first its `text`, with name, date and states;
 * it is `whole`, with its controls, as soon as there is time or somebody comes near; it was `seen`
 * once it was near the screen: it has its picture.
 */
export type RowStage = 'text' | 'whole' | 'seen';

/** The article of one comment. Body and time are filled by the caller. */
export function rowSpec(view: RowView, host: ThreadHost, stage: RowStage): Spec {
  const isSeen = stage === 'seen';
  const { t, times, store } = host;
  const { settings } = store.state;
  const kind = bodyKind(view);
  const isHidden = kind === 'deleted' || kind === 'blocked';
  const name = shownName(view, host);
  const { date } = view;
  const day = date === null ? '' : times.day(date);
  const who = day ? `${name}, ${day}` : name;
  return [
    'article',
    {
      class: classes(view, kind),
      part: parts(view),
      'aria-label': view.replyTo
        ? t('replyToName', { author: name, to: view.replyTo, date: day })
        : who,
      'data-comment-id': view.id,
      'data-parent-id': view.parentId,
      'data-depth': view.depth,
      'data-state': view.state === 'settled' ? null : view.state,
    },
    settings.hideAvatars
      ? null
      : avatarSpec(isHidden ? null : view.avatar, name, settings.defaultAvatarSrc, isSeen),
    [
      'div',
      { class: 'h', part: 'comment-header' },
      nameSpec(view, name, isHidden),
      ...(isHidden ? [] : marks(view, host)),
      view.replyTo
        ? ['span', { class: 'to', part: 'comment-reply-to' }, ['bdi', {}, view.replyTo]]
        : null,
      date === null
        ? null
        : [
            'button',
            { type: 'button', class: 'time', part: 'comment-time', 'data-act': 'time' },
            ['time', { datetime: new Date(date).toISOString() }, kept],
          ],
      ...states(view, host),
    ],
    kind === 'html' || kind === 'text'
      ? ['div', { class: 'b', part: 'comment-body', dir: 'auto' }, kept]
      : kind === 'edit'
        ? ['div', { class: 'edit-slot' }, kept]
        : placeholder(view, kind, host),
    view.notice?.kind === 'error' && late.refusal
      ? ['div', { class: 'refusal' }, late.refusal(view, host)]
      : null,
    (view.state === 'failed' || view.state === 'waiting') && late.failed
      ? ['div', { class: 'failed' }, late.failed(view, host)]
      : null,
    view.id === null || kind === 'deleting' || stage === 'text' ? null : actions(view, who, host),
  ];
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

function nameSpec(view: RowView, name: string, isHidden: boolean): Spec {
  const link = isHidden || view.link === null ? null : safeUrl(view.link, 'link');
  const shown = { class: view.isOnline ? 'name online' : 'name', part: 'comment-author' };
  const inner: Spec = ['bdi', {}, name];
  return link
    ? [
        'a',
        { ...shown, href: link, target: '_blank', rel: 'ugc nofollow noopener noreferrer' },
        inner,
      ]
    : ['span', shown, inner];
}

/** Label, role and badges beside the name. */
function marks(view: RowView, { t }: ThreadHost): Child[] {
  const role =
    view.role === 'admin' ? t('admin') : view.role === 'moderator' ? t('moderator') : null;
  const label = view.label ?? role;
  return [
    label === null
      ? null
      : ['span', { class: 'chip role', part: 'comment-label' }, ['bdi', {}, label]],
    ...view.badges.map(badgeSpec),
  ];
}

function badgeSpec(badge: Badge): Spec {
  const src = badge.displaySrc ? safeUrl(badge.displaySrc, 'image') : null;
  const text = badge.displayLabel ?? badge.description;
  return [
    'span',
    {
      class: 'chip',
      part: 'badge',
      title: badge.description,
      style: src
        ? ''
        : colours({
            'background-color': badge.backgroundColor,
            color: badge.textColor,
            border: badge.borderColor ? `1px solid ${safeColour(badge.borderColor) ?? ''}` : null,
          }),
    },
    src ? ['img', { ...quietImage, src, alt: text }] : text,
  ];
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
function states(view: RowView, { t, store }: ThreadHost): Spec[] {
  const isLabelled = !store.state.settings.disableUnverifiedLabel;
  const chip = (kind: string, part: StatePart | keyof typeof onTheWay, text: string): Spec => [
    'span',
    { class: kind, part: `comment-state state-${part}` },
    text,
  ];
  const way = view.state as keyof typeof onTheWay;
  const chips = way in onTheWay ? [chip('chip', way, t(onTheWay[way]))] : [];
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
): Spec {
  const [text, act, label] = placeholders[kind];
  const button = (name: 'unblock' | 'show-anyway' | 'undo', content: string): Spec => [
    'button',
    { type: 'button', class: 'txt accent', part: `${name}-button`, 'data-act': name },
    content,
  ];
  return [
    'div',
    // The other way round than a body's: neither is ever made of the other.
    { class: 'b muted', part: 'comment-placeholder comment-body' },
    `${t(text)} `,
    act ? button(act, t(label)) : null,
    act && notice?.canUndo ? button('undo', t('undo')) : null,
  ];
}

/** Votes, "Reply" and the menu. */
function actions(view: RowView, who: string, { t, store }: ThreadHost): Child {
  const { settings } = store.state;
  const { replies, areRepliesClosed } = view;
  const shown = areRepliesClosed ? t('showReplies', { count: replies }) : String(replies);
  const toggle: Child =
    replies > 0
      ? [
          'button',
          {
            type: 'button',
            class: 'act i i-chevron',
            part: 'replies-toggle',
            'data-act': 'toggle',
            'aria-expanded': !areRepliesClosed,
            'aria-label': areRepliesClosed ? shown : `${t('hideReplies')}: ${replies}, ${who}`,
          },
          shown,
        ]
      : null;
  const bar = { class: 'acts', part: 'comment-actions' };
  if (view.isDeleted || view.isBlocked) return toggle && ['div', bar, toggle];
  return [
    'div',
    bar,
    settings.disableVoting ? null : votes(view, who, t, settings.voteStyle === 1),
    view.can.reply
      ? [
          'button',
          {
            type: 'button',
            class: 'act',
            part: 'reply-button',
            'data-act': 'reply',
            'aria-label': t('replyTo', { name: who }),
            'aria-expanded': view.isReplying,
          },
          t('reply'),
        ]
      : null,
    toggle,
    [
      'button',
      {
        type: 'button',
        class: 'act i i-more',
        part: 'menu-button',
        'data-act': 'menu',
        'aria-haspopup': 'menu',
        // The menu says so itself while it is open.
        '+aria-expanded': false,
        'aria-label': `${t('moreActions')}: ${who}`,
      },
    ],
  ];
}

function votes(view: RowView, who: string, t: ThreadHost['t'], isHeart: boolean): Spec {
  const { can, vote } = view;
  const sum = isHeart ? view.votesUp : view.votes;
  const button = (act: 'up' | 'down', kind: 'heart' | 'up' | 'down', label: string): Spec => [
    'button',
    {
      type: 'button',
      class: `act i i-${kind}`,
      part: `vote-button vote-${kind}`,
      'data-act': act,
      'aria-pressed': vote === (act === 'up' ? 1 : -1),
      'aria-disabled': can.vote ? null : true,
      'aria-label': `${label}: ${who}`,
    },
  ];
  return [
    'span',
    { class: 'votes', part: 'votes' },
    isHeart ? button('up', 'heart', t('like')) : button('up', 'up', t('voteUp')),
    [
      'span',
      {
        class: vote === 0 ? 'sum' : 'sum mine',
        part: 'vote-count',
        '+role': 'img',
        'aria-label': t('votes', { count: sum }),
      },
      String(sum),
    ],
    can.voteDown ? button('down', 'down', t('voteDown')) : null,
  ];
}
