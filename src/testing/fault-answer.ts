import type { ApiResponse } from './api-message.js';
import type { Fault } from './fault-rules.js';
import { describeRefusal, refusalCodes, type RefusalCode } from './refusal.js';

const isCode = (code: string): code is RefusalCode =>
  (refusalCodes as readonly string[]).includes(code);

/** The answer a fault gives in place of the server's; null if it gives none. */
export function faultAnswer(fault: Fault): ApiResponse | null {
  const base = { headers: {}, cookie: null };
  if ('code' in fault) {
    const { code, httpStatus, ...detail } = fault;
    const known = isCode(code) ? describeRefusal(code) : { httpStatus: 400, reason: code };
    const body = JSON.stringify({ status: 'failed', code, reason: known.reason, ...detail });
    return { ...base, status: httpStatus ?? known.httpStatus, body, type: 'application/json' };
  }
  if ('status' in fault) {
    return fault.text === undefined
      ? {
          ...base,
          status: fault.status,
          body: JSON.stringify(fault.json ?? null),
          type: 'application/json',
        }
      : { ...base, status: fault.status, body: fault.text, type: 'text/html; charset=utf-8' };
  }
  return null;
}
