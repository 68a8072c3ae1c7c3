import { describe, expect, it } from 'vitest';
import { CaseBuilder, type CaseMap, type HelperCase, machineFor } from './helper-case.ts';
import {
  callHelper,
  copy,
  encodeSlots,
  load64,
  loadMap,
  loadValue,
  move,
  type Slots,
  stackAddress,
  unlessZero,
} from './slots.ts';

const array = { type: 'array', keySize: 4, valueSize: 8, maxEntries: 4 } as const;
const ring = { type: 'ringbuf', keySize: 0, valueSize: 0, maxEntries: 4096 } as const;

interface Row {
  readonly name: string;
  readonly maps?: readonly CaseMap[];
  readonly type?: HelperCase['type'];
  readonly slots: readonly Slots[];
  readonly code: string;
  readonly says: RegExp;
}

// No verifier has seen these programs; r1 to r5 are whatever they say.
const rows: readonly Row[] = [
  {
    name: 'a number for a map',
    slots: [move(1, 5), stackAddress(2, -4), callHelper('map_lookup_elem')],
    code: 'vm/bad-helper-argument',
    says: /bpf_map_lookup_elem.*takes a map/,
  },
  {
    name: 'a null key',
    maps: [array],
    slots: [loadMap(1, 1), move(2, 0), callHelper('map_lookup_elem')],
    code: 'vm/null-access',
    says: /bpf_map_lookup_elem.*reads 4 bytes/,
  },
  {
    name: 'a key that reaches out of the stack',
    maps: [array],
    slots: [loadMap(1, 1), stackAddress(2, -2), callHelper('map_lookup_elem')],
    code: 'vm/out-of-bounds',
    says: /stack.*2 bytes too far/,
  },
  {
    name: 'a value that is too short',
    maps: [array],
    slots: [loadMap(1, 1), stackAddress(2, -8), stackAddress(3, -4), move(4, 0), callHelper('map_update_elem')],
    code: 'vm/out-of-bounds',
    says: /8 bytes.*4 bytes too far/,
  },
  {
    name: 'a lookup in a program array',
    maps: [{ type: 'prog_array', keySize: 4, valueSize: 4, maxEntries: 2 }],
    slots: [loadMap(1, 1), stackAddress(2, -4), callHelper('map_lookup_elem')],
    code: 'vm/bad-helper-argument',
    says: /cannot be used on map m1 of type prog_array/,
  },
  {
    name: 'an update of a map that programs may only read',
    maps: [{ ...array, flags: 0x80 }],
    slots: [loadMap(1, 1), stackAddress(2, -4), stackAddress(3, -16), move(4, 0), callHelper('map_update_elem')],
    code: 'vm/bad-helper-argument',
    says: /BPF_F_RDONLY_PROG forbids/,
  },
  {
    name: 'a pop from an array',
    maps: [array],
    slots: [loadMap(1, 1), stackAddress(2, -8), callHelper('map_pop_elem')],
    code: 'vm/bad-helper-argument',
    says: /it works on maps of type queue, stack/,
  },
  {
    name: 'something else for the context',
    slots: [stackAddress(1, -8), move(2, 0), callHelper('xdp_adjust_head')],
    code: 'vm/bad-helper-argument',
    says: /takes the program's context in r1/,
  },
  {
    name: 'a lock taken twice',
    slots: [loadValue(1, 0, 0), callHelper('spin_lock'), loadValue(1, 0, 0), callHelper('spin_lock')],
    code: 'vm/lock-pairing',
    says: /while the program holds a spin lock/,
  },
  {
    name: 'a lock given back without being held',
    slots: [loadValue(1, 0, 0), callHelper('spin_unlock')],
    code: 'vm/lock-pairing',
    says: /holds none/,
  },
  {
    name: 'another lock given back',
    slots: [loadValue(1, 0, 0), callHelper('spin_lock'), loadValue(1, 0, 4), callHelper('spin_unlock')],
    code: 'vm/lock-pairing',
    says: /the one that the program holds is at/,
  },
  {
    name: 'a record submitted twice',
    maps: [ring],
    slots: [
      loadMap(1, 1),
      move(2, 8),
      move(3, 0),
      callHelper('ringbuf_reserve'),
      copy(6, 0),
      unlessZero(6, [...copy(1, 6), ...move(2, 0), ...callHelper('ringbuf_submit')]),
      copy(1, 6),
      move(2, 0),
      callHelper('ringbuf_submit'),
    ],
    code: 'vm/bad-helper-argument',
    says: /not submitted or discarded since/,
  },
  {
    name: 'a record used after it was submitted',
    maps: [ring],
    slots: [
      loadMap(1, 1),
      move(2, 8),
      move(3, 0),
      callHelper('ringbuf_reserve'),
      copy(6, 0),
      unlessZero(6, [...copy(1, 6), ...move(2, 0), ...callHelper('ringbuf_submit'), [0x7a, 6, 0, 0, 1]]),
    ],
    code: 'vm/out-of-bounds',
    says: /writes 8 bytes/,
  },
  {
    name: 'a write past the end of a record',
    maps: [ring],
    slots: [loadMap(1, 1), move(2, 8), move(3, 0), callHelper('ringbuf_reserve'), unlessZero(0, [[0x7a, 0, 0, 8, 1]])],
    code: 'vm/out-of-bounds',
    says: /record reserved in m1, but it has only 8 bytes/,
  },
  {
    name: 'a number for a callback',
    slots: [move(1, 1), move(2, 1000), move(3, 0), move(4, 0), callHelper('loop')],
    code: 'vm/bad-helper-argument',
    says: /no instruction of this program/,
  },
  {
    name: 'a format that does not end',
    slots: [stackAddress(1, -8), move(2, 8), loadValue(3, 0, 0), move(4, 0), move(5, 0), callHelper('snprintf')],
    code: 'vm/bad-helper-argument',
    says: /format that ends with a 0/,
  },
];

function faultOf({ maps = [], type = 'xdp', slots }: Row): unknown {
  const builder = new CaseBuilder().add(...slots).finish();
  const one = builder.build('fault', { maps, type });
  const machine = machineFor(one, encodeSlots(one.slots));
  // The results are full of letters, so that no 0 ends a string there.
  for (const { key, values } of [...machine.maps[0]!.entries()]) {
    machine.maps[0]!.update(key, [values[0]!.map(() => 65)], 0);
  }
  const event = { kind: 'packet', ingressIfindex: 1, rxQueueIndex: 0, time: 0n, cpu: 0 } as const;
  machine.begin({ ...event, data: new Uint8Array(64) });
  const stop = machine.run(1000);
  return stop?.reason === 'fault' ? stop.fault : stop;
}

describe('what no verifier has seen', () => {
  it.each(rows)('$name', (row) => {
    const fault = faultOf(row) as { code: string; message: string };
    expect(fault.code).toBe(row.code);
    expect(fault.message).toMatch(row.says);
  });

  it('reads nothing through a pointer that is far out', () => {
    const slots = [load64(1, 0x7fff_0000_0000n), move(2, 8), callHelper('trace_printk')];
    expect(faultOf({ name: '', slots, code: '', says: /./ })).toMatchObject({ code: 'vm/wild-access' });
  });
});
