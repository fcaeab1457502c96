/** Reading a page's Content Security Policies, as far as the widget depends on them. */

/** One policy: its directives with their values. */
export type ContentPolicy = ReadonlyMap<string, readonly string[]>;

/** Reads policies as a header or a `<meta>` holds them: several are separated by commas. */
export function readPolicies(text: string): ContentPolicy[] {
  return text
    .split(',')
    .map((policy) => {
      const directives = new Map<string, readonly string[]>();
      for (const directive of policy.split(';')) {
        const [name = '', ...values] = directive.trim().split(/\s+/);
        // Of two of one name, the first counts.
        if (name && !directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), values);
      }
      return directives;
    })
    .filter((directives) => directives.size > 0);
}

/** Whether a source of a directive, such as `https://*.example.com`, allows an origin. */
function allows(source: string, target: URL, own: URL): boolean {
  const isSecureVersion = (wanted: string) =>
    target.protocol === wanted || target.protocol === wanted.replace(/^(http|ws):$/, '$1s:');
  if (source === '*') return /^(https?|wss?):$/.test(target.protocol);
  if (source.toLowerCase() === "'self'") {
    // A policy's `'self'` covers the sockets of the page's own host, too.
    const scheme = target.protocol.replace(/^ws/, 'http');
    return target.host === own.host && (scheme === own.protocol || scheme === 'https:');
  }
  if (/^[a-z][a-z\d+.-]*:$/i.test(source)) return isSecureVersion(source.toLowerCase());
  const match = /^(?:([a-z][a-z\d+.-]*:)\/\/)?([^/:]+)(?::(\d+|\*))?/i.exec(source);
  if (!match || source.startsWith("'")) return false;
  const [, scheme, host = '', port] = match;
  if (scheme && !isSecureVersion(scheme.toLowerCase())) return false;
  const name = host.toLowerCase();
  const isHost = name.startsWith('*.')
    ? target.hostname.endsWith(name.slice(1))
    : target.hostname === name;
  return isHost && (port === undefined ? target.port === '' : port === '*' || port === target.port);
}

/** Whether a policy lets the page reach an address by a directive (`connect-src`, `img-src`). */
export function canReach(
  policy: ContentPolicy,
  directive: string,
  target: string,
  page: string,
): boolean {
  const sources = policy.get(directive) ?? policy.get('default-src');
  return (
    sources === undefined ||
    sources.some((source) => allows(source, new URL(target), new URL(page)))
  );
}

/** Names of Trusted Types policies that a page which asks for Trusted Types does not let us make. */
export function refusedTrustedTypes(policy: ContentPolicy, names: readonly string[]): string[] {
  const listed = policy.get('trusted-types');
  if (!listed || listed.includes('*')) return [];
  return names.filter((name) => !listed.includes(name));
}
