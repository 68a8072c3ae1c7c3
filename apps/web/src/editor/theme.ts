import { colourReader, type ReadColour } from './colours.ts';
import { monaco } from './monaco.ts';

/** Monaco's names for the surfaces it paints, and the custom property of the style sheet that says how. */
const SURFACES: Readonly<Record<string, string>> = {
  'editor.background': '--surface',
  'editorGutter.background': '--surface',
  'editor.foreground': '--text',
  foreground: '--text',
  'editorCursor.foreground': '--text',
  'editorLineNumber.foreground': '--text-faint',
  'editorLineNumber.activeForeground': '--text',
  'editor.lineHighlightBackground': '--surface-hover',
  'editor.selectionBackground': '--selection',
  'editor.inactiveSelectionBackground': '--selection',
  'editor.rangeHighlightBackground': '--accent-soft',
  'editor.wordHighlightBackground': '--surface-hover',
  'editor.wordHighlightTextBackground': '--surface-hover',
  'editor.findMatchBackground': '--accent-soft',
  'editor.findMatchHighlightBackground': '--surface-hover',
  'editorBracketMatch.background': '--surface-hover',
  'editorBracketMatch.border': '--border-strong',
  'editorError.foreground': '--danger',
  'editorWarning.foreground': '--warning',
  'editorInfo.foreground': '--info',
  'editorWidget.background': '--surface-raised',
  'editorWidget.foreground': '--text',
  'editorWidget.border': '--border-strong',
  'editorHoverWidget.background': '--surface-raised',
  'editorHoverWidget.border': '--border-strong',
  'editorSuggestWidget.background': '--surface-raised',
  'editorSuggestWidget.border': '--border-strong',
  'editorSuggestWidget.foreground': '--text',
  'editorSuggestWidget.selectedBackground': '--surface-selected',
  'editorSuggestWidget.selectedForeground': '--text',
  'editorSuggestWidget.highlightForeground': '--accent-text',
  'editorSuggestWidget.focusHighlightForeground': '--accent-text',
  'menu.background': '--surface-raised',
  'menu.foreground': '--text',
  'menu.border': '--border-strong',
  'menu.selectionBackground': '--surface-selected',
  'menu.selectionForeground': '--text',
  'quickInput.background': '--surface-raised',
  'quickInput.foreground': '--text',
  'quickInputList.focusBackground': '--surface-selected',
  'quickInputList.focusForeground': '--text',
  'list.hoverBackground': '--surface-hover',
  'list.highlightForeground': '--accent-text',
  'input.background': '--surface',
  'input.foreground': '--text',
  'input.border': '--border-strong',
  'inputValidation.infoBackground': '--surface-raised',
  'inputValidation.infoForeground': '--text',
  'inputValidation.infoBorder': '--border-strong',
  'widget.border': '--border-strong',
  focusBorder: '--focus',
  descriptionForeground: '--text-muted',
  'textLink.foreground': '--accent-text',
  'textCodeBlock.background': '--surface-hover',
  'scrollbarSlider.background': '--scrollbar',
  'scrollbarSlider.hoverBackground': '--scrollbar-hover',
  'scrollbarSlider.activeBackground': '--scrollbar-hover',
};

/** The classes that the tokens provider gives, and their colours. */
const TOKENS: Readonly<Record<string, string>> = {
  comment: '--syntax-comment',
  register: '--syntax-register',
  keyword: '--syntax-keyword',
  type: '--syntax-type',
  directive: '--syntax-directive',
  label: '--syntax-label',
  map: '--syntax-map',
  function: '--syntax-function',
  constant: '--syntax-constant',
  number: '--syntax-number',
  string: '--syntax-string',
  operator: '--syntax-operator',
  invalid: '--danger',
};

const THEME = 'skep';
const TRANSPARENT = '#00000000';

function themeData(read: ReadColour, theme: 'light' | 'dark'): monaco.editor.IStandaloneThemeData {
  const colors: Record<string, string> = {
    'editor.lineHighlightBorder': TRANSPARENT,
    'widget.shadow': TRANSPARENT,
    'scrollbar.shadow': TRANSPARENT,
  };
  for (const [name, property] of Object.entries(SURFACES)) {
    const colour = read(property);
    if (colour !== undefined) colors[name] = colour;
  }
  const rules: monaco.editor.ITokenThemeRule[] = [];
  for (const [token, property] of Object.entries(TOKENS)) {
    const foreground = read(property)?.slice(1);
    if (foreground !== undefined) rules.push({ token, foreground });
  }
  return { base: theme === 'dark' ? 'vs-dark' : 'vs', inherit: true, rules, colors };
}

/**
 * Gives Monaco the colours that the page's style sheet has at `element`, now and whenever the page switches its
 * theme; the style sheet stays the one place that knows a colour.
 *
 * @param theme what Monaco falls back on for all that the style sheet does not name
 */
export function followTheme(element: Element, theme: 'light' | 'dark'): () => void {
  const { read, dispose } = colourReader(element);
  const apply = (): void => {
    monaco.editor.defineTheme(THEME, themeData(read, theme));
    monaco.editor.setTheme(THEME);
  };
  apply();
  const root = document.documentElement;
  const observer = new MutationObserver(apply);
  observer.observe(root, { attributes: true, attributeFilter: ['class', 'style', 'data-theme'] });
  return () => {
    observer.disconnect();
    dispose();
  };
}
