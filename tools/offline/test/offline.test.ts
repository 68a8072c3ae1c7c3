import { expect, test } from 'vitest';
import { serviceWorker } from '../plugin.js';

const constants = (code: string) => code.split('\n').slice(0, 2);

test('the service worker knows every file, the page by its folder', () => {
  const code = serviceWorker(
    new Map<string, string | Uint8Array>([
      ['index.html', '<!doctype html>'],
      ['assets/a b.js', ''],
      ['captures/x.pcap', new Uint8Array([1])],
    ]),
  );
  expect(constants(code)[1]).toBe('const FILES = ["assets/a b.js","captures/x.pcap",""];');
  expect(code).toContain("addEventListener('install'");
});

test('its version follows the contents, and nothing else', () => {
  const version = (...files: [string, string][]) => constants(serviceWorker(new Map(files)))[0];
  expect(version(['a', '1'], ['b', '2'])).toBe(version(['b', '2'], ['a', '1']));
  expect(version(['a', '1'])).not.toBe(version(['a', '2']));
});
