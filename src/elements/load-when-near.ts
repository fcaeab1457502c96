/** `enableInfiniteScrolling`: the next page is loaded when the end of the thread comes near. */
import type { Stop } from '../core/index.js';

/** How near the viewport the end must be, in pixels. */
const nearMargin = 600;

/**
 * Presses "Load more comments" in `end` whenever it comes near the viewport. After a page that could
 * not be loaded the visitor has to press it.
 */
export function loadWhenNear(end: Element, load: (button: HTMLElement) => Promise<void>): Stop {
  let isLoading = false;
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void next();
    },
    { rootMargin: `${nearMargin}px 0px` },
  );
  const next = async () => {
    const button = end.querySelector<HTMLElement>('[data-act="more"]');
    if (isLoading || !button || end.querySelector('[part~="list-error"]')) return;
    isLoading = true;
    await load(button);
    isLoading = false;
    // Still near: observing anew tells so.
    observer.unobserve(end);
    observer.observe(end);
  };
  observer.observe(end);
  return () => observer.disconnect();
}
