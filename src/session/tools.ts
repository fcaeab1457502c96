/**
 * What the lazily loaded tools ask the service: pictures, GIFs, people, voters. Each call ends with
 * the thread or with the caller's own signal, and each failure is told to the host once.
 */
import {
  getCommentVoteUserNames,
  getGifLarge,
  getGifsSearch,
  getGifsTrending,
  searchUsers,
  uploadImage,
  type CallOptions,
} from '../api/index.js';
import {
  succeed,
  type Gif,
  type Result,
  type UploadedImage,
  type UserSearchSection,
  type VoterNames,
} from '../core/index.js';
import { reportFailure, type Context } from './context.js';

/**
 * Makes a call that ends with the thread or with `signal`, and reports its failure. `operation` is
 * the name the host hears.
 */
export async function ask<T>(
  context: Context,
  operation: string,
  call: (options: CallOptions) => Promise<Result<T>>,
  signal?: AbortSignal,
): Promise<Result<T>> {
  const both = signal ? AbortSignal.any([context.signal, signal]) : context.signal;
  const result = await call({ signal: both });
  if (!result.ok) reportFailure(context, operation, result.failure);
  return result;
}

/** Widths in px between which a picture is neither coarse nor needlessly heavy. */
const wanted = [768, 1024] as const;

/** The address of an uploaded picture: of several sizes the one that suits a thread. */
function pictureAddress({ url, media = [] }: UploadedImage): string {
  const [least, most] = wanted;
  const sizes = [...media].sort((a, b) => a.w - b.w);
  const fitting = sizes.filter(({ w }) => w <= most).at(-1);
  const size = fitting && fitting.w >= least ? fitting : undefined;
  return size?.src ?? url ?? (fitting ?? sizes[0])?.src ?? '';
}

/** Uploads a picture; resolves to its address. */
export async function uploadPicture(
  context: Context,
  file: File,
  signal: AbortSignal,
): Promise<Result<string>> {
  const { tenantId, transport, urlId } = context;
  const result = await ask(
    context,
    'uploadImage',
    (options) =>
      uploadImage(
        transport,
        { tenantId, urlId, sizePreset: 'CrossPlatform', body: { file } },
        options,
      ),
    signal,
  );
  return result.ok ? succeed(pictureAddress(result.value)) : result;
}

/** One page (from 0) of GIFs for a text; of what is popular now for an empty one. */
export async function readGifs(
  context: Context,
  search: string,
  page: number,
  signal: AbortSignal,
): Promise<Result<readonly Gif[]>> {
  const { store, tenantId, transport } = context;
  const { gifRating: rating, locale } = store.state.settings;
  const params = { tenantId, locale, rating, page };
  const result = await ask(
    context,
    search ? 'getGifsSearch' : 'getGifsTrending',
    (options) =>
      search
        ? getGifsSearch(transport, { ...params, search }, options)
        : getGifsTrending(transport, params, options),
    signal,
  );
  return result.ok ? succeed(result.value.images) : result;
}

/** Hosts whose GIFs are in their full size already. */
const ownHost = /^https?:\/\/([\w-]+\.)*fastcomments\.com\//;

/** The full size of a listed GIF; the listed one where there is none. Never fails. */
export async function fullGif(context: Context, src: string): Promise<string> {
  if (ownHost.test(src)) return src;
  const { signal, tenantId, transport } = context;
  const params = { tenantId, largeInternalURLSanitized: src };
  const result = await getGifLarge(transport, params, { signal });
  return result.ok ? result.value.src : src;
}

/**
 * People whose name begins with a text, in the service's sections; one section without a name where
 * it answers with a flat list. Nobody stands in it twice.
 */
export async function findPeople(
  context: Context,
  text: string,
  signal: AbortSignal,
): Promise<Result<readonly UserSearchSection[]>> {
  const { store, tenantId, transport, urlId } = context;
  const { mentionGroupIds } = store.state.settings;
  const result = await ask(
    context,
    'searchUsers',
    (options) =>
      searchUsers(
        transport,
        { tenantId, urlId, usernameStartsWith: text, mentionGroupIds, sso: context.sso()?.wire },
        options,
      ),
    signal,
  );
  if (!result.ok) return result;
  const { sections, users = [] } = result.value;
  const seen = new Set<string>();
  return succeed(
    (sections ?? [{ section: '', users }])
      .map(({ section, users: found }) => ({
        section,
        users: found.filter(({ id }) => !seen.has(id) && seen.add(id)),
      }))
      .filter(({ users: left }) => left.length > 0),
  );
}

/** Names of those who voted a comment up (1) or down (-1). */
export function readVoters(
  context: Context,
  commentId: string,
  dir: 1 | -1,
  signal: AbortSignal,
): Promise<Result<VoterNames>> {
  const { tenantId, transport } = context;
  return ask(
    context,
    'getCommentVoteUserNames',
    (options) =>
      getCommentVoteUserNames(
        transport,
        { tenantId, commentId, dir, sso: context.sso()?.wire },
        options,
      ),
    signal,
  );
}
