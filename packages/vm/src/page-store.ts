import { type Memory, PAGE_BYTES, PAGE_SHIFT } from './memory.ts';

const FANOUT_SHIFT = 5;
const FANOUT = 1 << FANOUT_SHIFT;

/** A page's bytes, or a node with 32 children. Never changed once made; absent means all zero. */
type Page = Uint8Array<ArrayBuffer>;
type Node = readonly (Tree | undefined)[];
type Tree = Page | Node;

const isPage = (tree: Tree): tree is Page => tree instanceof Uint8Array;

/** The content of all pages at one point. Opaque; snapshots share what is equal. */
export type Snapshot = { readonly tree: Tree | undefined };

/**
 * Snapshots of a memory as trees that share their equal parts: taking one costs as much as pages were written since the
 * last one, and going to another costs as much as the two differ, whatever lies between them.
 */
export class PageStore {
  readonly #memory: Memory;
  readonly #levels: number;
  /** What the memory holds in pages that are not dirty. */
  #current: Tree | undefined;

  /** @param memory all zero, or with all pages that are not so marked as dirty */
  constructor(memory: Memory) {
    this.#memory = memory;
    let levels = 1;
    while (FANOUT ** levels < memory.dirty.length) levels++;
    this.#levels = levels;
  }

  take(): Snapshot {
    const { dirty } = this.#memory;
    for (let page = dirty.indexOf(1); page >= 0; page = dirty.indexOf(1, page + 1)) {
      const start = page << PAGE_SHIFT;
      this.#current = this.#with(this.#current, this.#levels - 1, page, this.#memory.read(start, PAGE_BYTES));
      dirty[page] = 0;
    }
    return { tree: this.#current };
  }

  goTo({ tree }: Snapshot): void {
    const { dirty } = this.#memory;
    for (let page = dirty.indexOf(1); page >= 0; page = dirty.indexOf(1, page + 1)) {
      this.#writePage(page, this.#pageOf(this.#current, page));
    }
    this.#moveTo(this.#current, tree, this.#levels, 0);
    this.#current = tree;
    dirty.fill(0);
  }

  /** The tree with one page exchanged. `level` counts from 0 at the nodes that hold pages. */
  #with(tree: Tree | undefined, level: number, page: number, bytes: Page): Tree {
    const children: (Tree | undefined)[] =
      tree === undefined ? new Array<undefined>(FANOUT).fill(undefined) : [...(tree as Node)];
    const slot = (page >>> (level * FANOUT_SHIFT)) & (FANOUT - 1);
    children[slot] = level === 0 ? bytes : this.#with(children[slot], level - 1, page, bytes);
    return children;
  }

  #pageOf(tree: Tree | undefined, page: number): Page | undefined {
    let node = tree;
    for (let level = this.#levels - 1; level >= 0 && node !== undefined; level--) {
      node = (node as Node)[(page >>> (level * FANOUT_SHIFT)) & (FANOUT - 1)];
    }
    return node as Page | undefined;
  }

  /** Writes the pages in which two trees differ, as `to` has them. `height` 0 is a page. */
  #moveTo(from: Tree | undefined, to: Tree | undefined, height: number, page: number): void {
    if (from === to) return;
    if (height === 0) {
      this.#writePage(page, to === undefined || isPage(to) ? to : undefined);
      return;
    }
    for (let slot = 0; slot < FANOUT; slot++) {
      const child = page + (slot << ((height - 1) * FANOUT_SHIFT));
      this.#moveTo((from as Node | undefined)?.[slot], (to as Node | undefined)?.[slot], height - 1, child);
    }
  }

  #writePage(page: number, bytes: Page | undefined): void {
    const start = page << PAGE_SHIFT;
    if (bytes === undefined) this.#memory.bytes.fill(0, start, start + PAGE_BYTES);
    else this.#memory.bytes.set(bytes, start);
  }
}
