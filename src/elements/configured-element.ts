/**
 * The settings of the widget as properties and attributes: every name of the official configuration
 * and ours. The accessors are made from the table in `store/settings`; here stand their types and
 * what each does. All of them are undefined until the host sets them; the names of scalar ones are
 * attributes too, in kebab-case. Longer than a file should be: it is one list.
 */
import { LitElement, type PropertyDeclaration } from 'lit';
import type { PublicComment } from '../core/index.js';
import { settingTypes } from '../store/index.js';

/** `pageSize` → `page-size`; a run of capitals is one word: `customCSS` → `custom-css`. */
export function attributeOf(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}

const converters = {
  /** Absent: not set; empty or "true": true; "false": false. */
  b: (value: string | null) => (value === null ? undefined : value !== 'false'),
  n: (value: string | null) => {
    const number = value === null || value.trim() === '' ? NaN : Number(value);
    return Number.isInteger(number) ? number : undefined;
  },
  s: (value: string | null) => value ?? undefined,
};

function declarations(): Record<string, PropertyDeclaration> {
  const all: Record<string, PropertyDeclaration> = { config: { attribute: false } };
  for (const [name, type] of settingTypes) {
    all[name] =
      type === 'o' || type === 'f'
        ? { attribute: false }
        : { attribute: attributeOf(name), converter: { fromAttribute: converters[type] } };
  }
  return all;
}

/** An element with the widget's settings. */
export class ConfiguredElement extends LitElement {
  static override properties = declarations();

  /** All settings, callbacks included, in one object with the official names. A property wins over it. */
  declare config: WidgetConfig | undefined;

  // The page

  /** Id of the tenant whose thread is shown. Required. */
  declare tenantId: string | undefined;

  /** Id of the page's thread; the page's address without query and hash unless set. */
  declare urlId: string | undefined;

  /** Address of the page, sent with a comment; the page's own unless set. */
  declare url: string | undefined;

  /** Title of the page, sent with a comment; the document's unless set. */
  declare pageTitle: string | undefined;

  /** `eu` for tenants kept in the EU; the global service unless set. */
  declare region: string | undefined;

  /** Origin of the API; the region's unless set. */
  declare apiHost: string | undefined;

  /** Origin of the live channel (`wss://…`); the API's unless set. */
  declare wsHost: string | undefined;

  /** Language of the widget, `de_de` or `de-DE`; the browser's unless set. */
  declare locale: string | undefined;

  /** Texts of the host by official key (`SUBMIT_REPLY`); they win over every other. */
  declare translations: Readonly<Record<string, string>> | undefined;

  /** Copied into comments that are sent. */
  declare productId: number | undefined;

  /** Copied into comments that are sent. */
  declare commentMeta: Readonly<Record<string, unknown>> | undefined;

  /** Copied into comments that are sent. */
  declare moderationGroupIds: readonly string[] | undefined;

  // Who the visitor is

  /** Secure single sign-on, signed by your server. It never goes into an address, log or event of ours. */
  declare sso: SecureSSO | undefined;

  /** Single sign-on without a signature: a name for the visitor, no rights. */
  declare simpleSSO: SimpleSSO | undefined;

  /** Tenant whose users `sso` names, where it is not `tenantId`. */
  declare ssoTenantId: string | undefined;

  /** User whose activity is shown, with the tenant `all`. */
  declare userId: string | undefined;

  /** Anonymous id your page keeps; made and kept by the widget unless set. */
  declare anonUserId: string | undefined;

  /** No e-mail is needed to comment; votes of such visitors count as unverified. */
  declare allowAnon: boolean | undefined;

  /** Votes need neither name nor e-mail. */
  declare allowAnonVotes: boolean | undefined;

  /** Visitors who are not signed in may flag. */
  declare allowAnonFlag: boolean | undefined;

  /** No e-mail is asked for. */
  declare disableEmailInputs: boolean | undefined;

  /** Stands in the name field at first. */
  declare defaultUsername: string | undefined;

  /** Asks for the commenter's website. */
  declare enableCommenterLinks: boolean | undefined;

  /** Only visitors with `sso` may read and write. */
  declare requireSSO: boolean | undefined;

  /** What `requireSSO` asks for: 0 any, 1 secure. */
  declare ssoSecLvl: number | undefined;

  /** A box to agree to terms, with its text by locale. */
  declare tos:
    | { readonly enabled?: boolean; readonly textByLocale?: Readonly<Record<string, string>> }
    | undefined;

