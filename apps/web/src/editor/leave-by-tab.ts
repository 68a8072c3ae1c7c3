import { monaco } from './monaco.ts';

/** While one of these is open, Escape closes it and means nothing else. */
const ESCAPE_IS_TAKEN = [
  'suggestWidgetVisible',
  'findWidgetVisible',
  'renameInputVisible',
  'markersNavigationVisible',
  'editorHasMultipleSelections',
  'inSnippetMode',
  'codeActionMenuVisible',
  'editorHoverVisible',
  'messageVisible',
];

const IS_ALONE = ESCAPE_IS_TAKEN.map((key) => `!${key}`).join(' && ');

/**
 * Escape, then Tab (or Shift+Tab) leaves the editor, so that the keyboard is not trapped in it; any other key and
 * leaving take it back. Ctrl+M, Monaco's own switch, stays as the lasting way.
 *
 * @param onArmed told when the next Tab begins and ceases to leave
 */
export function leaveByTab(
  editor: monaco.editor.IStandaloneCodeEditor,
  onArmed: (armed: boolean) => void,
): monaco.IDisposable {
  let armed = false;
  const arm = (on: boolean): void => {
    if (armed === on) return;
    armed = on;
    editor.updateOptions({ tabFocusMode: on });
    onArmed(on);
  };
  const action = editor.addAction({
    id: 'skep.leaveByTab',
    label: 'Let the next Tab leave the editor',
    keybindings: [monaco.KeyCode.Escape],
    precondition: `editorTextFocus && ${IS_ALONE}`,
    run: () => arm(true),
  });
  const keys = editor.onKeyDown(({ browserEvent: { key } }) => {
    if (key !== 'Escape' && key !== 'Tab' && key !== 'Shift') arm(false);
  });
  const blur = editor.onDidBlurEditorWidget(() => arm(false));
  return {
    dispose: () => {
      for (const part of [action, keys, blur]) part.dispose();
    },
  };
}
