/** Where live connections go: `wsHost`, else the region's (`eu` is the one named), else global. */
export function liveHostOf({
  wsHost,
  region,
}: {
  wsHost?: string | null | undefined;
  region?: string | null | undefined;
}): string {
  return (
    wsHost?.trim().replace(/\/+$/, '') || `wss://ws${region === 'eu' ? '-eu' : ''}.fastcomments.com`
  );
}
