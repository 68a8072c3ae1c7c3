import type { ProgramTypeName } from '@skep/abi';
import type { OperationName } from '@skep/isa';
import type { PacketBuffer } from '../packet-buffer.ts';
import type { Core } from './core.ts';
import type { Handler } from './handler.ts';
import { leaveFunction } from './helper-calls.ts';
import { word } from './register-file.ts';

type PacketLoadName = Extract<OperationName, `Load${'Abs' | 'Ind'}${string}`>;

/** `may_access_skb` of the verifier. */
const LOADING_TYPES: ReadonlySet<ProgramTypeName> = new Set(['socket_filter', 'sched_cls', 'sched_act']);

/** `SKF_NET_OFF` and `SKF_LL_OFF` of `include/uapi/linux/filter.h`: bases of offsets counted from a header. */
const NETWORK_OFFSET = -0x100000;
const LINK_LAYER_OFFSET = -0x200000;

/**
 * Address of the packet's byte at a signed offset, or -1 outside of it. Negative offsets count from the network header or
 * from the link-layer header (`bpf_internal_load_pointer_neg_helper`); classic BPF's ancillary data does not exist here,
 * eBPF programs read it from the context.
 */
function packetAddress(packet: PacketBuffer, offset: number, size: number): number {
  if (offset >= 0) return offset + size <= packet.length ? packet.data + offset : -1;
  let address = -1;
  if (offset >= NETWORK_OFFSET) address = packet.networkHeader + offset - NETWORK_OFFSET;
  else if (offset >= LINK_LAYER_OFFSET) address = packet.macHeader + offset - LINK_LAYER_OFFSET;
  return address >= packet.hardStart && address + size <= packet.dataEnd ? address : -1;
}

function bigEndian(core: Core, address: number, size: number): number {
  let value = 0;
  for (let at = 0; at < size; at++) value = value * 256 + core.memory.get8(address + at);
  return value;
}

function refuse(core: Core, pc: number, packet: PacketBuffer | undefined): number {
  const what = `Instruction ${pc} loads from the packet`;
  if (packet === undefined || !LOADING_TYPES.has(core.programType)) {
    const message = `${what} in the old way, which only programs of type ${[...LOADING_TYPES].join(', ')} can do on a packet.`;
    return core.fault('vm/bad-packet-load', pc, message);
  }
  const r6 = core.registers.u64[6]!.toString(16);
  const message = `${what}, so r6 must hold the context (0x${core.context.toString(16)}) but it holds 0x${r6}.`;
  return core.fault('vm/bad-packet-load', pc, message);
}

/** Address of the bytes that a packet load is about to read, or -1 when there are none. */
export function loadedPacketBytes(
  core: Core,
  { src, imm }: { readonly src: number; readonly imm: number },
  size: number,
  indirect: boolean,
): number {
  const { packet, registers } = core;
  if (packet?.kind !== 'skb') return -1;
  return packetAddress(packet, indirect ? (registers.i32[word(src)]! + imm) | 0 : imm, size);
}

/** Loads in network byte order. Beyond the packet's end the function returns 0, as in classic BPF. */
function packetLoad(size: 1 | 2 | 4, indirect: boolean): Handler {
  return (core, { program, pc, next, src, imm }) => {
    const { i32, u64 } = core.registers;
    const allowed = LOADING_TYPES.has(core.decoded[program]!.type);
    return () => {
      const { packet } = core;
      if (!allowed || packet === undefined || u64[6] !== BigInt(core.context)) return refuse(core, pc, packet);
      const offset = indirect ? (i32[src]! + imm) | 0 : imm;
      const address = packetAddress(packet, offset, size);
      core.registers.scratchArguments();
      i32[word(0)] = address < 0 ? 0 : bigEndian(core, address, size);
      i32[word(0) + 1] = 0;
      return address < 0 ? leaveFunction(core, pc) : next;
    };
  };
}

/** Legacy packet access (RFC 9669, section 5.4; `bpf_gen_ld_abs` in `net/core/filter.c`). */
export const PACKET_LOADS: Record<PacketLoadName, Handler> = {
  LoadAbs8: packetLoad(1, false),
  LoadAbs16: packetLoad(2, false),
  LoadAbs32: packetLoad(4, false),
  LoadInd8: packetLoad(1, true),
  LoadInd16: packetLoad(2, true),
  LoadInd32: packetLoad(4, true),
};
