/**
 * Scrolls as little as needed for a row to be seen whole, and not at all when it is: asking a virtual list to scroll costs
 * a layout each time.
 */
export function keepInView(scroller: HTMLElement | null, top: number, height: number): void {
  if (scroller === null) return;
  const { scrollTop, clientHeight } = scroller;
  if (top < scrollTop) scroller.scrollTop = top;
  else if (top + height > scrollTop + clientHeight) scroller.scrollTop = top + height - clientHeight;
}
