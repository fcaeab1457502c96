/** Where the service is reached. */
export interface HostOptions {
  /** Base address of the service without a path; wins over `region`. */
  apiHost?: string | null | undefined;
  /** `eu` is the one named region; anything else is the global service. */
  region?: string | null | undefined;
}

/** The base address of the PublicApi, without a slash at its end. */
export function apiHostOf({ apiHost, region }: HostOptions): string {
  return (
    apiHost?.trim().replace(/\/+$/, '') || `https://${region === 'eu' ? 'eu.' : ''}fastcomments.com`
  );
}
