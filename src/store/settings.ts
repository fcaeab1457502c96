/**
 * Settings: the official widget configuration and ours, as one table, and how its layers merge.
 * Source of names, types and defaults: the service's configuration guide; precedence: README.
 */
import type { SortDirection } from '../core/index.js';

/** Values of one layer (host, live `new-config`, the server's `customConfig`), unchecked. */
export type SettingLayer = Readonly<Record<string, unknown>>;

/** s = string, b = boolean, n = integer, o = object or list, f = function. */
export type SettingType = 's' | 'b' | 'n' | 'o' | 'f';

/**
 * Every setting by type. A leading `-` means that only the host may set it (the server's value is
 * ignored). What is not named here is unknown and left alone.
 */
const table: Readonly<Record<SettingType, string>> = {
  s: '-tenantId -urlId -url -pageTitle -region -apiHost -wsHost -jumpToHashTag -jumpToId -userId -ssoTenantId -anonUserId -theme -loading -consent locale defaultUsername defaultSortDirection commentCountFormat hideCommentsUnderCountTextFormat gifRating imageContentProfanityLevel defaultAvatarSrc customCSS headerHTML',
  b: '-paginationBeforeComments -enableInfiniteScrolling -countAll -newCommentsToBottom -usePolling -alwaysConnect -disableMentions -disableImageRedirect -noCustomConfig -debug readonly noNewRootComments allowAnon allowAnonVotes allowAnonFlag disableEmailInputs enableCommenterLinks requireSSO disableVoting disableDownVoting enableVoteList disableBlocking disableCommenterCommentEdit disableCommenterCommentDelete disableUnverifiedLabel disableSuccessMessage showCommentSaveSuccess collapseReplies useShowCommentsToggle showLiveRightAway disableLiveCommenting disableToolbar enableWYSIWYG useSingleLineCommentInput enableResizeHandle useSingleReplyField inputAfterComments noImageUploads allowEmbeds enableSpoilers disableAutoHashTagCreation enableSearch enableViewCounts absoluteDates absoluteAndRelativeDates hideAvatars disableProfiles disableProfileComments disableProfileDirectMessages disableNotificationBell showBadgesInTopBar usersListIncludeOffline hasDarkBackground wrap noStyles enableThirdPartyCookieBypass limitCommentsByGroups enableFChat showQuestion',
  n: '-maxReplyDepth -startingPage -productId -repliesPageSize -treeDepth -headingLevel ssoSecLvl maxCommentCharacterLength maxCommentCreatedCountPUPM voteStyle commentThreadDeleteMode pageSize countAboveToggle commentHTMLRenderingMode mentionAutoCompleteMode commenterNameFormat usersListLocation',
  o: '-sso -simpleSSO -mentionGroupIds -pageReactConfig -inlineReactImages -commentMeta -moderationGroupIds tos allowedEmbedDomains restrictedLinkDomains allowedLanguages spamRules translations',
  f: '-onInit -onRender -onCommentsRendered -commentCountUpdated -onAuthenticationChange -onCommentSubmitStart -onReplySuccess -onCommentEdited -onCommentDeleted -onVoteSuccess -onUserBlocked -onCommentFlagged -onImageClicked -onOpenProfile -permalink',
};

/** Type of every setting by name. */
export const settingTypes: ReadonlyMap<string, SettingType> = new Map(
  (Object.keys(table) as SettingType[]).flatMap((type) =>
    table[type].split(' ').map((name) => [name.replace('-', ''), type] as const),
  ),
);

const hostOnly: ReadonlySet<string> = new Set(
  Object.values(table).flatMap((names) =>
    names.split(' ').flatMap((name) => (name.startsWith('-') ? [name.slice(1)] : [])),
  ),
);

