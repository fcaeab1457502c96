import type { Page } from 'puppeteer-core';

/** A rectangle of a picture, in its pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** How two pictures differ. */
export interface Difference {
  /** Pixels that differ in the box. */
  readonly inside: number;
  /** Pixels that differ elsewhere. */
  readonly outside: number;
  /** What those elsewhere lie in; null if there are none. */
  readonly around: Box | null;
}

/** Compares two pictures of a page pixel by pixel. `page` lends its decoder; it may be an empty one. */
export async function comparePictures(
  page: Page,
  pictures: readonly [string, string],
  box: Box,
): Promise<Difference> {
  return page.evaluate(
    async (pictures, box) => {
      const decode = async (base64: string) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        const context = canvas.getContext('2d');
        if (!context) throw new Error('there is no canvas');
        context.drawImage(bitmap, 0, 0);
        return context.getImageData(0, 0, bitmap.width, bitmap.height);
      };
      const [first, second] = await Promise.all(pictures.map(decode));
      if (!first || first.width !== second?.width || first.height !== second.height) {
        throw new Error('the pictures have different sizes');
      }
      const [a, b] = [new Uint32Array(first.data.buffer), new Uint32Array(second.data.buffer)];
      let [inside, outside] = [0, 0];
      const around = { left: Infinity, top: Infinity, right: -1, bottom: -1 };
      for (let at = 0; at < a.length; at++) {
        if (a[at] === b[at]) continue;
        const [x, y] = [at % first.width, Math.floor(at / first.width)];
        if (x >= box.left && x < box.right && y >= box.top && y < box.bottom) inside++;
        else {
          outside++;
          around.left = Math.min(around.left, x);
          around.top = Math.min(around.top, y);
          around.right = Math.max(around.right, x + 1);
          around.bottom = Math.max(around.bottom, y + 1);
        }
      }
      return { inside, outside, around: outside > 0 ? around : null };
    },
    pictures,
    box,
  );
}
