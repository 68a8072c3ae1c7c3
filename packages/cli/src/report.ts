import type { Diagnostic, Position } from '@skep/base';

function place(position: Position | undefined): string {
  switch (position?.kind) {
    case 'text':
      return `:${position.range.line}:${position.range.column}`;
    case 'slot':
      return `: instruction ${position.pc}`;
    case 'byte':
      return `: byte ${position.offset}`;
    case undefined:
      return '';
  }
}

/** One line for a diagnostic, as compilers print them; a second one for its suggestion. */
export function diagnosticLine(file: string, { severity, message, code, position, suggestion }: Diagnostic): string {
  const hint = suggestion === undefined ? '' : `\n  did you mean ${suggestion}?`;
  return `${file}${place(position)}: ${severity}: ${message} [${code}]${hint}`;
}

/** JSON with bytes as hexadecimal text and 64-bit numbers as `0x…`. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => {
    if (typeof item === 'bigint') return `0x${item.toString(16)}`;
    if (item instanceof Uint8Array) return Array.from(item, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return item;
  });
}
