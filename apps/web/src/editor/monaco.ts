/** The bare editor. Its features are in `features.ts`; both are loaded in pieces by `load.ts`. */
import * as monaco from 'monaco-editor/editor';

self.MonacoEnvironment = {
  getWorker: () => new Worker(new URL('./monaco-worker.ts', import.meta.url), { type: 'module' }),
};

export { monaco };
