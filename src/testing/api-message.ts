/** A request and its answer, freed of whatever carries them. */

/** One part of a multipart body. */
export interface UploadedFile {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** What an operation needs of a request. */
export interface ApiRequest {
  readonly method: string;
  /** As it stands in the URL, percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The session cookie, if the browser sent one. */
  readonly cookie?: string | undefined;
  /** Parsed JSON; undefined without a body, null for one that is no JSON. */
  readonly body?: unknown;
  /** The multipart field `file`. */
  readonly file?: UploadedFile | undefined;
  /** Under which origin the server was called; addresses of images begin with it. */
  readonly origin: string;
}

/** The answer. */
export interface ApiResponse {
  readonly status: number;
  /** JSON text, or the bytes of an image. */
  readonly body: string | Uint8Array;
  /** Content type of the body. */
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The session cookie to set; empty to take it away. */
  readonly cookie: string | null;
}

/** Name of the session cookie. */
export const sessionCookie = 'fc_session';

/** How long a browser keeps the session cookie, in seconds. */
export const sessionCookieAge = 365 * 24 * 3600;
