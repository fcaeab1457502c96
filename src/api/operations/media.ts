/** Images and GIFs. */
import {
  finite,
  list,
  must,
  record,
  text,
  type Check,
  type Gif,
  type GifLarge,
  type Gifs,
  type UploadedImage,
} from '../../core/index.js';
import { operation, type Operation } from '../operation.js';
import type { TenantParams } from '../parameters.js';

/** What {@link uploadImage} takes. */
export interface UploadImageParams extends TenantParams {
  /** `Default` fits into 1000×1000 px, `CrossPlatform` makes several sizes. */
  sizePreset?: 'Default' | 'CrossPlatform' | undefined;
  urlId?: string | undefined;
  /** The image; the service takes up to 20 MB. A `File` keeps its name. */
  body: { file: Blob };
}

const decodeUploaded = record<UploadedImage>({
  url: text,
  media: list(
    record<{ w: number; h: number; src: string }>({
      w: must(finite),
      h: must(finite),
      src: must(text),
    }),
  ),
});

const upload = operation<Record<string, unknown>, UploadedImage>(
  'POST',
  '/upload-image/{tenantId}',
  'sizePreset urlId body!',
  (value) => {
    const uploaded = decodeUploaded(value);
    return uploaded && (uploaded.url ?? uploaded.media?.length) ? uploaded : undefined;
  },
);

/** Uploads an image; the answer has `url` or `media`. Sent as multipart, with a longer timeout. */
export const uploadImage: Operation<UploadImageParams, UploadedImage> = (
  transport,
  params,
  options,
) => {
  // Callers without types may leave the file out; then there is no body and that is the failure.
  const file = (params.body as { file?: Blob } | undefined)?.file;
  let body: FormData | undefined;
  if (file) {
    body = new FormData();
    body.append('file', file);
  }
  return upload(transport, { ...params, body }, options);
};

/** What both lists of GIFs take. */
export interface GifsParams extends TenantParams {
  locale?: string | undefined;
  /** `g`, `pg`, `pg-13` or `r`. */
  rating?: string | undefined;
  /** From 0; a page has 25, fewer are the last. */
  page?: number | undefined;
}

const gif: Check<Gif> = (value) => {
  const [src, width, height] = Array.isArray(value) ? (value as unknown[]) : [];
  return text(src) !== undefined && finite(width) !== undefined && finite(height) !== undefined
    ? // What else stands in it has no name and no type.
      ([src, width, height] as Gif)
    : undefined;
};

const decodeGifs = record<Gifs>({ images: must(list(gif)) });

/** GIFs many people use now. */
export const getGifsTrending = operation<GifsParams, Gifs>(
  'GET',
  '/gifs/trending/{tenantId}',
  'locale rating page',
  decodeGifs,
);

/** GIFs for a word. */
export const getGifsSearch = operation<GifsParams & { search: string }, Gifs>(
  'GET',
  '/gifs/search/{tenantId}',
  'search! locale rating page',
  decodeGifs,
);

/** The address of a listed GIF in its full size. */
export const getGifLarge = operation<
  TenantParams & { largeInternalURLSanitized: string },
  GifLarge
>(
  'GET',
  '/gifs/get-large/{tenantId}',
  'largeInternalURLSanitized!',
  record<GifLarge>({ src: must(text) }),
);
