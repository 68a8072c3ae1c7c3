/** Bytes that a machine's memory may take: enough for maps of a million small entries, bearable for a browser tab. */
export const MEMORY_LIMIT = 512 * 1024 * 1024;
