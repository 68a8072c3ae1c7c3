/** Turns whatever CSS calls a colour into what Monaco takes: `#rrggbb` or `#rrggbbaa`. */
export type ReadColour = (property: string) => string | undefined;

const toHex = (byte: number): string => byte.toString(16).padStart(2, '0');

/**
 * Reads colours from custom properties as they hold at an element. The browser resolves them (`var()`,
 * `color-mix()`, `light-dark()`, `oklch()`), so the style sheet may write them as it likes.
 */
export function colourReader(element: Element): { readonly read: ReadColour; readonly dispose: () => void } {
  const probe = document.createElement('span');
  probe.hidden = true;
  element.append(probe);
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const read = (property: string): string | undefined => {
    if (context === null || getComputedStyle(element).getPropertyValue(property).trim() === '') return undefined;
    probe.style.color = `var(${property})`;
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 255] = context.getImageData(0, 0, 1, 1).data;
    return `#${toHex(red)}${toHex(green)}${toHex(blue)}${alpha === 255 ? '' : toHex(alpha)}`;
  };
  return { read, dispose: () => probe.remove() };
}