  /** `required`: nothing is fetched or stored until it is `given` or the visitor presses "Load comments". Default `given`. */
  declare consent: 'given' | 'required' | undefined;

  /** Sends the session id where cookies of other sites are blocked. */
  declare enableThirdPartyCookieBypass: boolean | undefined;

  /** Shows comments of the visitor's groups only; applied by the server. */
  declare limitCommentsByGroups: boolean | undefined;

  // What may be done

  /** Nothing can be written, voted on, edited or deleted. */
  declare readonly: boolean | undefined;

  /** Replies only: no composer at the top level. */
  declare noNewRootComments: boolean | undefined;

  /** Deepest level that takes replies: a comment at depth d has "Reply" if d is below it. Unlimited unless set. */
  declare maxReplyDepth: number | undefined;

  /** Characters of one comment; default 2,000. Longer text is never cut. */
  declare maxCommentCharacterLength: number | undefined;

  /** Comments of one user in a minute; applied by the server. */
  declare maxCommentCreatedCountPUPM: number | undefined;

  /** No votes. */
  declare disableVoting: boolean | undefined;

  /** Votes up only. */
  declare disableDownVoting: boolean | undefined;

  /** 0 up and down, 1 a heart. */
  declare voteStyle: number | undefined;

  /** The sum of votes opens the names of voters. */
  declare enableVoteList: boolean | undefined;

  /** Users cannot be blocked. */
  declare disableBlocking: boolean | undefined;

  /** Only moderators edit. */
  declare disableCommenterCommentEdit: boolean | undefined;

  /** Only moderators delete. */
  declare disableCommenterCommentDelete: boolean | undefined;

  /** What deleting does to replies, 0 to 3; applied by the server. */
  declare commentThreadDeleteMode: number | undefined;

  /** Hosts links may name; applied by the server. */
  declare restrictedLinkDomains: readonly string[] | undefined;

  /** Languages comments may have; applied by the server. */
  declare allowedLanguages: readonly string[] | undefined;

  /** Rules against spam; applied by the server. */
  declare spamRules: readonly unknown[] | undefined;

  // The thread

  /** Top-level comments fetched at a time; default 30. */
  declare pageSize: number | undefined;

  /** Replies fetched at a time under one comment; default 10. */
  declare repliesPageSize: number | undefined;

  /** Levels of replies fetched with a page; default 2. */
  declare treeDepth: number | undefined;

  /** Last page of those to begin with, the first being 0; -1 is all. A tree always begins with its first. */
  declare startingPage: number | undefined;

  /** "Load more comments" stands above the thread. */
  declare paginationBeforeComments: boolean | undefined;

  /** The next page is loaded when its button comes into view. */
  declare enableInfiniteScrolling: boolean | undefined;

  /** The count includes replies; default true. */
  declare countAll: boolean | undefined;

  /** Text of the count; `[count]` stands for the number. */
  declare commentCountFormat: string | undefined;

  /** The thread is folded behind "Show comments" at first. */
  declare useShowCommentsToggle: boolean | undefined;

  /** Top-level comments shown although the thread is folded; default 0. */
  declare countAboveToggle: number | undefined;

  /** Folds the thread too; text of the toggle that opens it; `[count]` stands for the number. */
  declare hideCommentsUnderCountTextFormat: string | undefined;

  /** Order at first: most relevant (default), newest first, oldest first. */
  declare defaultSortDirection: 'MR' | 'NF' | 'OF' | undefined;

  /** Replies are folded at first. */
  declare collapseReplies: boolean | undefined;

  /** Comment to bring into view after the first load. */
  declare jumpToId: string | undefined;

  /** Hashtag to filter by at first. */
  declare jumpToHashTag: string | undefined;

  /** A search box above the thread. */
  declare enableSearch: boolean | undefined;

  /** How often a comment was seen. */
  declare enableViewCounts: boolean | undefined;

  /** Dates instead of "3 days ago". */
  declare absoluteDates: boolean | undefined;

  /** Both. */
  declare absoluteAndRelativeDates: boolean | undefined;

  /** How links of comments are made; applied by the server. */
  declare commentHTMLRenderingMode: number | undefined;

  /** How names are written; applied by the server. */
  declare commenterNameFormat: number | undefined;

  // Live

  /** Comments of others appear at once instead of behind "Show 2 new comments". */
  declare showLiveRightAway: boolean | undefined;

  /** New comments go to the end whatever the order. */
  declare newCommentsToBottom: boolean | undefined;

