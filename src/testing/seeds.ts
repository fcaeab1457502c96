import { largeThread } from './seed-large.js';
import { storyThread } from './seed-story.js';
import { seedThread, type SeedComment } from './seed.js';
import type { ServerState } from './server-state.js';

/**
 * What a server begins with: `story`, a thread that looks alive, on page `story`; `large:N`, so many
 * comments on page `large`; `empty`; or comments of your own (on page `story` unless another is named).
 */
export type Seed = 'story' | 'empty' | `large:${number}` | readonly SeedComment[];

/** Understands the text of a seed; null if it means nothing. */
export function parseSeed(text: string): Seed | null {
  if (text === 'story' || text === 'empty') return text;
  const [, count] = /^large:([1-9]\d{0,6})$/.exec(text) ?? [];
  return count === undefined ? null : `large:${Number(count)}`;
}

/** Fills a page, unless a named seed's page has comments already. Returns the ids by date. */
export function plantSeed(
  state: ServerState,
  tenantId: string,
  seed: Seed,
  urlId?: string,
): string[] {
  if (seed === 'empty') return [];
  if (typeof seed !== 'string') return seedThread(state, tenantId, urlId ?? 'story', seed);
  const page = urlId ?? (seed === 'story' ? 'story' : 'large');
  if (state.db.thread(tenantId, page).size > 0) return [];
  const now = state.now();
  if (seed === 'story') return seedThread(state, tenantId, page, storyThread(now));
  const prefix = `${page.replaceAll(/[^\w.-]/g, '').slice(0, 40)}-`;
  const comments = largeThread(Number(seed.slice('large:'.length)), now, prefix);
  return seedThread(state, tenantId, page, comments);
}
