import { buildCdn } from '../../scripts/build-cdn.js';

/** The files for script tags, of the source as it is now. */
export async function setup(): Promise<void> {
  await buildCdn();
}
