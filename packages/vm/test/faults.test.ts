import { expect, it } from 'vitest';
import type { FaultCode, MachineEvent } from '../src/index.ts';
import { MEMORY_EVENT, machineOf, type ObjectParts, objectOf, packetEvent, type Row } from './support/program.ts';

interface Case {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly event?: MachineEvent;
  readonly parts?: ObjectParts;
  readonly code: FaultCode;
  readonly pc: number;
  readonly message: string;
}

const EXIT: Row = { op: 'Exit' };
const PACKET = packetEvent(new Uint8Array(60));
const SOCKET_FILTER = { type: 'socket_filter' } as const;

const CASES: readonly Case[] = [
  {
    name: 'null pointer',
    rows: [{ op: 'Load32', dst: 1, src: 0 }, EXIT],
    code: 'vm/null-access',
    pc: 0,
    message: 'Instruction 0 reads 4 bytes at address 0x0: the pointer is null.',
  },
  {
    name: 'member of a null structure',
    rows: [{ op: 'Store8Imm', dst: 0, off: 24, imm: 1 }, EXIT],
    code: 'vm/null-access',
    pc: 0,
    message: 'Instruction 0 writes 1 byte at offset 24 from a null pointer: the pointer is null.',
  },
  {
    name: 'small number as a pointer',
    rows: [{ op: 'Mov64Imm', dst: 3, imm: 42 }, { op: 'Load64', dst: 1, src: 3 }, EXIT],
    code: 'vm/null-access',
    pc: 1,
    message: 'Instruction 1 reads 8 bytes at address 0x2a: the first 32 KiB belong to nobody, so this is no pointer.',
  },
  {
    name: 'negative number as a pointer',
    rows: [{ op: 'Mov64Imm', dst: 3, imm: -14 }, { op: 'Load64', dst: 1, src: 3 }, EXIT],
    code: 'vm/wild-access',
    pc: 1,
    message:
      'Instruction 1 reads 8 bytes at address 0xfffffffffffffff2, which belongs to nobody: the value is no pointer, or was moved too far from what it pointed at.',
  },
  {
    name: 'below the stack',
    rows: [{ op: 'Store64Imm', dst: 10, off: -520, imm: 0 }, EXIT],
    code: 'vm/out-of-bounds',
    pc: 0,
    message: 'Instruction 0 writes 8 bytes starting 8 bytes before the stack of frame 0 (512 bytes).',
  },
  {
    name: 'over the end of the stack',
    rows: [{ op: 'Load64', dst: 1, src: 10, off: -4 }, EXIT],
    code: 'vm/out-of-bounds',
    pc: 0,
    message: 'Instruction 0 reads 8 bytes at offset 508 of the stack of frame 0, which has 512 bytes: 4 bytes too far.',
  },
  {
    name: 'behind the packet',
    rows: [{ op: 'Load32', dst: 2, src: 1 }, { op: 'Load16', dst: 0, src: 2, off: 1500 }, EXIT],
    event: PACKET,
    code: 'vm/out-of-bounds',
    pc: 1,
    message: 'Instruction 1 reads 2 bytes at offset 1500 of the packet, but it has only 60 bytes: 1442 bytes too far.',
  },
  {
    name: 'before the packet',
    rows: [{ op: 'Load32', dst: 2, src: 1 }, { op: 'Load8', dst: 0, src: 2, off: -1 }, EXIT],
    event: PACKET,
    code: 'vm/out-of-bounds',
    pc: 1,
    message: 'Instruction 1 reads 1 byte starting 1 byte before the packet (60 bytes).',
  },
  {
    name: 'store to xdp_md',
    rows: [{ op: 'Store32Imm', dst: 1, off: 12, imm: 3 }, EXIT],
    event: PACKET,
    code: 'vm/read-only',
    pc: 0,
    message:
      'Instruction 0 writes 4 bytes at offset 12 of the context (ingress_ifindex), which programs of type xdp may read but not write.',
  },
  {
    name: 'half of a context field',
    rows: [{ op: 'Load16', dst: 2, src: 1, off: 6 }, EXIT],
    event: PACKET,
    code: 'vm/context-access',
    pc: 0,
    message:
      'Instruction 0 reads 2 bytes at offset 6 of the context (data_end), which is accessed with 4 bytes at offset 4.',
  },
  {
    name: 'two context fields at once',
    rows: [{ op: 'Load64', dst: 2, src: 1, off: 0 }, EXIT],
    event: PACKET,
    code: 'vm/context-access',
    pc: 0,
    message: 'Instruction 0 reads 8 bytes at offset 0 of the context (data), which is accessed with 4 bytes.',
  },
  {
    name: 'context field of other program types',
    rows: [{ op: 'Load64', dst: 2, src: 1, off: 152 }, EXIT],
    event: PACKET,
    parts: SOCKET_FILTER,
    code: 'vm/context-access',
    pc: 0,
    message:
      'Instruction 0 reads 8 bytes at offset 152 of the context (tstamp), which programs of type socket_filter have no access to.',
  },
  {
    name: 'store to a context field that is not for writing',
    rows: [{ op: 'Store32Imm', dst: 1, off: 0, imm: 9 }, EXIT],
    event: PACKET,
    parts: { type: 'sched_cls' },
    code: 'vm/read-only',
    pc: 0,
    message:
      'Instruction 0 writes 4 bytes at offset 0 of the context (len), which programs of type sched_cls may read but not write.',
  },
  {
    name: 'behind the context',
    rows: [{ op: 'Load32', dst: 2, src: 1, off: 24 }, EXIT],
    event: PACKET,
    code: 'vm/out-of-bounds',
    pc: 0,
    message: 'Instruction 0 reads 4 bytes at offset 24 of the context, but it has only 24 bytes: 4 bytes too far.',
  },
  {
    name: 'store to a packet that may only be read',
    rows: [{ op: 'Load32', dst: 2, src: 1, off: 76 }, { op: 'Store8Imm', dst: 2, off: 3 }, EXIT],
    event: PACKET,
    parts: { type: 'lwt_in' },
    code: 'vm/read-only',
    pc: 1,
    message: 'Instruction 1 writes 1 byte at offset 3 of the packet, which is read-only for this program.',
  },
  {
    name: 'misaligned atomic',
    rows: [{ op: 'AtomicAdd64', dst: 10, src: 0, off: -12 }, EXIT],
    code: 'vm/misaligned-atomic',
    pc: 0,
    message: 'Instruction 0 is atomic and 8 bytes wide, so its address must be a multiple of 8; 0x83f4 is not.',
  },
  {
    name: 'the stack of a function that has returned',
    rows: [
      { op: 'CallLocal', src: 1, to: 'f' },
      { op: 'Load64', dst: 1, src: 0, off: -8 },
      EXIT,
      { op: 'Mov64Reg', dst: 0, src: 10, label: 'f' },
      EXIT,
    ],
    code: 'vm/wild-access',
    pc: 1,
    message: 'Instruction 1 reads 8 bytes on the stack of frame 1, but that function is not running (any more).',
  },
  {
    name: 'argument register after a call',
    rows: [
      { op: 'CallLocal', src: 1, to: 'f' },
      { op: 'Load64', dst: 0, src: 1 },
      EXIT,
      { op: 'Mov64Imm', dst: 0, label: 'f' },
      EXIT,
    ],
    code: 'vm/wild-access',
    pc: 1,
    message:
      'Instruction 1 reads 8 bytes through a register that the last call has overwritten: r1 to r5 do not survive a call, keep the pointer in r6 to r9.',
  },
  {
    name: 'endless recursion',
    rows: [{ op: 'CallLocal', src: 1, imm: -1 }, EXIT],
    code: 'vm/stack-overflow',
    pc: 0,
    message: 'Instruction 0 calls a function although 8 are running already, which is the limit.',
  },
  {
    name: 'no exit',
    rows: [{ op: 'Mov64Imm', dst: 0 }],
    code: 'vm/fell-off-end',
    pc: 1,
    message: 'The program runs past its last instruction (0): every path must end with exit.',
  },
  {
    name: 'unknown helper',
    rows: [{ op: 'CallHelper', imm: 9999 }, EXIT],
    code: 'vm/unknown-helper',
    pc: 0,
    message: 'Instruction 0 cannot be executed: Linux has no helper with the number 9999.',
  },
  {
    name: 'helper of another program type',
    rows: [{ op: 'CallHelper', imm: 9 }, EXIT],
    code: 'vm/helper-not-allowed',
    pc: 0,
    message: 'Instruction 0 cannot be executed: programs of type xdp may not call bpf_skb_store_bytes (helper 9).',
  },
  {
    name: 'helper for the GPL only',
    rows: [{ op: 'CallHelper', imm: 6 }, EXIT],
    parts: { license: 'Proprietary' },
    code: 'vm/helper-not-allowed',
    pc: 0,
    message:
      'Instruction 0 cannot be executed: bpf_trace_printk may only be called by programs under the GPL; this one\'s license is "Proprietary".',
  },
  {
    name: 'kernel function',
    rows: [{ op: 'CallKfunc', src: 2, imm: 77 }, EXIT],
    code: 'vm/unsupported',
    pc: 0,
    message:
      'Instruction 0 calls kernel function 77, but this machine has no kernel whose functions could be called; use a helper.',
  },
  {
    name: 'address space cast',
    rows: [{ op: 'AddrSpaceCast', dst: 1, src: 1, off: 1, imm: 1 }, EXIT],
    code: 'vm/unsupported',
    pc: 0,
    message: 'Instruction 0 casts a pointer between address spaces, but this machine has no arena yet.',
  },
  {
    name: 'packet load in an XDP program',
    rows: [{ op: 'LoadAbs8', imm: 0 }, EXIT],
    event: PACKET,
    code: 'vm/bad-packet-load',
    pc: 0,
    message:
      'Instruction 0 loads from the packet in the old way, which only programs of type socket_filter, sched_cls, sched_act can do on a packet.',
  },
  {
    name: 'packet load without the context in r6',
    rows: [{ op: 'LoadAbs8', imm: 0 }, EXIT],
    event: PACKET,
    parts: SOCKET_FILTER,
    code: 'vm/bad-packet-load',
    pc: 0,
    message: 'Instruction 0 loads from the packet, so r6 must hold the context (0xc000) but it holds 0x0.',
  },
];

it.each(CASES.map((testCase) => [testCase.name, testCase] as const))(
  '%s',
  (_name, { rows, event, parts, code, pc, message }) => {
    const machine = machineOf(objectOf([rows], parts));
    expect(machine.begin(event ?? MEMORY_EVENT).ok).toBe(true);
    const stop = machine.run(1000);
    expect(
      stop?.reason === 'fault' && { code: stop.fault.code, pc: stop.fault.pc, message: stop.fault.message },
    ).toEqual({
      code,
      pc,
      message,
    });
    expect(machine.pc).toBe(pc);
    expect(machine.run(10)).toBe(stop);
  },
);
