import { contextByName, contextField } from '@skep/abi';
import type { PacketBuffer } from '../packet-buffer.ts';
import { wrongContext } from './arguments.ts';
import type { Helper, HelperCall, HelperOutcome } from './helper.ts';

const SK_BUFF = contextByName('__sk_buff')!;

/** Fields of `__sk_buff` that helpers read or change. */
type SkbField = 'pkt_type' | 'protocol' | 'vlan_present' | 'vlan_tci' | 'vlan_proto' | 'hash' | 'mark';

const offsetOf = (field: SkbField): number => contextField(SK_BUFF, field)!.offset;

export function skbField(call: HelperCall, field: SkbField): number {
  return call.memory.get32(call.context + offsetOf(field));
}

export function setSkbField(call: HelperCall, field: SkbField, value: number): void {
  call.memory.set32(call.context + offsetOf(field), value >>> 0);
}

export type SkbHelper = (
  call: HelperCall,
  packet: PacketBuffer,
  ...r: readonly [bigint, bigint, bigint, bigint]
) => HelperOutcome;

/** A helper that takes the packet's context in r1; `r` are r2 to r5. */
export function onSkb(helper: SkbHelper): Helper {
  return {
    call(call, r1, ...r) {
      const wrong = wrongContext(call, r1);
      if (wrong !== undefined) return wrong;
      const { packet } = call;
      if (packet?.kind === 'skb') return helper(call, packet, ...r);
      return call.fault(
        'vm/bad-helper-argument',
        `The helper called by instruction ${call.pc} needs a packet with a __sk_buff, and this run has none.`,
      );
    },
  };
}

/** 16 bits from host to network byte order, or back. */
export function swap16(value: number): number {
  return ((value & 0xff) << 8) | ((value >>> 8) & 0xff);
}
