import type { Call } from './call.js';
import { readImageInfo } from './image-size.js';
import { operation, type Answer } from './operation.js';
import { ownOrigin } from './own-origin.js';
import { Refusal } from './refusal.js';

/** The largest image taken: 20 MB. */
export const largestUpload = 20 * 1024 * 1024;

/**
 * Takes an image. Nothing is scaled here, so every size preset answers the picture as it came; with
 * `CrossPlatform` the sizes are the ones a scaling service would have made.
 */
function uploadImage(call: Call): Answer {
  const { state, request, query } = call;
  const urlId = query.text('urlId');
  if (urlId !== null && call.page(call.urlId()).is('noImageUploads')) {
    throw new Refusal('uploads-disabled');
  }
  const preset = query.text('sizePreset') ?? 'Default';
  if (preset !== 'Default' && preset !== 'CrossPlatform') throw new Refusal('invalid-parameter');
  const { file } = request;
  if (!file) throw new Refusal('file-missing');
  if (file.bytes.length > largestUpload) throw new Refusal('file-too-big');
  const info = readImageInfo(file.bytes);
  if (!info || info.width < 1 || info.height < 1) throw new Refusal('file-type');
  const id = state.newId('');
  state.db.putBytes(id, file.bytes);
  const { type, width, height } = info;
  state.db.uploads.put({ _id: id, type, width, height });
  const url = `${ownOrigin}/uploads/${id}.${type.slice('image/'.length)}`;
  if (preset === 'Default') return { status: 'success', url };
  const media = [200, 800, 1600]
    .map((wide) => Math.min(1, wide / width))
    .filter((scale, at, scales) => scales.indexOf(scale) === at)
    .map((scale) => ({
      w: Math.max(1, Math.round(width * scale)),
      h: Math.max(1, Math.round(height * scale)),
      src: url,
    }));
  return { status: 'success', media };
}

/** Taking images in. */
export const uploadOperations = [
  operation('uploadImage', 'POST', '/upload-image/{tenantId}', 'cookie', uploadImage),
];
