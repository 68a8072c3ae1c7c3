/** What is used of Monaco beyond its public interface; it ships no types for these. */

declare module 'monaco-editor/platform/storage/common/storage' {
  export const IStorageService: unique symbol;
}

declare module 'monaco-editor/editor/standalone/browser/standaloneServices' {
  import type { IStorageService } from 'monaco-editor/platform/storage/common/storage';

  export const StandaloneServices: {
    get(service: typeof IStorageService): {
      store(key: string, value: boolean, scope: number, target: number): void;
    };
  };
}
