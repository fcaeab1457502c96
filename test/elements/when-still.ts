/**
 * Resolves when what was fading or moving in a widget stands: until then it has another contrast. What goes on
 * for ever, or follows scrolling instead of time, is not waited for.
 */
export async function whenStill(root: ShadowRoot): Promise<void> {
  // One frame: what was just drawn begins to move with the next one.
  await new Promise((resolve) => requestAnimationFrame(resolve));
  for (;;) {
    const moving = root
      .getAnimations()
      .filter(
        ({ effect, playState, timeline }) =>
          timeline === document.timeline &&
          playState === 'running' &&
          effect?.getComputedTiming().endTime !== Infinity,
      );
    if (moving.length === 0) return;
    await Promise.allSettled(moving.map(({ finished }) => finished));
  }
}
