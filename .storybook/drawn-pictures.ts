import type { Plugin } from 'vite';
import { ownOrigin } from '../src/testing/own-origin.js';
import { drawPicture } from '../src/testing/pictures.js';
import { largeThread } from '../src/testing/seed-large.js';
import { storyThread } from '../src/testing/seed-story.js';
import { demoBadges } from '../src/testing/settings.js';
import { people } from '../src/testing/story-people.js';
import { createTestServer } from '../src/testing/index.js';

/** Enough comments for every reader of a large thread to have written one. */
const largeEnough = 1000;

/**
 * Serves what the server core draws (avatars, photos, badges, GIFs) from Storybook's own origin, so
 * that pictures of a server in memory load: drawn on demand by `storybook dev`, files in the static
 * build.
 */
export function drawnPictures(): Plugin {
  return {
    name: 'drawn-pictures',
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const picture = drawPicture(new URL(request.url ?? '/', 'http://localhost').pathname);
        if (!picture) {
          next();
          return;
        }
        response.setHeader('content-type', picture.type);
        response.end(picture.body);
      });
    },
    async generateBundle() {
      for (const path of await picturePaths()) {
        // The large form of a GIF is the small one here: it only has to move.
        const source = drawPicture(path.replace('-large.gif', '.gif'))?.body;
        if (source) this.emitFile({ type: 'asset', fileName: path.slice(1), source });
      }
    },
  };
}

/** Every picture the seeded threads and the list of GIFs can show. */
async function picturePaths(): Promise<Set<string>> {
  const seeds = JSON.stringify([
    storyThread(0),
    largeThread(largeEnough, 0, ''),
    people,
    demoBadges,
  ]);
  const named = seeds.matchAll(new RegExp(`${ownOrigin}(/[\\w./-]+)`, 'g'));
  const paths = new Set([...named].map(([, path = '']) => path));
  const { origin, visitor } = createTestServer();
  for (let page = 0; ; page += 1) {
    const { json } = await visitor('a browser').call('GET', '/gifs/trending/demo', { page });
    const images = json.images as [string, number, number][];
    if (images.length === 0) return paths;
    for (const [address] of images) {
      const path = address.slice(origin.length);
      paths.add(path).add(path.replace('.gif', '-large.gif'));
    }
  }
}
