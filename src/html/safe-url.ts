/** Where a URL is going to be used: to be followed, or to be fetched as a picture. */
export type UrlKind = 'link' | 'image';

const protocols: Record<UrlKind, RegExp> = {
  link: /^(https?|mailto):$/,
  image: /^https?:$/,
};

/**
 * Control characters and white space of every kind, the invisible format characters (zero width,
 * direction) among them. A plain space inside is left to the URL parser, which encodes it in a path
 * and refuses it in a host.
 */
const invisible = new RegExp(
  String.raw`[\0-\x1f\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]`,
  'g',
);

/**
 * The one rule for every URL that came over the wire: avatars, commenter links, badges, GIFs,
 * reactions, and the links and images of a comment.
 *
 * Returns the URL in its normal form (ASCII host), or null if it may not be used: not absolute, or
 * of another scheme than `http` and `https` (for links `mailto` too). A user name or password in it
 * is dropped, because it makes one host look like another.
 */
export function safeUrl(value: unknown, kind: UrlKind): string | null {
  if (typeof value !== 'string') return null;
  try {
    const url = new URL(value.replace(invisible, '').trim());
    if (!protocols[kind].test(url.protocol)) return null;
    if (url.host) url.username = url.password = '';
    return url.href;
  } catch {
    return null;
  }
}

/** The ASCII host (with a port, if it is not the usual one) of a URL; empty for `mailto`. */
export function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return '';
  }
}