/** Settings every part may rely on: defaults are filled in. Others are undefined unless set. */
export interface Settings {
  readonly [name: string]: unknown;
  readonly tenantId?: string;
  readonly urlId?: string;
  readonly url?: string;
  readonly pageTitle?: string;
  readonly locale?: string;
  readonly readonly?: boolean;
  readonly noNewRootComments?: boolean;
  readonly maxReplyDepth?: number;
  readonly allowAnon?: boolean;
  readonly allowAnonVotes?: boolean;
  readonly disableEmailInputs?: boolean;
  readonly defaultUsername?: string;
  readonly enableCommenterLinks?: boolean;
  readonly requireSSO?: boolean;
  readonly tos?: { readonly enabled?: boolean; readonly textByLocale?: Record<string, string> };
  /** Characters of one comment; 2,000 unless set. */
  readonly maxCommentCharacterLength: number;
  readonly disableVoting?: boolean;
  readonly disableDownVoting?: boolean;
  /** 0 up and down, 1 heart. */
  readonly voteStyle: number;
  readonly enableVoteList?: boolean;
  readonly disableBlocking?: boolean;
  readonly disableCommenterCommentEdit?: boolean;
  readonly disableCommenterCommentDelete?: boolean;
  readonly disableUnverifiedLabel?: boolean;
  readonly disableSuccessMessage?: boolean;
  readonly collapseReplies?: boolean;
  readonly defaultSortDirection: SortDirection;
  /** Top-level comments fetched at a time. */
  readonly pageSize: number;
  /** Replies fetched at a time under one comment. */
  readonly repliesPageSize: number;
  /** Levels of replies fetched with a page. */
  readonly treeDepth: number;
  readonly countAll: boolean;
  readonly commentCountFormat?: string;
  readonly useShowCommentsToggle?: boolean;
  readonly countAboveToggle?: number;
  readonly showLiveRightAway?: boolean;
  readonly newCommentsToBottom?: boolean;
  readonly disableLiveCommenting?: boolean;
  readonly usePolling?: boolean;
  readonly inputAfterComments?: boolean;
  readonly disableToolbar?: boolean;
  readonly useSingleLineCommentInput?: boolean;
  readonly useSingleReplyField?: boolean;
  readonly noImageUploads?: boolean;
  readonly gifRating?: string;
  readonly allowEmbeds?: boolean;
  readonly allowedEmbedDomains?: readonly string[];
  readonly enableSpoilers?: boolean;
  readonly disableMentions?: boolean;
  readonly mentionGroupIds?: readonly string[];
  readonly enableSearch?: boolean;
  readonly enableViewCounts?: boolean;
  readonly absoluteDates?: boolean;
  readonly absoluteAndRelativeDates?: boolean;
  readonly hideAvatars?: boolean;
  readonly defaultAvatarSrc?: string;
  readonly disableNotificationBell?: boolean;
  readonly disableProfiles?: boolean;
  readonly usersListLocation?: number;
  readonly hasDarkBackground?: boolean;
  readonly noStyles?: boolean;
  readonly customCSS?: string;
  readonly headerHTML?: string;
  readonly disableImageRedirect?: boolean;
  readonly hideCommentsUnderCountTextFormat?: string;
  readonly jumpToId?: string;
  readonly jumpToHashTag?: string;
  readonly startingPage?: number;
  readonly paginationBeforeComments?: boolean;
  readonly enableInfiniteScrolling?: boolean;
  readonly enableResizeHandle?: boolean;
  readonly debug?: boolean;
  readonly translations?: Readonly<Record<string, string>>;
  readonly theme: 'auto' | 'light' | 'dark';
  readonly headingLevel: number;
  readonly loading: 'eager' | 'lazy';
  readonly consent: 'given' | 'required';
}

const defaults = {
  maxCommentCharacterLength: 2000,
  voteStyle: 0,
  defaultSortDirection: 'MR',
  pageSize: 30,
  repliesPageSize: 10,
  treeDepth: 2,
  countAll: true,
  theme: 'auto',
  headingLevel: 2,
  loading: 'eager',
  consent: 'given',
} as const;

/** What a number or a word may be; anything else counts as not set. */
const limits: Readonly<Record<string, readonly unknown[] | ((value: number) => boolean)>> = {
  defaultSortDirection: ['MR', 'NF', 'OF'],
  theme: ['auto', 'light', 'dark'],
  loading: ['eager', 'lazy'],
  consent: ['given', 'required'],
  headingLevel: (value) => value >= 1 && value <= 6,
  pageSize: (value) => value > 0,
  repliesPageSize: (value) => value > 0,
  treeDepth: (value) => value >= 0,
  maxReplyDepth: (value) => value >= 0,
  maxCommentCharacterLength: (value) => value > 0,
};

/** Whether a value has the type its setting asks for; null and undefined are "not set". */
function isUsable(name: string, value: unknown): boolean {
  const wanted = settingTypes.get(name);
  const right =
    wanted === 's'
      ? typeof value === 'string'
      : wanted === 'b'
        ? typeof value === 'boolean'
        : wanted === 'n'
          ? Number.isInteger(value)
          : wanted === 'f'
            ? typeof value === 'function'
            : typeof value === 'object' && value !== null;
  const limit = limits[name];
  if (!right || !limit) return right;
  return typeof limit === 'function' ? limit(value as number) : limit.includes(value);
}

/** For these the server wins over the host. */
const serverWins = new Set(['wrap', 'hasDarkBackground']);
/** A live configuration wins over the host with these, when they become true. */
const liveWins = new Set(['readonly', 'noNewRootComments', 'disableVoting', 'requireSSO']);

/**
 * Merges the layers: host > live > server > default, with the exceptions above. Values of a wrong
 * type count as not set; `translations` are left per layer (texts merge them key by key).
 */
export function resolveSettings(layers: {
  readonly host: SettingLayer;
  readonly live: SettingLayer;
  readonly server: SettingLayer;
}): Settings {
  const settings: Record<string, unknown> = { ...defaults };
  for (const name of settingTypes.keys()) {
    const mayServer = !hostOnly.has(name);
    const order: SettingLayer[] = [layers.host];
    if (mayServer) order.push(layers.live, layers.server);
    if (serverWins.has(name)) order.reverse();
    if (liveWins.has(name) && layers.live[name] === true) order.unshift(layers.live);
    for (const layer of order) {
      if (isUsable(name, layer[name])) {
        settings[name] = layer[name];
        break;
      }
    }
  }
  // The older way to ask for the toggle.
  if (settings.hideCommentsUnderCountTextFormat) settings.useShowCommentsToggle ??= true;
  return settings as unknown as Settings;
}
