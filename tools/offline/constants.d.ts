/** Changes with every release. */
declare const VERSION: string;
/** What is kept, relative to the site; the page itself is the empty name. */
declare const FILES: readonly string[];
