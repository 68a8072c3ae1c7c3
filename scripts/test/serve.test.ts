import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cacheControl, createStaticServer, fileOf, listen } from '../lib/serve.mjs';

const home = mkdtempSync(join(tmpdir(), 'skep-serve-'));
const site = join(home, 'site');
const server = createStaticServer(site);
let address: string;

beforeAll(async () => {
  await mkdir(join(site, 'assets'), { recursive: true });
  writeFileSync(join(home, 'secret.txt'), 'not for you');
  writeFileSync(join(site, 'index.html'), '<!doctype html>');
  writeFileSync(join(site, 'assets', 'index-Ab3_d-9Z.js'), 'export {};');
  writeFileSync(join(site, 'ä b.pcap'), 'bytes');
  address = `http://127.0.0.1:${await listen(server, [0], '127.0.0.1')}`;
});
afterAll(() => {
  server.close();
  rmSync(home, { recursive: true });
});

describe('the static server', () => {
  test.each([
    ['/', 200, 'text/html; charset=utf-8', 'no-cache'],
    ['/index.html?a=1', 200, 'text/html; charset=utf-8', 'no-cache'],
    ['/assets/index-Ab3_d-9Z.js', 200, 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/%C3%A4%20b.pcap', 200, 'application/vnd.tcpdump.pcap', 'no-cache'],
    ['/missing', 404, 'text/plain; charset=utf-8', null],
    ['/assets', 404, 'text/plain; charset=utf-8', null],
    ['/%ff', 404, 'text/plain; charset=utf-8', null],
  ])('answers %s with %d, %s, %s', async (path, status, type, cache) => {
    const response = await fetch(address + path);
    await response.text();
    const { headers } = response;
    expect([response.status, headers.get('content-type'), headers.get('cache-control')]).toEqual([status, type, cache]);
  });

  test('does not send again what the browser has', async () => {
    const first = await fetch(address);
    const etag = first.headers.get('etag') ?? '';
    expect((await fetch(address, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  test('takes another port when the wanted one is taken', async () => {
    const taken = Number(new URL(address).port);
    const other = createStaticServer(site);
    expect(await listen(other, [taken, 0], '127.0.0.1')).not.toBe(taken);
    other.close();
    await expect(listen(createStaticServer(site), [taken], '127.0.0.1')).rejects.toThrow('EADDRINUSE');
  });
});

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/%00',
  '//[',
  '/..\\secret.txt',
])('no file is found outside of the folder by %s', (url) => {
  expect(fileOf(site, url)).toBeUndefined();
});

test.each(['/assets/index.js', '/captures/dns-lookup1.pcap', '/assets/a-b.js'])('%s may change', (url) => {
  expect(cacheControl(url)).toBe('no-cache');
});
