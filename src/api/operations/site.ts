/** The tenant's pages, the service's texts, logging out. */
import {
  finite,
  list,
  mapOf,
  must,
  or,
  orNull,
  record,
  text,
  type Acknowledged,
  type PublicPage,
  type PublicPages,
  type Translations,
} from '../../core/index.js';
import { decodeAcknowledged } from '../decode-acknowledged.js';
import { operation } from '../operation.js';
import type { TenantParams } from '../parameters.js';

/** What {@link getPagesPublic} takes. */
export interface GetPagesParams extends TenantParams {
  /** `nextCursor` of the answer before, with the same `sortBy`. */
  cursor?: string | undefined;
  /** 1 to 200; 50 if left out. */
  limit?: number | undefined;
  /** What titles begin with. */
  q?: string | undefined;
  sortBy?: 'updatedAt' | 'commentCount' | 'title' | undefined;
  hasComments?: boolean | undefined;
}

/** Pages of the tenant; only those whose configuration has `enableFChat`. */
export const getPagesPublic = operation<GetPagesParams, PublicPages>(
  'GET',
  '/pages/{tenantId}',
  'cursor limit q sortBy hasComments',
  record<PublicPages>({
    pages: must(
      list(
        record<PublicPage>({
          urlId: must(text),
          url: or(text, ''),
          title: or(text, ''),
          commentCount: or(finite, 0),
          updatedAt: or(finite, 0),
        }),
      ),
    ),
    nextCursor: or(orNull(text), null),
  }),
);

/** What {@link getTranslations} takes. */
export interface GetTranslationsParams {
  /** `widgets`. */
  namespace: string;
  /** `comment-ui` and the like. */
  component: string;
  locale?: string | undefined;
  /** Key the texts by readable ids (`SUBMIT_REPLY`). */
  useFullTranslationIds?: boolean | undefined;
}

/** The service's texts. */
export const getTranslations = operation<GetTranslationsParams, Translations>(
  'GET',
  '/translations/{namespace}/{component}',
  'locale useFullTranslationIds',
  record<Translations>({ translations: must(mapOf(text)) }),
);

/** Ends the session that the service's cookie stands for. */
export const logoutPublic = operation<object, Acknowledged>(
  'PUT',
  '/auth/logout',
  '',
  decodeAcknowledged,
);
