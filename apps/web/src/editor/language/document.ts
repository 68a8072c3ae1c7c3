import type { LanguageOptions, TextPosition } from '@skep/asm';
import type { TextRange } from '@skep/base';
import type { monaco } from '../monaco.ts';

/** How each text is to be read. */
const options = new WeakMap<monaco.editor.ITextModel, LanguageOptions>();

export function setLanguageOptions(model: monaco.editor.ITextModel, chosen: LanguageOptions): void {
  options.set(model, chosen);
}

export const languageOptions = (model: monaco.editor.ITextModel): LanguageOptions => options.get(model) ?? {};

/**
 * Questions that are asked without the person's doing (while typing, when the cursor rests) read the whole text each
 * time; beyond this length they wait until asked for.
 */
const MOST_LINES = 3000;

export const isLong = (model: monaco.editor.ITextModel): boolean => model.getLineCount() > MOST_LINES;

export const toTextPosition = ({ lineNumber, column }: monaco.IPosition): TextPosition => ({
  line: lineNumber,
  column,
});

export const toMonacoRange = (range: TextRange): monaco.IRange => ({
  startLineNumber: range.line,
  startColumn: range.column,
  endLineNumber: range.endLine,
  endColumn: range.endColumn,
});
