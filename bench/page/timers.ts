/** Counts the timers and frames whose callbacks run, by their delay. Put in before the page's own. */

/** How often callbacks ran. */
export type Ran = Record<string, number>;

declare global {
  var ran: Ran;
}

globalThis.ran = {};

const { setTimeout: after, setInterval: every, requestAnimationFrame: frame } = globalThis;

function note(what: string): void {
  ran[what] = (ran[what] ?? 0) + 1;
}

function noted(what: string, run: unknown): () => void {
  return () => {
    note(what);
    if (typeof run === 'function') (run as () => void)();
  };
}

Object.assign(globalThis, {
  setTimeout: (run: unknown, ms = 0) => after(noted(`timeout of ${Math.round(ms)} ms`, run), ms),
  setInterval: (run: unknown, ms = 0) => every(noted(`interval of ${ms} ms`, run), ms),
  requestAnimationFrame: (run: FrameRequestCallback) =>
    frame((time) => {
      note('frame');
      run(time);
    }),
});
