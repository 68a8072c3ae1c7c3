import type { Page } from '@playwright/test';

/**
 * Texts that an edge cuts off for good: neither can the box around them be scrolled, nor do dots say that there is more.
 * The editor is left out; it scrolls in its own way.
 */
export const cutTexts = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const tolerance = 1.5;
    const clips = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip';
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const cut: string[] = [];
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const parent = node.parentElement!;
      if (text === '' || parent.closest('.monaco-editor, .visually-hidden, [hidden], select, script, noscript'))
        continue;
      if (!parent.checkVisibility({ visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const words = range.getBoundingClientRect();
      if (words.width === 0) continue;
      for (let box: HTMLElement | null = parent; box !== null; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.textOverflow === 'ellipsis' || /auto|scroll/.test(style.overflowX + style.overflowY)) break;
        const edge = box === document.body ? new DOMRect(0, 0, innerWidth, innerHeight) : box.getBoundingClientRect();
        const wide =
          clips(style.overflowX) && (words.left < edge.left - tolerance || words.right > edge.right + tolerance);
        const high =
          clips(style.overflowY) && (words.top < edge.top - tolerance || words.bottom > edge.bottom + tolerance);
        if (wide || high) {
          cut.push(`${text.slice(0, 60)} (${wide ? 'sideways' : 'in height'}, by ${box.className || box.tagName})`);
          break;
        }
      }
    }
    return cut;
  });
