import { contextByName, contextField } from '@skep/abi';
import { randomNumbers } from '../maps/random-map-case.ts';
import { CaseBuilder, type HelperCase } from './helper-case.ts';
import { constantMap, picker, type Random } from './number-cases.ts';
import { callHelper, copy, load32, load64, loadValue, move, type Slots } from './slots.ts';

const BYTES = Array.from({ length: 64 }, (_, i) => String.fromCharCode(0xa0 + (i % 64))).join('');

function randomBytes(random: Random, size: number): string {
  return Array.from({ length: size }, () => random(256).toString(16).padStart(2, '0')).join('');
}

const fieldOffset = (context: string, field: string): number => contextField(contextByName(context)!, field)!.offset;

/** Keeps the distance between two of the context's packet pointers. */
function keepDistance(builder: CaseBuilder, context: string, from: string, to: string): void {
  builder
    .add(load32(7, 6, fieldOffset(context, from)), load32(8, 6, fieldOffset(context, to)), [[0x1f, 8, 7, 0, 0]])
    .keep(8);
}

export function xdpCases(seed: number, cases: number): HelperCase[] {
  const random = randomNumbers(seed);
  const pick = picker(random);
  return Array.from({ length: cases }, (_, i) => {
    const builder = new CaseBuilder().add(copy(6, 1));
    for (let n = 0; n < 20; n++) {
      builder.add(copy(1, 6), xdpOperation(builder, random)).keep();
      keepDistance(builder, 'xdp_md', 'data', 'data_end');
      keepDistance(builder, 'xdp_md', 'data_meta', 'data');
    }
    const size = pick([14, 20, 60, 64, 128, 1500, 3000, 3400]);
    return builder.finish().build(`xdp ${seed}.${i}`, { data: randomBytes(random, size), maps: [constantMap(BYTES)] });
  });
}

function xdpOperation(builder: CaseBuilder, random: Random): Slots {
  const pick = picker(random);
  const small = (): number => random(33) - 16;
  switch (random(8)) {
    case 0:
      return [...move(2, pick([small(), small(), -216, -217, -256, 100, -40, 2000])), ...callHelper('xdp_adjust_head')];
    case 1:
      return [...move(2, pick([small(), small(), -50, 100, 400, 3500, -3000, 336])), ...callHelper('xdp_adjust_tail')];
    case 2:
    case 3:
      return [...move(2, pick([-4, -8, -4, 4, 8, -32, -252, -256, -3, 16, -216])), ...callHelper('xdp_adjust_meta')];
    case 4:
      return callHelper('xdp_get_buff_len');
    case 5:
    case 6: {
      const size = 1 + random(32);
      const offset = pick([random(64), random(64), random(3500), 0xffff, 0x10000]);
      return [
        ...move(2, offset),
        ...loadValue(3, 0, builder.room(32)),
        ...move(4, size),
        ...callHelper('xdp_load_bytes'),
      ];
    }
    default:
      return [
        ...move(2, pick([random(64), random(3500), 0x10000])),
        ...loadValue(3, 1, random(16)),
        ...move(4, 1 + random(40)),
        ...callHelper('xdp_store_bytes'),
      ];
  }
}

const SKB_FIELDS = ['len', 'protocol', 'vlan_present', 'vlan_tci', 'vlan_proto', 'pkt_type'];

export function skbCases(seed: number, cases: number): HelperCase[] {
  const random = randomNumbers(seed);
  const pick = picker(random);
  return Array.from({ length: cases }, (_, i) => {
    const builder = new CaseBuilder().add(copy(6, 1));
    for (let n = 0; n < 12; n++) {
      builder.add(copy(1, 6), skbOperation(builder, random)).keep();
      keepDistance(builder, '__sk_buff', 'data', 'data_end');
      for (const field of SKB_FIELDS) builder.add(load32(8, 6, fieldOffset('__sk_buff', field))).keep(8);
    }
    const type = pick(['0800', '0800', '86dd', '8100', '88a8', '0806', '0040']);
    const head = randomBytes(random, 12) + type + (type.startsWith('8') ? `0123${pick(['0800', '8100', '86dd'])}` : '');
    const data = head + randomBytes(random, pick([20, 46, 60, 80, 200]));
    return builder.finish().build(`skb ${seed}.${i}`, { type: 'sched_cls', data, maps: [constantMap(BYTES)] });
  });
}

