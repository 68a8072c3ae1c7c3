import type { MapDefinition } from '@skep/abi';
import type { BenchCase, Work } from '../../../tools/bench/bench-case.ts';
import { MEMORY_EVENT, machineOf, objectOf, packetEvent, type Row } from '../test/support/program.ts';
import { BYTE_SUM, CALLS, CONGRUENTIAL, COUNTERS, MAP_COUNTER, PARSER, ROUNDS, XORSHIFT } from './programs.ts';

const PACKETS = 20_000;
const INPUT = Uint8Array.from({ length: 64 }, (_, index) => index * 7);
const MASK = 0xffff_ffff_ffff_ffffn;

/** Runs a program on a memory event; the result is what both sides must arrive at. */
function interpreted(rows: readonly Row[], result: bigint, maps: readonly MapDefinition[] = []): Work {
  const machine = machineOf(objectOf([rows], { maps }));
  return () => {
    machine.begin({ ...MEMORY_EVENT, data: INPUT });
    const stop = machine.run(1e9);
    if (stop?.reason !== 'exited' || stop.r0 !== result) throw new Error(`${JSON.stringify(stop)}, not ${result}`);
    return machine.step;
  };
}

/** The same by hand: counts as many units as the program has instructions, so that the ratio is one of times. */
function handWritten(work: () => bigint, result: bigint, instructions: number): Work {
  return () => {
    if (work() !== result) throw new Error('the hand-written side is wrong');
    return instructions;
  };
}

function xorshift(): bigint {
  let x = 0x09abcdef_12345678n;
  let sum = 0n;
  for (let i = 0; i < ROUNDS; i++) {
    x = BigInt.asUintN(64, x ^ (x << 13n));
    x ^= x >> 7n;
    x = BigInt.asUintN(64, x ^ (x << 17n));
    sum = BigInt.asUintN(64, sum + x);
  }
  return sum;
}

function congruential(): bigint {
  let x = 0n;
  let sum = 0n;
  for (let i = 0; i < ROUNDS; i++) {
    x = BigInt.asUintN(64, x * 0x5851f42d_4c957f2dn + 12345n);
    sum += x % 1000n;
  }
  return sum & MASK;
}

function byteSum(): bigint {
  let sum = 0;
  for (let i = 0; i < ROUNDS; i++) sum += INPUT[i & 63]!;
  return BigInt(sum);
}

const addThree = (value: number): number => value + 3;

function calls(): bigint {
  let value = 0;
  for (let i = 0; i < ROUNDS; i++) value = addThree(value);
  return BigInt(value);
}

const counters = new Map<number, bigint>();

function mapCounter(): bigint {
  for (let i = 0; i < ROUNDS; i++) counters.set(i & 63, (counters.get(i & 63) ?? 0n) + 1n);
  return 0n;
}

function compare(name: string, rows: readonly Row[], work: () => bigint, maps?: readonly MapDefinition[]): BenchCase {
  const result = work();
  const run = interpreted(rows, result, maps);
  const instructions = Number(run());
  const against = { name: 'hand-written JavaScript', run: handWritten(work, result, instructions) };
  return { name: `interpreter: ${name}`, unit: 'instructions', run, against };
}

function tcpPacket(port: number): Uint8Array {
  const packet = new Uint8Array(60);
  packet.set([8, 0, 0x45], 12);
  packet[23] = 6;
  packet.set([port >> 8, port & 255], 36);
  return packet;
}

function parse(packet: Uint8Array): number {
  if (packet.length < 34 || ((packet[12]! << 8) | packet[13]!) !== 0x800 || packet[23] !== 6) return 1;
  const tcp = 14 + (packet[14]! & 15) * 4;
  if (packet.length < tcp + 20) return 1;
  return ((packet[tcp + 2]! << 8) | packet[tcp + 3]!) === 80 ? 2 : 1;
}

function parser(): BenchCase {
  const packets = [tcpPacket(80), tcpPacket(443), new Uint8Array(60)];
  const machine = machineOf(objectOf([PARSER]));
  const expected = packets.map(parse);
  const run = (): number => {
    for (let i = 0; i < PACKETS; i++) {
      const which = i % packets.length;
      machine.begin(packetEvent(packets[which]!));
      const stop = machine.run(1000);
      if (stop?.reason !== 'exited' || Number(stop.r0) !== expected[which]) throw new Error('wrong verdict');
    }
    return PACKETS;
  };
  const byHand = (): number => {
    let sum = 0;
    for (let i = 0; i < PACKETS; i++) sum += parse(packets[i % packets.length]!);
    return sum > 0 ? PACKETS : 0;
  };
  return {
    name: 'interpreter: packet parser',
    unit: 'packets',
    run,
    against: { name: 'hand-written JavaScript', run: byHand },
  };
}

const cases: BenchCase[] = [
  compare('64-bit arithmetic', XORSHIFT, xorshift),
  compare('multiplication and remainder', CONGRUENTIAL, congruential),
  compare('memory', BYTE_SUM, byteSum),
  compare('function calls', CALLS, calls),
  compare('hash map counter', MAP_COUNTER, mapCounter, [COUNTERS]),
  parser(),
];
export default cases;
