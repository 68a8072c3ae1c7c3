import type { Virtualizer } from '@tanstack/react-virtual';

/**
 * Scrolls a virtual list as little as needed for a row to be seen whole. Goes by what the list knows already: asking the
 * element would cost a layout at every step.
 */
export function keepInView(list: Virtualizer<HTMLDivElement, Element>, top: number, height: number): void {
  const element = list.scrollElement;
  if (element === null) return;
  const offset = list.scrollOffset ?? element.scrollTop;
  const room = list.scrollRect?.height || element.clientHeight;
  if (top < offset) element.scrollTop = top;
  else if (top + height > offset + room) element.scrollTop = top + height - room;
}
