import { describe, expect, it } from 'vitest';
import { type Capture, openCapture } from '../src/index.ts';
import { hasSharedCaptures, sharedCaptures } from './shared-captures.ts';
import { askTshark, filesThatWiresharkReads, hasWireshark } from './wireshark.ts';

/** Another program reads some hundred files meanwhile. */
const PATIENCE = { timeout: 60_000 };

const captures = sharedCaptures();

describe.skipIf(!hasSharedCaptures)('the shared captures (skipped without ../shared/captures)', () => {
  it('are opened, or refused with one sentence', () => {
    for (const { name, bytes } of captures) {
      const opened = openCapture(bytes);
      if (!opened.ok) expect(opened.error.message, name).toMatch(/^[A-Z].*\.$/);
      else for (let i = 0; i < opened.value.packetCount; i++) readPacket(opened.value, i);
    }
  });
});

function readPacket(capture: Capture, index: number): void {
  const { data, capturedLength, linkType, interface: position } = capture.packet(index);
  expect(data.length).toBe(capturedLength);
  expect(capture.interfaces[position]!.linkType).toBe(linkType);
}

function lengths(capture: Capture): string[][] {
  return Array.from({ length: capture.packetCount }, (_, i) => {
    const { data, originalLength } = capture.packet(i);
    return [String(data.length), String(originalLength)];
  });
}

describe.skipIf(!hasSharedCaptures || !hasWireshark)('the shared captures beside tshark', () => {
  it('has the same packets with the same lengths', PATIENCE, () => {
    const readable = filesThatWiresharkReads(captures.map(({ path }) => path));
    const ours = captures.flatMap(({ path, bytes, name }) => {
      const opened = openCapture(bytes);
      return opened.ok && readable.has(path)
        ? [{ path, name, capture: opened.value, interfaces: opened.value.interfaces.length }]
        : [];
    });
    expect(ours.length).toBe(readable.size);
    const theirs = askTshark(ours, ['frame.cap_len', 'frame.len']);
    const different = ours.filter(({ capture }, i) => JSON.stringify(lengths(capture)) !== JSON.stringify(theirs[i]));
    expect(different.map(({ name }) => name)).toEqual([]);
  });
});
