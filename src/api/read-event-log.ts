import { decodeEventLog, succeed, type LiveEvent, type Result } from '../core/index.js';
import { getEventLog, type GetEventLogParams } from './operations/live.js';
import type { CallOptions, Transport } from './transport.js';

/** The event log between two times as live events: what a live channel asks for. */
export async function readEventLog(
  transport: Transport,
  params: GetEventLogParams,
  options?: CallOptions,
): Promise<Result<LiveEvent[]>> {
  const result = await getEventLog(transport, params, options);
  return result.ok ? succeed(decodeEventLog(result.value.events)) : result;
}
