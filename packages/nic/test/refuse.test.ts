import { describe, expect, it } from 'vitest';
import { openCapture } from '../src/index.ts';
import { block, FRAME, join, LITTLE, pcapHeader, section } from './build-capture.ts';

/** What somebody may drop, and words of the sentence that refuses it. */
const REFUSED: readonly [name: string, bytes: Uint8Array, code: string, words: RegExp][] = [
  ['an empty file', new Uint8Array(), 'empty-file', /empty/],
  ['a pcap header that ends early', pcapHeader().slice(0, 20), 'header-cut-short', /ends after 20 bytes/],
  ['a pcap magic number alone', pcapHeader().slice(0, 4), 'header-cut-short', /ends after 4 bytes/],
  ['pcap version 1', pcapHeader({ version: [1, 2] }), 'unknown-version', /version 1\.2/],
  ['a pcapng header that ends early', section().slice(0, 20), 'header-cut-short', /ends after 20 bytes/],
  ['pcapng version 2', section(LITTLE, new Uint8Array(), 2), 'unknown-version', /version 2\.0/],
  ['pcapng without a byte order', block(0x0a0d0d0a, FRAME), 'no-byte-order', /1a2b3c4d/],
  ['gzip', join([0x1f, 0x8b, 8], FRAME), 'compressed', /gzip.*`gunzip`/],
  ['xz', join([0xfd], '7zXZ\0', FRAME), 'compressed', /xz/],
  ['Zstandard', join([0x28, 0xb5, 0x2f, 0xfd], FRAME), 'compressed', /Zstandard/],
  ['zip', join('PK\x03\x04', FRAME), 'compressed', /zip/],
  ['snoop', join('snoop\0\0\0', FRAME), 'other-capture-format', /snoop.*editcap/],
  ['EtherPeek', join('\x7fver', FRAME), 'other-capture-format', /EtherPeek/],
  ['Network Monitor', join('GMBU', FRAME), 'other-capture-format', /Network Monitor/],
  ['ELF', join('\x7fELF', FRAME), 'not-a-capture', /ELF file.*BPF object/],
  ['WebAssembly', join('\0asm', FRAME), 'not-a-capture', /WebAssembly/],
  ['PNG', join([0x89], 'PNG\r\n\x1a\n', FRAME), 'not-a-capture', /picture/],
  ['tar', join(new Uint8Array(257), 'ustar', FRAME), 'not-a-capture', /tar/],
  ['a text', join('r0 = 0\nexit\n'), 'text-file', /text file/],
  ['a text with letters of two bytes', new TextEncoder().encode('é'.repeat(5000)), 'text-file', /text file/],
  ['a hex dump', join('0000  45 00 00 54 a6 f2 00 00 40 01\n'), 'text-file', /hex dump.*text2pcap/],
  ['a capture sent as text', join('\n\n\n\x1c\0\0\0', FRAME), 'text-transfer', /binary/],
  ['nothing known', join([0, 1, 2, 3], FRAME), 'unknown-format', /d4 c3 b2 a1/],
  ['one byte', Uint8Array.of(0xd4), 'unknown-format', /no capture/],
];

describe('files that are no captures', () => {
  it.each(REFUSED)('%s', (_name, bytes, code, words) => {
    const opened = openCapture(bytes);
    expect(opened).toMatchObject({ ok: false, error: { code: `capture/${code}`, severity: 'error' } });
    if (opened.ok) return;
    expect(opened.error.message).toMatch(words);
    expect(opened.error.message).toMatch(/^[A-Z].*\.$/);
  });
});