  /** No live updates. */
  declare disableLiveCommenting: boolean | undefined;

  /** Live updates by polling instead of a socket. */
  declare usePolling: boolean | undefined;

  /** The connection of a folded thread is open in any case: has no effect. */
  declare alwaysConnect: boolean | undefined;

  // Writing

  /** No formatting buttons. */
  declare disableToolbar: boolean | undefined;

  /** Asks for the rich editor; the toolbar is what there is of it. */
  declare enableWYSIWYG: boolean | undefined;

  /** The box is one line high at first. */
  declare useSingleLineCommentInput: boolean | undefined;

  /** The box can be pulled larger. */
  declare enableResizeHandle: boolean | undefined;

  /** Replies are written in the one composer. */
  declare useSingleReplyField: boolean | undefined;

  /** The composer stands below the thread. */
  declare inputAfterComments: boolean | undefined;

  /** No pictures. */
  declare noImageUploads: boolean | undefined;

  /** Rating of the GIFs offered; default `pg`. */
  declare gifRating: 'g' | 'pg' | 'pg-13' | 'r' | undefined;

  /** What pictures may show; applied by the server. */
  declare imageContentProfanityLevel: string | undefined;

  /** Pictures offered as reactions in text. */
  declare inlineReactImages: readonly unknown[] | undefined;

  /** No "@name". */
  declare disableMentions: boolean | undefined;

  /** Groups whose members can be mentioned. */
  declare mentionGroupIds: readonly string[] | undefined;

  /** Who is offered after "@"; applied by the server. */
  declare mentionAutoCompleteMode: number | undefined;

  /** New hashtags are not made. */
  declare disableAutoHashTagCreation: boolean | undefined;

  /** The toolbar has "Spoiler". */
  declare enableSpoilers: boolean | undefined;

  /** Nothing is said after a comment was posted. */
  declare disableSuccessMessage: boolean | undefined;

  /** It is said after a comment was posted. */
  declare showCommentSaveSuccess: boolean | undefined;

  // What is shown

  /** `auto` (default) follows `hasDarkBackground`, else what is behind the widget, else the visitor. */
  declare theme: 'auto' | 'light' | 'dark' | undefined;

  /** The page is dark behind the widget. */
  declare hasDarkBackground: boolean | undefined;

  /** Level of the widget's heading, 1 to 6; default 2. */
  declare headingLevel: number | undefined;

  /** `lazy`: nothing is fetched until the widget is near the viewport. Default `eager`. */
  declare loading: 'eager' | 'lazy' | undefined;

  /** Long lines are wrapped; the server's value wins. */
  declare wrap: boolean | undefined;

  /** None of our style sheets but what layout needs. */
  declare noStyles: boolean | undefined;

  /** A style sheet inside the shadow root; `@import` is left out. */
  declare customCSS: string | undefined;

  /** HTML above the thread, sanitised with a wide allow-list; a boolean is ignored. */
  declare headerHTML: string | boolean | undefined;

  /** No pictures of authors. */
  declare hideAvatars: boolean | undefined;

  /** Picture of authors without one. */
  declare defaultAvatarSrc: string | undefined;

  /** Unverified comments are not marked. */
  declare disableUnverifiedLabel: boolean | undefined;

  /** Names lead nowhere. */
  declare disableProfiles: boolean | undefined;

  /** Profiles show no comments. */
  declare disableProfileComments: boolean | undefined;

  /** Profiles take no messages. */
  declare disableProfileDirectMessages: boolean | undefined;

  /** No bell. */
  declare disableNotificationBell: boolean | undefined;

  /** The visitor's badges stand above the thread. */
  declare showBadgesInTopBar: boolean | undefined;

  /** Who is online: 0 not shown, 1 above, 2 at the start side, 3 at the end side. */
  declare usersListLocation: number | undefined;

  /** Members who are not online are listed too. */
  declare usersListIncludeOffline: boolean | undefined;

  /** Embedded media become a click-to-load link with the name of the host. */
  declare allowEmbeds: boolean | undefined;

  /** Hosts whose media may be loaded. */
  declare allowedEmbedDomains: readonly string[] | undefined;

  /** A press on a picture does not open it. */
  declare disableImageRedirect: boolean | undefined;

  /** Reactions to the page above the thread. */
  declare pageReactConfig: Readonly<Record<string, unknown>> | undefined;

  /** Part of the reviews product; has no effect here. */
  declare showQuestion: boolean | undefined;

  /** Part of the chat product; has no effect here. */
  declare enableFChat: boolean | undefined;

