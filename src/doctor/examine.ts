/** What is wrong with a page's set-up, in words for whoever built the page. */
import { canReach, refusedTrustedTypes, type ContentPolicy } from './content-policy.js';

/** One thing that is wrong, or may be. */
export interface Finding {
  /** What it is about, for programs: `tenant-id`, `csp-connect-src`, `storage`, … */
  readonly code: string;
  /** `error`: something does not work; `warning`: something works less well than it could. */
  readonly kind: 'error' | 'warning';
  /** What is wrong, and how it is mended. */
  readonly text: string;
}

/** What the doctor looks at. */
export interface Circumstances {
  /** Address of the page. */
  readonly page: string;
  readonly policies: readonly ContentPolicy[];
  readonly apiHost: string;
  readonly wsHost: string;
  readonly canStore: boolean;
  readonly areCookiesOn: boolean;
  /** The class the page's `<fast-comments>` have is the one that examines them. */
  readonly isOwnClass: boolean;
  /** The widget's settings, and the attributes of its tag that are none. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly unknownAttributes: readonly string[];
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Trusted Types policies in use: of Lit, and ours. */
const trustedTypes = ['lit-html', 'fastcomments-element'];

/** Milliseconds after which the service no longer takes a payload. */
const day = 86_400_000;

/** Finds what is wrong. Nothing is fetched for it, nothing written. */
export function examine(about: Circumstances): Finding[] {
  const { apiHost, page, policies, settings, wsHost } = about;
  const findings: Finding[] = [];
  const add = (kind: Finding['kind'], code: string, text: string) =>
    findings.push({ code, kind, text });

  if (typeof settings.tenantId !== 'string' || settings.tenantId.trim() === '') {
    add('error', 'tenant-id', 'There is no tenant id. Set tenant-id="…" on the tag.');
  }
  for (const name of about.unknownAttributes) {
    add('warning', 'attribute', `The widget has no attribute "${name}": it has no effect.`);
  }
  if (!about.isOwnClass) {
    add(
      'warning',
      'two-copies',
      'Another copy of the widget had defined <fast-comments> before this one. Load one only.',
    );
  }

  for (const [setting, address] of [
    ['api-host', apiHost],
    ['ws-host', wsHost],
  ] as const) {
    if (!URL.canParse(address)) {
      add('error', setting, `"${address}" is no address. ${setting} needs one like https://….`);
    } else if (page.startsWith('https:') && /^(http|ws):/.test(address)) {
      const { hostname } = new URL(address);
      if (hostname === 'localhost' || hostname === '127.0.0.1') continue;
      add('error', setting, `A page on https cannot reach ${address}, which is not secure.`);
    }
  }

  for (const policy of policies) {
    const reach = (directive: string, target: string, kind: Finding['kind'], why: string) => {
      if (!URL.canParse(target) || canReach(policy, directive, target, page)) return;
      add(
        kind,
        `csp-${directive}`,
        `The page's Content Security Policy does not let it reach ${target}: ${why}. Add it to ${directive}.`,
      );
    };
    reach('connect-src', apiHost, 'error', 'no comments can be loaded');
    reach('connect-src', wsHost, 'warning', 'comments do not arrive live');
    reach('img-src', 'https://example.com', 'warning', 'pictures and avatars are not shown');
    for (const name of refusedTrustedTypes(policy, trustedTypes)) {
      add(
        'error',
        'csp-trusted-types',
        `The page's Content Security Policy does not list the Trusted Types policy "${name}". ` +
          `Write: trusted-types ${trustedTypes.join(' ')} 'allow-duplicates'.`,
      );
    }
  }

  if (!about.canStore) {
    add(
      'warning',
      'storage',
      'The browser keeps nothing for this page (localStorage is blocked): drafts, and what makes ' +
        'a guest’s comments and votes his own, are lost with the page.',
    );
  }
  if (!about.areCookiesOn) {
    add('warning', 'cookies', 'Cookies are off: visitors cannot be signed in by the service.');
  }

  const { timestamp } = (settings.sso ?? {}) as { readonly timestamp?: unknown };
  if (typeof timestamp === 'number') {
    if (timestamp < 1e11) {
      add('error', 'sso', 'The timestamp in sso has to be in milliseconds; it is in seconds.');
    } else if (Math.abs(about.now - timestamp) > day) {
      add('error', 'sso', 'The payload in sso is older than a day. Sign one for each page view.');
    }
  }
  const { hash, origin, pathname, search } = new URL(page);
  if (!settings.urlId && (search !== '' || hash.length > 1)) {
    add(
      'warning',
      'url-id',
      `Without url-id, ${origin}${pathname}${search} is a thread of its own: ` +
        'every other address of the same page has another. Set url-id="…".',
    );
  }
  return findings;
}
