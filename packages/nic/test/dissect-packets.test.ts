import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPacketFile, rendered } from './render.ts';

const DIRECTORY = join(import.meta.dirname, 'packets');

describe('dissection of a packet, in full', () => {
  it.each(readdirSync(DIRECTORY))('%s', (name) => {
    const { linkType, packet, expected } = readPacketFile(readFileSync(join(DIRECTORY, name), 'utf8'));
    expect(rendered(packet, linkType)).toBe(expected);
  });
});
