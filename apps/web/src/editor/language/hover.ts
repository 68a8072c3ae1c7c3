import { hover } from '@skep/asm';
import type { monaco } from '../monaco.ts';
import { languageOptions, toMonacoRange, toTextPosition } from './document.ts';

export const hoverProvider: monaco.languages.HoverProvider = {
  provideHover(model, position) {
    const found = hover(model.getValue(), toTextPosition(position), languageOptions(model));
    return found === undefined
      ? undefined
      : { range: toMonacoRange(found.range), contents: [{ value: found.contents }] };
  },
};
