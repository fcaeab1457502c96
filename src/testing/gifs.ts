import type { Call } from './call.js';
import { encodeGif, type GifFrame } from './gif-encoder.js';
import { operation, type Answer } from './operation.js';
import { ownOrigin } from './own-origin.js';
import { Refusal } from './refusal.js';

/** How many GIFs a list has; fewer mean the end. */
const pageLength = 25;

const moods = ['happy', 'dance', 'wow', 'rain', 'tomato', 'party', 'thumbs', 'sleepy'] as const;
const colors = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet', 'pink'] as const;

/** Hue of each colour, as 0xRRGGBB pairs of dark and light. */
const hues: Readonly<Record<(typeof colors)[number], readonly [number, number]>> = {
  red: [0xb3261e, 0xffd9d4],
  orange: [0xc75300, 0xffe3cc],
  yellow: [0xa67c00, 0xfff3c4],
  green: [0x2f7d3b, 0xd8f5dc],
  teal: [0x0b7a75, 0xccf2ef],
  blue: [0x1f5fbf, 0xd6e6ff],
  violet: [0x6f42c1, 0xe9defa],
  pink: [0xc2376f, 0xffdbe9],
};

/** Every GIF there is, as `<mood>-<color>`. */
const names = colors.flatMap((color) => moods.map((mood) => `${mood}-${color}`));

const small = { width: 120, height: 90 };
const large = { width: 360, height: 270 };

/** Draws a few pictures of a simple movement: a disc that bounces, spins, falls or grows. */
function draw(mood: string, width: number, height: number): GifFrame[] {
  const kind = Math.max(0, moods.indexOf(mood as (typeof moods)[number]));
  const count = 6;
  return Array.from({ length: count }, (_, step) => {
    const turn = (step / count) * 2 * Math.PI;
    const frame = new Uint8Array(width * height).fill(1);
    const reach = height * (0.18 + (kind % 3) * 0.05 + (kind === 2 ? 0.06 * Math.sin(turn) : 0));
    const x = width * (0.5 + 0.24 * Math.sin(turn * (kind % 2 ? 1 : 2)));
    const y = height * (0.5 + 0.2 * Math.cos(turn + kind));
    for (let row = 0; row < height; row += 1) {
      for (let column = 0; column < width; column += 1) {
        const inside = (column - x) ** 2 + (row - y) ** 2 < reach ** 2;
        const shade = Math.abs(row - height * 0.86) < 2 && Math.abs(column - x) < reach;
        if (inside) frame[row * width + column] = column < x - reach / 3 ? 3 : 0;
        else if (shade) frame[row * width + column] = 2;
      }
    }
    return frame;
  });
}

const drawn = new Map<string, Uint8Array>();

/** A GIF by its file name (`dance-red.gif`, `dance-red-large.gif`), or null. Drawn once. */
export function gifFile(file: string): Uint8Array | null {
  const [, name = '', isLarge] = /^(\w+-\w+?)(-large)?\.gif$/.exec(file) ?? [];
  if (!names.includes(name)) return null;
  const known = drawn.get(file);
  if (known) return known;
  const [mood = '', color = ''] = name.split('-');
  const { width, height } = isLarge ? large : small;
  const [dark, light] = hues[color as (typeof colors)[number]];
  const mixed = ((dark & 0xfefefe) >> 1) + ((light & 0xfefefe) >> 1);
  const bytes = encodeGif(
    width,
    height,
    [dark, light, mixed, 0xffffff],
    draw(mood, width, height),
    12,
  );
  drawn.set(file, bytes);
  return bytes;
}

function answer(call: Call, found: readonly string[]): Answer {
  const page = call.query.integer('page', 'invalid-page') ?? 0;
  const images = found
    .slice(page * pageLength, (page + 1) * pageLength)
    .map((name) => [`${ownOrigin}/gifs/files/${name}.gif`, small.width, small.height]);
  return { status: 'success', images };
}

function getGifsSearch(call: Call): Answer {
  const words = call.query
    .needed('search', 'invalid-parameter', 422)
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean);
  return answer(
    call,
    names.filter((name) => words.every((word) => name.includes(word))),
  );
}

function getGifLarge(call: Call): Answer {
  const src = call.query.needed('largeInternalURLSanitized', 'invalid-parameter', 422);
  const [, name = ''] = /\/gifs\/files\/(\w+-\w+)\.gif$/.exec(src) ?? [];
  if (!names.includes(name)) throw new Refusal('not-found', { httpStatus: 422 });
  return { status: 'success', src: `${ownOrigin}/gifs/files/${name}-large.gif` };
}

const base = '/gifs';

/** GIFs of our own making. */
export const gifOperations = [
  operation('getGifsTrending', 'GET', `${base}/trending/{tenantId}`, 'cookie', (call) =>
    answer(call, names),
  ),
  operation('getGifsSearch', 'GET', `${base}/search/{tenantId}`, 'cookie', getGifsSearch),
  operation('getGifLarge', 'GET', `${base}/get-large/{tenantId}`, 'cookie', getGifLarge),
];
