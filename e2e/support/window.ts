/** The part of the page's test handle (`apps/web/src/app/test-handle.ts`) that specs use: to wait and to measure. */
declare global {
  interface Window {
    readonly skep?: { readonly idle: () => Promise<void> };
  }
}

export {};
