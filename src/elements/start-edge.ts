/** Where something in the top layer stands beside its button, from left to right. */

/**
 * The left edge, in pixels of the viewport, of something `width` wide: in line with the start of its
 * button if it stays inside the widget like that, else with the button's end; never off the screen.
 */
export function startEdge(button: HTMLElement, width: number, gap: number): number {
  const from = button.getBoundingClientRect();
  const frame = (button.closest('.fc') ?? button).getBoundingClientRect();
  const isRtl = getComputedStyle(button).direction === 'rtl';
  const fits = isRtl ? from.right - width >= frame.left : from.left + width <= frame.right;
  const wanted = fits !== isRtl ? from.left : from.right - width;
  return Math.min(Math.max(gap, wanted), Math.max(gap, innerWidth - width - gap));
}
