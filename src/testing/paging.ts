import type { Call } from './call.js';
import { Refusal } from './refusal.js';
import type { Page } from './settings.js';

/** Levels of a tree in one answer. A client that wants more asks with `parentId`. */
const deepest = 500;

/** How a request pages. */
export interface Paging {
  readonly asTree: boolean;
  readonly page: number | null;
  readonly skip: number;
  readonly limit: number;
  readonly skipChildren: number;
  readonly limitChildren: number;
  readonly maxTreeDepth: number;
  readonly countChildren: boolean;
}

/** Reads how a request pages, or refuses what goes against itself. */
export function readPaging(call: Call, page: Page): Paging {
  const { query } = call;
  const asTree = query.flag('asTree');
  const skip = query.integer('skip', 'invalid-skip');
  const limit = query.integer('limit', 'invalid-limit');
  const pageNumber = query.integer('page', 'invalid-page', -1);
  const flexible = asTree || skip !== null || limit !== null;
  if (pageNumber !== null && (skip !== null || limit !== null)) {
    throw new Refusal('invalid-pagination-request');
  }
  const size = limit ?? (skip === null && !asTree ? Infinity : page.pageSize);
  return {
    asTree,
    page: flexible && pageNumber === null ? null : (pageNumber ?? 0),
    skip: skip ?? 0,
    limit: size,
    skipChildren: query.integer('skipChildren', 'invalid-skip-children') ?? 0,
    limitChildren: query.integer('limitChildren', 'invalid-limit-children') ?? Infinity,
    maxTreeDepth: Math.min(
      deepest,
      query.integer('maxTreeDepth', 'invalid-max-tree-depth') ?? deepest,
    ),
    countChildren: query.flag('countChildren'),
  };
}
