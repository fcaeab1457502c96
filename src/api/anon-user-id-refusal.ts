import type { Failure } from '../core/index.js';

/**
 * Whether a call failed because the service does not take `anonUserId`, which its OpenAPI file does
 * not name: 400 or 422 with a code or reason that names it or an unknown parameter. The call may then
 * be made once more without it, a write with a fresh `broadcastId`.
 */
export function isAnonUserIdRefusal({ kind, status, code, reason }: Failure): boolean {
  return (
    kind === 'refused' &&
    (status === 400 || status === 422) &&
    /anon.?user.?id|(unknown|unexpected|unrecogni[sz]ed|unsupported|invalid|additional|extra).?(query.?)?param/i.test(
      `${code} ${reason}`,
    )
  );
}
