/** Gives the browser its turn, then goes on. */
export function yieldToBrowser(run: () => void): void {
  // A message takes the way round through another thread, which on a busy machine is a long one.
  const { scheduler } = globalThis as Partial<typeof globalThis>;
  if (typeof scheduler?.postTask === 'function') {
    void scheduler.postTask(run);
    return;
  }
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    run();
  };
  port2.postMessage(null);
}
