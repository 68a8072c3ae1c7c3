/** Character classes of ASCII as the kernel's `ctype.h` has them. */
export const isSpace = (c: number): boolean => (c >= 9 && c <= 13) || c === 32;
export const isPrint = (c: number): boolean => c >= 32 && c <= 126;
export const isDigit = (c: number): boolean => c >= 48 && c <= 57;
const isLetter = (c: number): boolean => (c >= 65 && c <= 90) || (c >= 97 && c <= 122);
export const isAlphanumeric = (c: number): boolean => isDigit(c) || isLetter(c);
export const isPunctuation = (c: number): boolean => isPrint(c) && c !== 32 && !isAlphanumeric(c);

/** Code of a one-character text. */
export const code = (character: string): number => character.charCodeAt(0);
