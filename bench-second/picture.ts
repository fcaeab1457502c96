/** Small pictures for authors, made here so that nothing is fetched. */
import { crc32, deflateSync } from 'node:zlib';

function chunk(type: string, data: Buffer): Buffer {
  const framed = Buffer.alloc(12 + data.length);
  framed.writeUInt32BE(data.length, 0);
  framed.write(type, 4, 'latin1');
  data.copy(framed, 8);
  framed.writeUInt32BE(crc32(framed.subarray(4, 8 + data.length)), 8 + data.length);
  return framed;
}

/** A PNG of 48 by 48 pixels: two colours, parted on a slope. */
export function makePicture(index: number): Buffer {
  const side = 48;
  const tone = (shift: number): number[] =>
    [0, 2, 4].map((phase) => Math.round(140 + 90 * Math.sin(index * 0.9 + phase + shift)));
  const [above, below] = [tone(0), tone(1.5)];
  const lines: number[] = [];
  for (let y = 0; y < side; y += 1) {
    lines.push(0);
    for (let x = 0; x < side; x += 1)
      lines.push(...(x * (1 + (index % 3)) + y < side ? above : below));
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  // Eight bits of each of red, green and blue.
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.from(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
