/** The event log and presence. None of these takes `sso`. */
import {
  flag,
  list,
  mapOf,
  must,
  record,
  text,
  type EventLog,
  type EventLogEntry,
  type PresenceStatuses,
} from '../../core/index.js';
import { operation } from '../operation.js';
import type { PageParams, TenantParams } from '../parameters.js';

/** What {@link getEventLog} takes. Times are epoch milliseconds of the service's clock. */
export interface GetEventLogParams extends PageParams {
  userIdWS: string;
  startTime: number;
  /** Left out: up to now. */
  endTime?: number | undefined;
}

const decodeLog = record<EventLog>({
  events: must(
    list(
      record<EventLogEntry>({
        _id: text,
        createdAt: text,
        tenantId: text,
        urlId: text,
        broadcastId: text,
        data: must(text),
      }),
    ),
  ),
});

/** What happened on a page between two times. `decodeEventLog` makes live events of the entries. */
export const getEventLog = operation<GetEventLogParams, EventLog>(
  'GET',
  '/event-log/{tenantId}',
  'urlId! userIdWS! startTime! endTime',
  decodeLog,
);

/** As {@link getEventLog}; how the service's answer differs is not documented. */
export const getGlobalEventLog = operation<GetEventLogParams, EventLog>(
  'GET',
  '/event-log/global/{tenantId}',
  'urlId! userIdWS! startTime! endTime',
  decodeLog,
);

/** Which of the given users (ids separated by commas) are on the page now. */
export const getUserPresenceStatuses = operation<
  TenantParams & { urlIdWS: string; userIds: string },
  PresenceStatuses
>(
  'GET',
  '/user-presence-status',
  'tenantId! urlIdWS! userIds!',
  record<PresenceStatuses>({ userIdsOnline: must(mapOf(flag)) }),
);
