import { SCRATCHED } from '../interpreter/register-file.ts';
import { SlotArrayMap } from '../maps/slot-array-map.ts';
import { u32, wrongContext } from './arguments.ts';
import type { Helper } from './helper.ts';
import { mapArgument } from './map-argument.ts';

/** An empty slot, or none at all, means that the program goes on; r0 then holds nothing of use. */
export const tailCall: Helper = {
  call(call, r1, r2, r3) {
    const wrong = wrongContext(call, r1);
    if (wrong !== undefined && call.context !== 0) return wrong;
    const map = mapArgument(call, 'bpf_tail_call', r2);
    if ('code' in map) return map;
    const slot = map instanceof SlotArrayMap ? map.slot(u32(r3)) : 0;
    return slot === 0 ? SCRATCHED : { kind: 'tail-call', program: call.memory.get32(slot) };
  },
};
