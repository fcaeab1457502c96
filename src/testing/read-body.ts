import type { UploadedFile } from './api-message.js';
import type { ServerState } from './server-state.js';

/** Reads what the core needs of a request; `sent` is the form it was made with, where that is known. */
export async function readBody(
  request: Request,
  sent?: FormData,
): Promise<{ body?: unknown; file?: UploadedFile | undefined }> {
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('multipart/form-data')) {
    // WebKit cannot read a form with a file back out of a request.
    const form = sent ?? (await request.formData().catch(() => null));
    const file = form?.get('file');
    if (!(file instanceof Blob)) return {};
    return { file: { type: file.type, bytes: new Uint8Array(await file.arrayBuffer()) } };
  }
  const text = await request.text();
  if (text === '') return {};
  try {
    return { body: JSON.parse(text) as unknown };
  } catch {
    return { body: null };
  }
}

/** The page a call is about: named by it, or that of the comment it names. */
export function urlIdOfCall(
  state: ServerState,
  query: URLSearchParams,
  params: Readonly<Record<string, string>>,
): string | null {
  const named = query.get('urlId');
  if (named !== null) return named;
  return state.db.comment(params.commentId ?? '')?.urlId ?? null;
}
