import type { Memory } from '../memory.ts';

/**
 * Circular doubly linked lists in the machine's memory. A link is two addresses of links, `prev` and `next`; a list is a link
 * of its own, its head, which lies between the last and the first element.
 *
 *      0      4
 *     +------+------+
 *     | prev | next |
 *     +------+------+
 */
export const LINK_BYTES = 8;

export function previous(memory: Memory, link: number): number {
  return memory.get32(link);
}

export function next(memory: Memory, link: number): number {
  return memory.get32(link + 4);
}

export function initialiseList(memory: Memory, head: number): void {
  join(memory, head, head);
}

export function isEmpty(memory: Memory, head: number): boolean {
  return next(memory, head) === head;
}

export function addFirst(memory: Memory, head: number, link: number): void {
  const first = next(memory, head);
  join(memory, link, first);
  join(memory, head, link);
}

/** The link itself keeps its addresses. */
export function unlink(memory: Memory, link: number): void {
  join(memory, previous(memory, link), next(memory, link));
}

export function moveFirst(memory: Memory, head: number, link: number): void {
  unlink(memory, link);
  addFirst(memory, head, link);
}

function join(memory: Memory, left: number, right: number): void {
  memory.set32(left + 4, right);
  memory.set32(right, left);
}
