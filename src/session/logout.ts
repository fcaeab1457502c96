/** Logging out: by the host's address, by its callback, and on the service. */
import { logoutPublic } from '../api/index.js';
import { reportFailure, userForHost, type Context } from './context.js';
import { keeperOf } from './acting.js';

/**
 * Logs out as the service's own widget does: the host's address wins and nothing else happens; else
 * the host's callback is called and the service told. Resolves to whether the thread must start anew.
 */
export async function logout(
  context: Context,
  instanceId: string,
  navigate: (url: string) => void,
): Promise<boolean> {
  const sso = context.sso();
  if (sso?.logoutURL) {
    navigate(sso.logoutURL);
    return false;
  }
  sso?.logoutCallback?.(instanceId);
  const before = userForHost(context.store.state.viewer.user);
  const result = await logoutPublic(context.transport, {}, { signal: context.signal });
  if (!result.ok) reportFailure(context, 'logoutPublic', result.failure);
  keeperOf(context).sessionId = undefined;
  context.ports.emit('authentication-change', { event: 'logout', data: before });
  return true;
}
