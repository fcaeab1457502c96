import { fail, succeed, type Clock, type Failure, type Fetch, type Result } from '../core/index.js';

/** An HTTP answer, read to its end. */
export interface Answer {
  /** HTTP status. */
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** How one exchange is made. */
export interface ExchangeOptions {
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Milliseconds without a byte after which it fails; counted anew with every chunk. */
  readonly silenceMs: number;
  /** Milliseconds until the answer begins; differs from `silenceMs` where much is sent first. */
  readonly beginMs: number;
  /** Milliseconds after which it fails however much trickles in. */
  readonly totalMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Told that there is an answer, as soon as its head is there. */
  readonly onHead: () => void;
}

/** A call that the caller aborted. */
export function aborted(): { readonly ok: false; readonly failure: Failure } {
  return fail({ kind: 'aborted', code: 'aborted', reason: 'The call was aborted.' });
}

async function readBody(
  response: Response,
  hear: () => void,
  isOver: () => boolean,
): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let body = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (isOver()) {
      await reader.cancel();
      return '';
    }
    if (done) return body + decoder.decode();
    hear();
    body += decoder.decode(value, { stream: true });
  }
}

/**
 * Sends one request and reads its answer. Never rejects, and settles in time even if `fetch` ignores
 * its signal. Fails as `aborted`, `timeout` or `network`; whatever HTTP status there is, is success.
 * The reasons are ours: what `fetch` throws may quote the address and with it a payload.
 */
export function exchange(
  url: string,
  init: RequestInit,
  { fetch, clock, silenceMs, beginMs, totalMs, signal, onHead }: ExchangeOptions,
): Promise<Result<Answer>> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve(aborted());
      return;
    }
    const controller = new AbortController();
    let over = false;
    const isOver = (): boolean => over;
    const end = (result: Result<Answer>): void => {
      if (over) return;
      over = true;
      stopSilence();
      stopTotal();
      signal?.removeEventListener('abort', abort);
      if (!result.ok) controller.abort();
      resolve(result);
    };
    const abort = (): void => end(aborted());
    const expire = (): void =>
      end(
        fail({
          kind: 'timeout',
          code: 'timeout',
          reason: 'The service did not answer in time.',
          retryable: true,
        }),
      );
    const stopTotal = clock.after(totalMs, expire);
    let stopSilence = clock.after(beginMs, expire);
    const hear = (): void => {
      stopSilence();
      stopSilence = clock.after(silenceMs, expire);
    };
    signal?.addEventListener('abort', abort);

    void (async () => {
      try {
        const response = await fetch(url, { ...init, signal: controller.signal });
        if (!isOver()) {
          onHead();
          hear();
        }
        const body = await readBody(response, hear, isOver);
        end(succeed({ status: response.status, headers: response.headers, body }));
      } catch {
        end(
          fail({
            kind: 'network',
            code: 'network',
            reason: 'The service cannot be reached.',
            retryable: true,
          }),
        );
      }
    })();
  });
}
