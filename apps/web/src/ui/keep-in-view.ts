import type { Virtualizer } from '@tanstack/react-virtual';

/** Rows left beyond the one that was scrolled to, so that the steps after it need no scrolling. */
const AHEAD = 4;

/**
 * Scrolls a virtual list for a row to be seen whole, and not at all while it is. Goes by what the list knows already:
 * asking the element would cost a layout at every step.
 */
export function keepInView(list: Virtualizer<HTMLDivElement, Element>, top: number, height: number): void {
  const element = list.scrollElement;
  if (element === null) return;
  const offset = list.scrollOffset ?? element.scrollTop;
  const room = list.scrollRect?.height || element.clientHeight;
  const ahead = Math.min(AHEAD * height, room / 3);
  if (top < offset) element.scrollTop = top - ahead;
  else if (top + height > offset + room) element.scrollTop = top + height - room + ahead;
}
