/**
 * Runs a test in which all that waits for a timer waits only a part of its time: the widget, and what
 * the test itself waits for. The service has a clock of its own.
 */
export async function withQuickClock(factor: number, run: () => Promise<void>): Promise<void> {
  const { setTimeout: slow } = globalThis;
  globalThis.setTimeout = ((handler: TimerHandler, ms = 0, ...rest: unknown[]) =>
    slow(handler, ms / factor, ...rest)) as typeof globalThis.setTimeout;
  try {
    await run();
  } finally {
    globalThis.setTimeout = slow;
  }
}