function skbOperation(builder: CaseBuilder, random: Random): Slots {
  const pick = picker(random);
  // When the kernel has to enlarge the headroom, it takes an unset transport header for a set one, and then allows cutting
  // into the headers (`skb_headers_offset_update`). Such packets are only made longer here.
  const tails = builder.slots.length > 60 ? [1000, 2000, 16064, 16065] : [13, 14, 34, 60, 100, 300, 2000, 16064, 16065];
  const swap = (value: number): number => ((value & 0xff) << 8) | (value >> 8);
  switch (random(16)) {
    case 0:
    case 1: {
      const offset = pick([random(64), random(250), 0xffff, -1]);
      return [
        ...move(2, offset),
        ...loadValue(3, 0, builder.room(32)),
        ...move(4, 1 + random(32)),
        ...callHelper('skb_load_bytes'),
      ];
    }
    case 2:
    case 3: {
      const to = loadValue(3, 0, builder.room(32));
      const header = move(5, pick([0, 1, 0, 1, 2]));
      return [
        ...move(2, pick([random(40), random(250), 0x10000])),
        ...to,
        ...move(4, 1 + random(32)),
        ...header,
        ...callHelper('skb_load_bytes_relative'),
      ];
    }
    case 4:
    case 5: {
      const from = loadValue(3, 1, random(16));
      const flags = load64(5, pick([0n, 0n, 1n, 2n, 3n, 4n]));
      return [
        ...move(2, pick([random(64), random(250), -1, -20])),
        ...from,
        ...move(4, 1 + random(40)),
        ...flags,
        ...callHelper('skb_store_bytes'),
      ];
    }
    case 6:
      return [...move(2, pick([0, 10, 60, 100, 1000])), ...callHelper('skb_pull_data')];
    case 7:
      return [...move(2, pick(tails)), ...load64(3, pick([0n, 0n, 0n, 1n])), ...callHelper('skb_change_tail')];
    case 8:
      return [
        ...move(2, pick([0, 14, 4, 100, 300, 17000])),
        ...load64(3, pick([0n, 0n, 0n, 1n])),
        ...callHelper('skb_change_head'),
      ];
    case 9:
      return [
        ...move(2, swap(pick([0x0800, 0x86dd, 0x0806]))),
        ...load64(3, pick([0n, 0n, 0n, 1n])),
        ...callHelper('skb_change_proto'),
      ];
    case 10:
      return [...move(2, random(6)), ...callHelper('skb_change_type')];
    case 11:
    case 12: {
      const flags = pick([
        0n,
        0n,
        1n,
        2n,
        4n,
        6n,
        10n,
        18n,
        26n,
        0x20n,
        0x80n,
        0x100n,
        0x180n,
        0x200n,
        66n | (14n << 56n),
        2n | (4n << 56n),
        66n,
      ]);
      const amount = pick([4, 8, 20, 28, 36, 50, -4, -8, -20, -40, 300, 0x1000, -300, 0]);
      return [
        ...move(2, amount),
        ...move(3, pick([0, 1, 0, 1, 2])),
        ...load64(4, flags),
        ...callHelper('skb_adjust_room'),
      ];
    }
    case 13:
      return [...move(2, pick([0x0081, 0xa888, 0x1234])), ...move(3, random(0x10000)), ...callHelper('skb_vlan_push')];
    case 14:
      return callHelper('skb_vlan_pop');
    default:
      return [...load64(2, 5n), ...callHelper('csum_update')];
  }
}
