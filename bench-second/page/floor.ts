/**
 * The floor: what a page written by hand for this one purpose costs. One string, one `innerHTML`.
 * Bodies are trusted as they come. `floor-safe.ts` is the same with bodies made safe.
 */
import { showThread } from './show-thread.js';

void showThread((html) => html);
