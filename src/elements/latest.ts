/** Searching while somebody types: asks once they pause, and only the last question is answered. */

/** A search as one types. */
export interface Latest<Input> {
  /** Asks for this once nothing else is asked for a while; at once with `isNow`. */
  readonly ask: (input: Input, isNow?: boolean) => void;
  /** Forgets what was asked. What comes back late is ignored. */
  readonly stop: () => void;
}

/**
 * @param wait milliseconds of silence before a question is sent
 * @param run sends it; `signal` is aborted when another one takes its place
 * @param apply gets the answer, unless it is late
 */
export function createLatest<Input, Output>(
  wait: number,
  run: (input: Input, signal: AbortSignal) => Promise<Output>,
  apply: (output: Output, input: Input) => void,
): Latest<Input> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let abort: AbortController | null = null;
  const stop = () => {
    clearTimeout(timer);
    abort?.abort();
    abort = null;
  };
  const send = (input: Input) => {
    const own = new AbortController();
    abort = own;
    void run(input, own.signal).then((output) => {
      if (!own.signal.aborted) apply(output, input);
    });
  };
  return {
    stop,
    ask(input, isNow = false) {
      stop();
      if (isNow) send(input);
      else timer = setTimeout(() => send(input), wait);
    },
  };
}
