/**
 * Monaco is evaluated piece by piece with a rest after each, so that none holds the page up for long. The order is
 * that of dependence: text and view, then the stand-alone editor around them, then what is registered with it.
 */
const PIECES: readonly (() => Promise<unknown>)[] = [
  () => import('monaco-editor/features/codeEditor/register'),
  () => import('./monaco.ts'),
  () => import('./features.ts'),
];

/** Lets the page handle what has come in meanwhile. */
const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Everything that needs Monaco, with the services that the first editor starts already running. */
export async function loadSourceView() {
  for (const piece of PIECES) {
    await piece();
    await rest();
  }
  const { prepare, SourceView } = await import('./source-view.ts');
  const { followTheme } = await import('./theme.ts');
  prepare();
  await rest();
  return { SourceView, followTheme };
}
