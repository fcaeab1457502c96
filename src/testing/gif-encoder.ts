/** One picture of an animation: an index into the palette for each pixel, row by row. */
export type GifFrame = Uint8Array;

/** Packs codes of growing width into bytes, lowest bits first. */
function packCodes(frame: GifFrame, codeSize: number): number[] {
  const clear = 1 << codeSize;
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  const width = codeSize + 1;
  const write = (code: number): void => {
    held |= code << bits;
    bits += width;
    while (bits >= 8) {
      bytes.push(held & 255);
      held >>= 8;
      bits -= 8;
    }
  };
  // Clearing before the code table would widen keeps every code at one width: no compression, but
  // any decoder reads it, and the encoder stays this small.
  const run = clear - 2;
  frame.forEach((color, at) => {
    if (at % run === 0) write(clear);
    write(color);
  });
  write(clear + 1);
  if (bits > 0) bytes.push(held & 255);
  return bytes;
}

/**
 * Writes an animated GIF that repeats for ever.
 *
 * @param palette up to 16 colours as 0xRRGGBB
 * @param delay between pictures, in hundredths of a second
 */
export function encodeGif(
  width: number,
  height: number,
  palette: readonly number[],
  frames: readonly GifFrame[],
  delay: number,
): Uint8Array {
  const codeSize = 4;
  const word = (value: number): number[] => [value & 255, value >> 8];
  const out: number[] = [...new TextEncoder().encode('GIF89a'), ...word(width), ...word(height)];
  out.push(0xf0 | (codeSize - 1), 0, 0);
  for (let at = 0; at < 1 << codeSize; at += 1) {
    const color = palette[at] ?? 0;
    out.push((color >> 16) & 255, (color >> 8) & 255, color & 255);
  }
  out.push(0x21, 0xff, 11, ...new TextEncoder().encode('NETSCAPE2.0'), 3, 1, 0, 0, 0);
  for (const frame of frames) {
    out.push(0x21, 0xf9, 4, 4, ...word(delay), 0, 0);
    out.push(0x2c, 0, 0, 0, 0, ...word(width), ...word(height), 0, codeSize);
    const bytes = packCodes(frame, codeSize);
    for (let at = 0; at < bytes.length; at += 255) {
      const block = bytes.slice(at, at + 255);
      out.push(block.length, ...block);
    }
    out.push(0);
  }
  out.push(0x3b);
  return Uint8Array.from(out);
}
