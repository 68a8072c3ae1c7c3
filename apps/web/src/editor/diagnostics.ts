import type { Diagnostic, Severity } from '@skep/base';
import { toMonacoRange } from './language/document.ts';
import { monaco } from './monaco.ts';

const OWNER = 'skep';

const SEVERITY: Record<Severity, monaco.MarkerSeverity> = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  hint: monaco.MarkerSeverity.Info,
};

function toMarker(uri: monaco.Uri, diagnostic: Diagnostic): monaco.editor.IMarkerData[] {
  const { position, related = [] } = diagnostic;
  if (position?.kind !== 'text') return [];
  return [
    {
      ...toMonacoRange(position.range),
      severity: SEVERITY[diagnostic.severity],
      message: diagnostic.message,
      code: diagnostic.code,
      relatedInformation: related.flatMap(({ position: place, message }) =>
        place.kind === 'text' ? [{ resource: uri, message, ...toMonacoRange(place.range) }] : [],
      ),
    },
  ];
}

/** The diagnostics of the text on the screen, by model: what quick fixes are made from. */
const shown = new WeakMap<monaco.editor.ITextModel, readonly Diagnostic[]>();

/** Underlines what diagnostics complain about. */
export function showDiagnostics(model: monaco.editor.ITextModel, diagnostics: readonly Diagnostic[]): void {
  shown.set(model, diagnostics);
  monaco.editor.setModelMarkers(
    model,
    OWNER,
    diagnostics.flatMap((diagnostic) => toMarker(model.uri, diagnostic)),
  );
}

const isOf = (marker: monaco.editor.IMarkerData, { code, message }: Diagnostic): boolean =>
  marker.code === code && marker.message === message;

/** “Change to `…`” wherever a diagnostic knows a near miss. */
export const suggestionFixes: monaco.languages.CodeActionProvider = {
  provideCodeActions(model, _range, { markers }) {
    const actions = markers.flatMap((marker): monaco.languages.CodeAction[] => {
      const suggestion = shown.get(model)?.find((diagnostic) => isOf(marker, diagnostic))?.suggestion;
      if (suggestion === undefined) return [];
      return [
        {
          title: `Change to \`${suggestion}\``,
          kind: 'quickfix',
          diagnostics: [marker],
          isPreferred: true,
          edit: {
            edits: [
              {
                resource: model.uri,
                versionId: model.getVersionId(),
                textEdit: { range: marker, text: suggestion },
              },
            ],
          },
        },
      ];
    });
    return { actions, dispose: () => {} };
  },
};
