import type { Show } from './field.ts';
import { u8 } from './read.ts';
import { withName } from './show.ts';

/** Differentiated services code points: https://www.iana.org/assignments/dscp-registry */
const DSCP_NAMES: Readonly<Record<number, string>> = {
  0: 'default',
  8: 'CS1',
  10: 'AF11',
  12: 'AF12',
  14: 'AF13',
  16: 'CS2',
  18: 'AF21',
  20: 'AF22',
  22: 'AF23',
  24: 'CS3',
  26: 'AF31',
  28: 'AF32',
  30: 'AF33',
  32: 'CS4',
  34: 'AF41',
  36: 'AF42',
  38: 'AF43',
  40: 'CS5',
  44: 'voice admit',
  46: 'expedited forwarding',
  48: 'CS6',
  56: 'CS7',
};

/** RFC 3168, section 5. */
const ECN_NAMES = ['not ECN-capable', 'ECT(1)', 'ECT(0)', 'congestion experienced'];

/** The upper six bits of the byte, RFC 2474. */
export const serviceClass = (byte: number): string => withName(String(byte >> 2), DSCP_NAMES[byte >> 2]);

/** The lower two bits of the byte, RFC 3168. */
export const congestion = (byte: number): string => withName(String(byte & 3), ECN_NAMES[byte & 3]);

export const showService: Show = (bytes, at) => serviceClass(u8(bytes, at));

export const showCongestion: Show = (bytes, at) => congestion(u8(bytes, at));
