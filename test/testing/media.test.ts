import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTestServer } from '../../src/testing/index.js';
import { encodeGif } from '../../src/testing/gif-encoder.js';
import { readImageInfo } from '../../src/testing/image-size.js';

/** Reads a GIF as any viewer would: blocks, then LZW with a growing table. */
function decodeGif(bytes: Uint8Array) {
  const word = (at: number) => bytes[at]! | (bytes[at + 1]! << 8);
  const width = word(6);
  const height = word(8);
  const colors = 2 << (bytes[10]! & 7);
  const frames: number[][] = [];
  let at = 13 + colors * 3;
  const blocks = () => {
    const data: number[] = [];
    while (bytes[at] !== 0) {
      data.push(...bytes.subarray(at + 1, at + 1 + bytes[at]!));
      at += 1 + bytes[at]!;
    }
    at += 1;
    return data;
  };
  while (bytes[at] !== 0x3b) {
    if (bytes[at] === 0x21) {
      at += 2;
      blocks();
      continue;
    }
    expect(bytes[at]).toBe(0x2c);
    at += 10;
    const codeSize = bytes[at]!;
    at += 1;
    frames.push(unpack(blocks(), codeSize));
  }
  return { width, height, colors, frames };
}

function unpack(data: number[], codeSize: number): number[] {
  const clear = 1 << codeSize;
  const out: number[] = [];
  let table: number[][] = [];
  let width = codeSize + 1;
  let previous: number[] | null = null;
  let bits = 0;
  let held = 0;
  const reset = () => {
    table = Array.from({ length: clear + 2 }, (_, index) => (index < clear ? [index] : []));
    width = codeSize + 1;
    previous = null;
  };
  reset();
  for (const byte of data) {
    held |= byte << bits;
    bits += 8;
    while (bits >= width) {
      const code = held & ((1 << width) - 1);
      held >>= width;
      bits -= width;
      if (code === clear) {
        reset();
        continue;
      }
      if (code === clear + 1) return out;
      const before: number[] | null = previous;
      const entry: number[] = table[code] ?? [...before!, before![0]!];
      out.push(...entry);
      if (before) table.push([...before, entry[0]!]);
      if (table.length === 1 << width && width < 12) width += 1;
      previous = entry;
    }
  }
  return out;
}

