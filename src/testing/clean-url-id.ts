/** Parameters that say where a visitor came from, not which page it is. */
const marketing =
  /^(utm_\w+|fbclid|gclid|gclsrc|dclid|msclkid|twclid|yclid|igshid|mc_[ce]id|_ga|_gl|_hs\w+|hsCtaTracking|mkt_tok|ref_src|wickedid)$/i;

/**
 * The page id without marketing parameters, as the service does it. Anything that has no query part
 * stays as it is.
 */
export function cleanUrlId(urlId: string): string {
  const start = urlId.indexOf('?');
  if (start < 0) return urlId;
  const hash = urlId.indexOf('#', start);
  const end = hash < 0 ? urlId.length : hash;
  const kept = urlId
    .slice(start + 1, end)
    .split('&')
    .filter((pair) => pair !== '' && !marketing.test(pair.split('=', 1)[0] ?? ''));
  return urlId.slice(0, start) + (kept.length > 0 ? `?${kept.join('&')}` : '') + urlId.slice(end);
}