  /** The server's settings are not asked for. */
  declare noCustomConfig: boolean | undefined;

  /** Runs `fcDoctor()` and says in the console what it found: settings, Content Security Policy, storage. */
  declare debug: boolean | undefined;

  // Callbacks: each event has its own, called after the event

  /** The address behind "Copy link"; the page's with `#fast-comments-jt=<id>` unless set. */
  declare permalink: ((comment: PublicComment) => string) | undefined;

  /** Called before the first fetch. */
  declare onInit: (() => void) | undefined;

  /** Called after the thread was rendered. */
  declare onRender: (() => void) | undefined;

  /** As `fc-comments-rendered`. */
  declare onCommentsRendered: ((comments: readonly PublicComment[]) => void) | undefined;

  /** As `fc-count-change`. */
  declare commentCountUpdated: ((count: number) => void) | undefined;

  /** As `fc-authentication-change`. */
  declare onAuthenticationChange: ((event: string, data: unknown) => void) | undefined;

  /** Called before a comment is sent; one of the two functions has to be called. */
  declare onCommentSubmitStart:
    | ((comment: PublicComment, go: () => void, cancel: (message?: string) => void) => void)
    | undefined;

  /** As `fc-reply-success`. */
  declare onReplySuccess: ((comment: PublicComment) => void) | undefined;

  /** As `fc-comment-edited`. */
  declare onCommentEdited: ((userId: string | null, comment: PublicComment) => void) | undefined;

  /** As `fc-comment-deleted`. */
  declare onCommentDeleted: ((userId: string | null, comment: PublicComment) => void) | undefined;

  /** As `fc-vote-success`. */
  declare onVoteSuccess:
    | ((
        comment: PublicComment,
        voteId: string,
        direction: 'up' | 'down' | 'deleted',
        status: 'success' | 'pending-verification',
      ) => void)
    | undefined;

  /** As `fc-user-blocked`. */
  declare onUserBlocked:
    ((userId: string | null, comment: PublicComment, isBlocked: boolean) => void) | undefined;

  /** As `fc-comment-flagged`. */
  declare onCommentFlagged:
    ((userId: string | null, comment: PublicComment, isFlagged: boolean) => void) | undefined;

  /** As `fc-image-clicked`. */
  declare onImageClicked: ((src: string) => void) | undefined;

  /** As `fc-open-profile`; true: the host handles it. */
  declare onOpenProfile:
    | ((about: { userId: string; currentUser?: unknown; comment?: PublicComment }) => unknown)
    | undefined;

  /** The host's settings as one layer: `config`, and over it what was set one by one. */
  protected hostLayer(): Record<string, unknown> {
    const layer: Record<string, unknown> = { ...this.config };
    const own = this as unknown as Record<string, unknown>;
    for (const name of settingTypes.keys()) {
      if (own[name] !== undefined && own[name] !== null) layer[name] = own[name];
    }
    return layer;
  }
}

/** What `sso` holds, as the official widget has it. */
export interface SecureSSO {
  /** The user, as JSON in Base64; absent if nobody is signed in. */
  readonly userDataJSONBase64?: string;
  /** HMAC-SHA256 of the time and the user, hexadecimal. */
  readonly verificationHash?: string;
  /** When it was signed, epoch milliseconds. */
  readonly timestamp?: number;
  /** Where "Log in" leads. */
  readonly loginURL?: string;
  /** Where "Log out" leads. */
  readonly logoutURL?: string;
  /** Called by "Log in" with the id of the widget; wins over `loginURL`. */
  readonly loginCallback?: (instanceId: string) => void;
  /** Called by "Log out" with the id of the widget; wins over `logoutURL`. */
  readonly logoutCallback?: (instanceId: string) => void;
}

/** What `simpleSSO` holds, as the official widget has it. */
export interface SimpleSSO {
  readonly username?: string;
  readonly email?: string;
  readonly avatar?: string;
  readonly websiteUrl?: string;
  readonly displayName?: string;
  readonly displayLabel?: string;
  readonly loginURL?: string;
  readonly logoutURL?: string;
  readonly loginCallback?: (instanceId: string) => void;
  readonly logoutCallback?: (instanceId: string) => void;
}

/** Every setting by its official name, as `config` and the script tag's globals take them. */
export type WidgetConfig = {
  readonly [Name in keyof Omit<ConfiguredElement, keyof LitElement | 'config'>]?:
    ConfiguredElement[Name] | undefined;
};
