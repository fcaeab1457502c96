/**
 * Keeps the widget as high as it is while its thread is fetched anew, in another order or searched:
 * what stands below it stays where it is. Afterwards the room goes as the reader scrolls away from
 * it, never while the lower edge of the widget is in sight.
 */
import type { Stop } from '../core/index.js';

const reserved = new WeakMap<HTMLElement, Stop>();

/** Reserves the present height of an element, whose last child ends its content, until `done`. */
export function reserveHeight(element: HTMLElement, done: Promise<void>): Stop {
  reserved.get(element)?.();
  let height = element.getBoundingClientRect().height;
  const reserve = () => element.style.setProperty('min-block-size', `${height}px`);
  const abort = new AbortController();
  const stop = () => {
    abort.abort();
    element.style.removeProperty('min-block-size');
    if (reserved.get(element) === stop) reserved.delete(element);
  };
  const settle = () => {
    if (abort.signal.aborted) return;
    const { top } = element.getBoundingClientRect();
    const end = element.lastElementChild?.getBoundingClientRect().bottom ?? top;
    height = Math.min(height, Math.max(0, innerHeight - top));
    if (end - top >= height) stop();
    else reserve();
  };
  reserved.set(element, stop);
  reserve();
  void done.then(() => {
    if (abort.signal.aborted) return;
    settle();
    const options = { capture: true, passive: true, signal: abort.signal };
    addEventListener('scroll', settle, options);
    addEventListener('resize', settle, options);
  });
  return stop;
}
