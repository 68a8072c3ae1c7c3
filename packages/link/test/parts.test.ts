import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase64Url, toBase64Url } from '../src/base64url.ts';
import { crc32 } from '../src/crc32.ts';
import { versions } from '../src/upgrade.ts';

const ascii = (text: string) => new TextEncoder().encode(text);

describe('base64url', () => {
  // RFC 4648, section 10, without padding.
  test.each([
    ['', ''],
    ['f', 'Zg'],
    ['fo', 'Zm8'],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg'],
    ['fooba', 'Zm9vYmE'],
    ['foobar', 'Zm9vYmFy'],
  ])('%j is %j', (plain, encoded) => {
    expect(toBase64Url(ascii(plain))).toBe(encoded);
    expect(fromBase64Url(encoded)).toEqual(ascii(plain));
  });

  test('agrees with Node on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30_000 }), (bytes) => {
        expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
        expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
      }),
    );
  });

  test.each(['A', 'AB', 'A+AA', 'AA==', 'Aä', 'ABCDE'])('%j is refused', (text) => {
    expect(fromBase64Url(text)).toBeUndefined();
  });
});

test('crc32 has its check value', () => {
  expect(crc32(ascii('123456789'))).toBe(0xcb_f4_39_26);
});

describe('upgraders', () => {
  const rename = ({ a, ...rest }: { readonly [key: string]: unknown }) => ({ ...rest, b: a });

  test('run from the version that wrote to the present one', () => {
    const format = versions('a format', 3, [rename, (old) => ({ ...old, c: 1 })], 5);
    expect(format.upgrade({ a: 7 }, 3)).toEqual({ b: 7, c: 1 });
    expect(format.upgrade({ b: 7 }, 4)).toEqual({ b: 7, c: 1 });
    expect(format.upgrade({ b: 7 }, 5)).toEqual({ b: 7 });
  });

  test('that leave a gap stop the program from loading', () => {
    expect(() => versions('a format', 0, [rename], 2)).toThrow(
      'a format is at version 2, but its upgraders lead from 0 to 1',
    );
  });
});