test('a decoder that knows nothing of the encoder reads the same pictures', () => {
  const size = fc.integer({ min: 1, max: 24 });
  const pictures = fc.tuple(size, size).chain(([width, height]) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      frames: fc.array(
        fc.array(fc.nat({ max: 15 }), { minLength: width * height, maxLength: width * height }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
  );
  fc.assert(
    fc.property(pictures, ({ width, height, frames }) => {
      const palette = Array.from({ length: 16 }, (_, at) => at * 0x111111);
      const bytes = encodeGif(
        width,
        height,
        palette,
        frames.map((f) => Uint8Array.from(f)),
        10,
      );
      expect(decodeGif(bytes)).toEqual({ width, height, colors: 16, frames });
      expect(readImageInfo(bytes)).toEqual({ type: 'image/gif', width, height });
    }),
    { numRuns: 60 },
  );
});

/** Heads of files as their formats write them. */
const heads: Record<string, [number[], object | null]> = {
  png: [
    [
      0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 1, 64, 0,
      0, 0, 200,
    ],
    { type: 'image/png', width: 320, height: 200 },
  ],
  jpeg: [
    [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc2, 0, 11, 8, 0, 200, 1, 64, 3, 0, 0, 0],
    { type: 'image/jpeg', width: 320, height: 200 },
  ],
  'webp extended': [
    [...new TextEncoder().encode('RIFF0000WEBPVP8X'), 10, 0, 0, 0, 0, 0, 0, 0, 63, 1, 0, 199, 0, 0],
    { type: 'image/webp', width: 320, height: 200 },
  ],
  'webp lossy': [
    [
      ...new TextEncoder().encode('RIFF0000WEBPVP8 '),
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0x9d,
      1,
      0x2a,
      64,
      1,
      200,
      0,
    ],
    { type: 'image/webp', width: 320, height: 200 },
  ],
  'webp lossless': [
    [
      ...new TextEncoder().encode('RIFF0000WEBPVP8L'),
      0,
      0,
      0,
      0,
      0x2f,
      0x3f,
      0xc1,
      0x31,
      0,
      0,
      0,
      0,
      0,
      0,
    ],
    { type: 'image/webp', width: 320, height: 200 },
  ],
  svg: [[...new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>')], null],
  'half a jpeg': [[0xff, 0xd8, 0xff, 0xe0, 0xff], null],
  nothing: [[], null],
};

test.each(Object.entries(heads))('size of %s', (_, [bytes, wanted]) => {
  expect(readImageInfo(Uint8Array.from(bytes))).toEqual(wanted);
});

test('no bytes make reading a size throw', () => {
  const heads = fc.constantFrom(
    '\u0089PNG',
    'GIF89a',
    'RIFF0000WEBPVP8X',
    'RIFF0000WEBPVP8L',
    '\u00ff\u00d8\u00ff',
  );
  fc.assert(
    fc.property(heads, fc.uint8Array({ maxLength: 60 }), (head, rest) => {
      const bytes = [...Array.from(head, (c) => c.charCodeAt(0)), ...rest];
      expect(() => readImageInfo(Uint8Array.from(bytes))).not.toThrow();
    }),
  );
});

describe('uploads', () => {
  const png = Uint8Array.from(heads.png![0]);

  async function upload(query = '') {
    const server = createTestServer();
    const form = new FormData();
    form.set('file', new Blob([png], { type: 'image/png' }), 'a.png');
    const response = await server.fetch(`${server.origin}/upload-image/demo${query}`, {
      method: 'POST',
      body: form,
    });
    return { server, json: (await response.json()) as { url?: string; media?: object[] } };
  }

  test('come back as they were sent, from under the origin of the server', async () => {
    const { server, json } = await upload();
    expect(json.url).toMatch(/^https:\/\/comments\.test\/uploads\/\w+\.png$/);
    const back = await server.fetch(json.url!);
    expect(back.headers.get('content-type')).toBe('image/png');
    expect(back.headers.get('x-content-type-options')).toBe('nosniff');
    expect(new Uint8Array(await back.arrayBuffer())).toEqual(png);
  });

  test('in several sizes where asked, never larger than the picture', async () => {
    const { json } = await upload('?sizePreset=CrossPlatform&urlId=story');
    expect(json.media).toMatchObject([
      { w: 200, h: 125 },
      { w: 320, h: 200 },
    ]);
  });

  test('can be put into a comment, under whatever origin it is read', async () => {
    const { server, json } = await upload();
    await server.visitor('Ann').comment(`look [img]${json.url!}[/img]`);
    const kept = [...server.state.db.allComments()][0]!;
    expect(kept.text).not.toContain(server.origin);
    expect(kept.html).not.toContain(server.origin);
    const { json: list } = await server
      .visitor('B')
      .call('GET', '/comments/demo', { urlId: 'story' });
    expect(JSON.stringify(list)).toContain(`<img src=\\"${json.url!}\\">`);
  });
});

describe('GIFs', () => {
  async function gifs(path: string) {
    const server = createTestServer();
    const answer = await server.visitor('V').call('GET', path);
    return { server, ...answer, images: answer.json.images as [string, number, number][] };
  }

  test('come 25 to a page, fewer at the end, none twice', async () => {
    const seen: string[] = [];
    for (let page = 0; ; page += 1) {
      const { images } = await gifs(`/gifs/trending/demo?page=${page}`);
      seen.push(...images.map(([src]) => src));
      if (images.length < 25) break;
    }
    expect(seen.length).toBeGreaterThan(50);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('are found by words, served, and have a large form', async () => {
    const { server, images } = await gifs('/gifs/search/demo?search=dance%20blue');
    expect(images).toHaveLength(1);
    const [src, width, height] = images[0]!;
    const file = new Uint8Array(await (await server.fetch(src)).arrayBuffer());
    expect(decodeGif(file)).toMatchObject({ width, height });
    expect(decodeGif(file).frames.length).toBeGreaterThan(1);
    const { json } = await server
      .visitor('V')
      .call('GET', '/gifs/get-large/demo', { largeInternalURLSanitized: src });
    const large = new Uint8Array(await (await server.fetch(String(json.src))).arrayBuffer());
    expect(decodeGif(large).width).toBeGreaterThan(width);
  });

  test('refuse with 422', async () => {
    expect((await gifs('/gifs/search/demo')).httpStatus).toBe(422);
    const strange =
      '/gifs/get-large/demo?largeInternalURLSanitized=https://elsewhere.example/x.gif';
    expect((await gifs(strange)).httpStatus).toBe(422);
  });
});
