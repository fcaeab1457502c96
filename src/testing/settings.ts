import type { Badge } from '../core/index.js';
import type { PageSettings } from './documents.js';
import { ownOrigin } from './own-origin.js';

/** What the owner of a tenant sets. Everything absent has the service's default. */
export interface TenantSettings {
  /** Key of secure single sign-on. Without one no secure payload is accepted. */
  ssoSecret?: string;
  /** Answers `domain-unauthorized` to everything. */
  refusesDomain?: boolean;
  /** Answers carry `isDemo`. */
  isDemo?: boolean;
  /** The service's `customConfig` for every page. */
  config?: Record<string, unknown>;
  /** Settings of single pages by url id, over `config`. */
  pages?: Record<string, PageSettings>;
  /** Badges that single sign-on may give by id. */
  badges?: readonly Badge[];
  /** How many flags hide a comment. Default 5. */
  flagsToHide?: number;
  /** Names that belong to somebody else. */
  takenNames?: readonly string[];
  /** Names that may neither write nor vote. */
  bannedNames?: readonly string[];
  /** Pages that hashtags lead to, by tag with its `#`, in lower case. */
  hashTagUrls?: Readonly<Record<string, string>>;
}

/** How many calls an identity may make. */
export interface RateLimits {
  /** Comments a minute where `maxCommentCreatedCountPUPM` says nothing. Default 5. */
  commentsPerMinute?: number;
  /** All calls a minute. Default 1200. */
  callsPerMinute?: number;
}

/** The secret of tenant `demo`. */
export const demoSecret = 'demo-secret';

/** The badges tenant `demo` has. */
export const demoBadges: readonly Badge[] = [
  {
    id: 'badge-first-harvest',
    type: 1,
    description: 'Brought in a first harvest',
    displayLabel: 'First harvest',
    backgroundColor: '#fde8d7',
    borderColor: '#e8590c',
    textColor: '#7a2e05',
  },
  {
    id: 'badge-regular',
    type: 1,
    description: 'More than 100 comments',
    displayLabel: 'Regular',
    backgroundColor: '#e3f1e5',
    borderColor: '#2f7d3b',
    textColor: '#14451d',
  },
  {
    id: 'badge-golden-trowel',
    type: 0,
    description: 'Golden trowel: answered fifty questions of beginners',
    displaySrc: `${ownOrigin}/badges/golden-trowel.svg`,
  },
];

/**
 * The tenants of the demo: `demo`, which shows what a thread can do and has one page for each thing
 * that can go wrong, and `elsewhere`, which refuses the domain. Any other is unknown.
 */
export function demoTenants(): Record<string, TenantSettings> {
  return {
    demo: {
      ssoSecret: demoSecret,
      isDemo: true,
      badges: demoBadges,
      takenNames: ['Taken'],
      bannedNames: ['Banned'],
      config: {
        allowAnon: true,
        allowAnonVotes: true,
        allowAnonFlag: true,
        voteStyle: 0,
        enableSearch: true,
        enableSpoilers: true,
        enableVoteList: true,
        maxCommentCharacterLength: 2000,
        pageSize: 30,
        gifRating: 'pg',
        spamRules: [{ actions: ['spam'], commentContains: 'cheap watches' }],
      },
      pages: {
        story: {
          title: 'Tomatoes on the fourth floor',
          url: 'https://example.com/balcony-tomatoes',
        },
        'members-only': { title: 'Members only', config: { requireSSO: true, ssoSecLvl: 0 } },
        closed: { title: 'A closed thread', isClosed: true },
        pending: { title: 'Comments wait for approval', approveByHand: true },
      },
    },
    elsewhere: { refusesDomain: true },
  };
}

/** The settings one page ends up with. */
export class Page {
  readonly tenantId: string;
  readonly urlId: string;
  readonly tenant: TenantSettings;
  readonly settings: PageSettings;
  /** The service's `customConfig`. */
  readonly config: Readonly<Record<string, unknown>>;

  /** @param layers settings of the page, weakest first */
  constructor(
    tenantId: string,
    urlId: string,
    tenant: TenantSettings,
    layers: readonly (PageSettings | undefined)[],
  ) {
    this.tenantId = tenantId;
    this.urlId = urlId;
    this.tenant = tenant;
    this.settings = Object.assign({}, ...layers) as PageSettings;
    this.config = Object.assign(
      {},
      tenant.config,
      ...layers.map((layer) => layer?.config),
    ) as Record<string, unknown>;
  }

  /** A boolean of the configuration; anything else is false. */
  is(name: string): boolean {
    return this.config[name] === true;
  }

  /** A number of the configuration, or the default. */
  number(name: string, otherwise: number): number {
    const value = this.config[name];
    return typeof value === 'number' ? value : otherwise;
  }

  get pageSize(): number {
    return Math.min(200, Math.max(10, this.number('pageSize', 30)));
  }
}
