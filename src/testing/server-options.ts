import type { Random } from '../core/index.js';
import type { RateLimits, TenantSettings } from './settings.js';
import type { ServerStorage } from './storage.js';

/** A mail the service would send: follow its link to verify what was written in a session. */
export interface VerificationMail {
  readonly to: string;
  readonly sessionId: string;
  readonly about: 'comment' | 'vote';
}

/** How a server is set up. */
export interface ServerOptions {
  /** Where documents are kept. Default: in this process. */
  storage?: ServerStorage;
  /** Epoch milliseconds. Default `Date.now`. */
  now?: () => number;
  /** Source of ids. Default: the platform's cryptographic one; a fixed one makes ids repeatable. */
  random?: Random;
  /** Tenants by id. Default: those of the demo. */
  tenants?: Record<string, TenantSettings>;
  /** Whether refusals come with their HTTP status, or all with 200 (`status: "failed"` either way). */
  errorStatus?: 'http' | '200';
  /** What is done with the `anonUserId` query parameter, which the service's documents do not know. */
  anonUserId?: 'honour' | 'ignore' | 'refuse';
  /** Limits per identity, or false for none. Default: the service's. */
  rateLimits?: RateLimits | false;
  /** Told of every verification mail. */
  onMail?: (mail: VerificationMail) => void;
  /** Told of every comment that waits for approval. */
  onWaiting?: (waiting: { readonly urlId: string; readonly commentId: string }) => void;
}
