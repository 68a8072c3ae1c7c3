import { definition, references, type SymbolKind, symbols } from '@skep/asm';
import { monaco } from '../monaco.ts';
import { isLong, languageOptions, toMonacoRange, toTextPosition } from './document.ts';

type Model = monaco.editor.ITextModel;

const placesOf = (model: Model, position: monaco.IPosition): readonly monaco.IRange[] =>
  references(model.getValue(), toTextPosition(position), languageOptions(model)).map(toMonacoRange);

export const definitionProvider: monaco.languages.DefinitionProvider = {
  provideDefinition(model, position) {
    const found = definition(model.getValue(), toTextPosition(position), languageOptions(model));
    return found === undefined ? undefined : { uri: model.uri, range: toMonacoRange(found) };
  },
};

/** The other places of the name that the cursor is at. Registers are no names; Monaco marks them by their text. */
export const highlightProvider: monaco.languages.DocumentHighlightProvider = {
  provideDocumentHighlights(model, position) {
    return isLong(model) ? undefined : placesOf(model, position).map((range) => ({ range }));
  },
};

export const renameProvider: monaco.languages.RenameProvider = {
  resolveRenameLocation(model, position) {
    const range = placesOf(model, position).find((place) => monaco.Range.containsPosition(place, position));
    const nowhere = { range: monaco.Range.fromPositions(position), text: '' };
    return range === undefined
      ? {
          ...nowhere,
          rejectReason: 'Only labels, functions, maps, programs and constants of this source can be renamed.',
        }
      : { range, text: model.getValueInRange(range) };
  },
  provideRenameEdits(model, position, newName) {
    return {
      edits: placesOf(model, position).map((range) => ({
        resource: model.uri,
        versionId: model.getVersionId(),
        textEdit: { range, text: newName },
      })),
    };
  },
};

const { SymbolKind: Kind } = monaco.languages;

const KINDS: Readonly<Record<SymbolKind, monaco.languages.SymbolKind>> = {
  program: Kind.Class,
  function: Kind.Function,
  label: Kind.Key,
  map: Kind.Struct,
  constant: Kind.Constant,
};

export const symbolProvider: monaco.languages.DocumentSymbolProvider = {
  provideDocumentSymbols(model) {
    return symbols(model.getValue(), languageOptions(model)).map(({ name, kind, range, detail }) => ({
      name,
      detail,
      kind: KINDS[kind],
      tags: [],
      range: toMonacoRange(range),
      selectionRange: toMonacoRange(range),
    }));
  },
};
