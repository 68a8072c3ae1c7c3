import type { Diagnostic, Severity } from '@skep/base';

/** A complaint about bytes of a capture file. */
export function captureDiagnostic(
  code: string,
  severity: Severity,
  message: string,
  offset: number,
  length: number,
): Diagnostic {
  return { code: `capture/${code}`, severity, message, position: { kind: 'byte', offset, length } };
}

export const counted = (count: number, thing: string): string =>
  `${count.toLocaleString('en-US')} ${thing}${count === 1 ? '' : 's'}`;

/** What was kept of a damaged file, to end a sentence with. */
export function keptWords(packets: number): string {
  if (packets === 0) return 'No packet before it is whole.';
  return packets === 1
    ? 'The one packet before it was kept.'
    : `The ${counted(packets, 'packet')} before it were kept.`;
}
