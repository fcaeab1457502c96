/**
 * Stands for the server's own origin in everything that is stored, so that addresses of avatars and
 * uploads survive another port or host name. A valid address itself; `.invalid` never resolves.
 */
export const ownOrigin = 'https://origin.invalid';

/** Puts the origin under which the server was called into a text that goes out. */
export function atOrigin(text: string, origin: string): string {
  return text.includes(ownOrigin) ? text.replaceAll(ownOrigin, origin) : text;
}

/** Takes the server's origin out of a text that comes in. */
export function withoutOrigin(text: string, origin: string): string {
  // Only where the origin ends: http://localhost:80 must not match http://localhost:8080.
  return text.replaceAll(`${origin}/`, `${ownOrigin}/`);
}
