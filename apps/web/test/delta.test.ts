import type { MachineView } from '@skep/session';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDelta, encodeDelta } from '../src/worker/delta.ts';

const bytes = fc.uint8Array({ minLength: 4, maxLength: 4, max: 2 });
const definition = { name: 'm', type: 'array', keySize: 4, valueSize: 4, maxEntries: 2, flags: 0 } as const;

const view: fc.Arbitrary<MachineView> = fc
  .record({
    packetIndex: fc.integer({ min: 0, max: 1 }),
    step: fc.nat(5),
    stacks: fc.array(
      bytes.map((content) => ({ frame: 0, function: 'f', address: 8, bytes: content })),
      { maxLength: 2 },
    ),
    maps: fc.array(
      fc.tuple(bytes, fc.boolean()).map(([value, changed]) => ({
        index: 0,
        definition,
        size: 1,
        version: 0,
        entries: [{ key: new Uint8Array(4), values: [value], changed }],
      })),
      { maxLength: 2 },
    ),
    packet: fc.option(fc.record({ address: fc.constant(64), bytes, original: bytes, layers: fc.constant([]) }), {
      nil: undefined,
    }),
    context: fc.option(fc.record({ address: fc.constant(32), bytes, type: fc.constant('xdp_md') }), { nil: undefined }),
    printed: fc.nat(2),
  })
  .map(({ packet, context, printed, ...rest }) => ({
    ...rest,
    totalSteps: 9,
    program: 0,
    pc: 1,
    stop: { reason: 'step' },
    registers: [],
    frames: [],
    accesses: [],
    outputs: Array.from({ length: printed }, (_, step) => ({ kind: 'printk' as const, text: 'x', pc: 0, step })),
    ...(packet && { packet }),
    ...(context && { context }),
  }));

describe('machine deltas', () => {
  it('give back every view of any sequence', () => {
    fc.assert(
      fc.property(fc.array(view, { minLength: 1, maxLength: 6 }), (views) => {
        let sent: MachineView | undefined;
        let shown: MachineView | undefined;
        for (const next of views) {
          const delta = structuredClone(encodeDelta(sent, next));
          sent = next;
          shown = applyDelta(shown, delta);
          expect(shown).toEqual(next);
        }
      }),
    );
  });

  it('leave out what stayed, and keep its object', () => {
    fc.assert(
      fc.property(view, (one) => {
        const first = applyDelta(undefined, encodeDelta(undefined, one));
        const delta = encodeDelta(one, structuredClone(one));
        expect(delta.stacks.every((part) => part === 'keep')).toBe(true);
        const second = applyDelta(first, delta);
        expect(second.stacks).toBe(first.stacks);
        expect(second.maps).toBe(first.maps);
        expect(second.packet).toBe(first.packet);
      }),
    );
  });
});
