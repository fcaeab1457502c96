/** Reactions to the page. None of these takes `sso`: only a cookie says whose a reaction is. */
import {
  finite,
  flag,
  list,
  mapOf,
  must,
  or,
  record,
  text,
  type Acknowledged,
  type PageLikes,
  type PageReacts,
  type PageReactUsers,
} from '../../core/index.js';
import { decodeAcknowledged } from '../decode-acknowledged.js';
import { operation } from '../operation.js';
import type { PageParams } from '../parameters.js';

/** A reaction of a page by its id. */
export interface PageReactParams extends PageParams {
  id: string;
}

/** A title to keep with the page. */
export interface PageTitleParams {
  title?: string | undefined;
}

/** How often each reaction was given, and which the visitor gave. */
export const getV2PageReacts = operation<PageParams, PageReacts>(
  'GET',
  '/page-reacts/v2/{tenantId}',
  'urlId!',
  record<PageReacts>({ counts: mapOf(finite), reactedIds: list(text) }),
);

/** Gives a reaction. */
export const createV2PageReact = operation<PageReactParams & PageTitleParams, Acknowledged>(
  'POST',
  '/page-reacts/v2/{tenantId}',
  'urlId! id! title',
  decodeAcknowledged,
);

/** Takes a reaction back. */
export const deleteV2PageReact = operation<PageReactParams, Acknowledged>(
  'DELETE',
  '/page-reacts/v2/{tenantId}',
  'urlId! id!',
  decodeAcknowledged,
);

/** Names of those who gave a reaction. */
export const getV2PageReactUsers = operation<PageReactParams, PageReactUsers>(
  'GET',
  '/page-reacts/v2/{tenantId}/list',
  'urlId! id!',
  record<PageReactUsers>({ userNames: must(list(text)) }),
);

/** Likes of a page, and whether the visitor likes it. */
export const getV1PageLikes = operation<PageParams, PageLikes>(
  'GET',
  '/page-reacts/v1/likes/{tenantId}',
  'urlId!',
  record<PageLikes>({
    didLike: or(flag, false),
    likeCount: or(finite, 0),
    commentCount: or(finite, 0),
    urlIdWS: text,
  }),
);

/** Likes a page. */
export const createV1PageReact = operation<PageParams & PageTitleParams, Acknowledged>(
  'POST',
  '/page-reacts/v1/likes/{tenantId}',
  'urlId! title',
  decodeAcknowledged,
);

/** Takes a like back. */
export const deleteV1PageReact = operation<PageParams, Acknowledged>(
  'DELETE',
  '/page-reacts/v1/likes/{tenantId}',
  'urlId!',
  decodeAcknowledged,
);
