import { contextByName, contextField, type ProgramTypeName } from '@skep/abi';
import { describe, expect, it } from 'vitest';
import type { MachineEvent } from '../src/index.ts';
import { machineOf, objectOf, packetEvent } from './support/program.ts';

/*
 * What BPF_PROG_TEST_RUN of Linux 6.12 answers; every number here was asked of it.
 */

const bytes = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const IPV4 = '450000281234400040060000c0a80001c0a8000200501f9000000001000000025010200000000000';
const IPV6 = `6000000000140640${'20010db8'}${'0'.repeat(23)}1${'20010db8'}${'0'.repeat(23)}2${'00'.repeat(20)}`;
const frame = (destination: string, type: string, rest: string): Uint8Array =>
  bytes(`${destination}020202020202${type}${rest}`);
const HOST = '000000000000';
const TCP = frame(HOST, '0800', IPV4);

function started(type: ProgramTypeName, event: MachineEvent) {
  const machine = machineOf(objectOf([[{ op: 'Exit' }]], { type }));
  const begun = machine.begin(event);
  return { machine, begun };
}

function skb(type: ProgramTypeName, data: Uint8Array, context?: Uint8Array) {
  const { machine, begun } = started(type, { ...packetEvent(data), ...(context && { context }) });
  const SK_BUFF = contextByName('__sk_buff')!;
  const field = (name: string): number => {
    const at = Number(machine.registers[1]) + contextField(SK_BUFF, name)!.offset;
    return machine.memory.get32(at);
  };
  return { machine, begun, field };
}

describe('skb', () => {
  const linkLayer: ProgramTypeName[] = ['sched_cls', 'sched_act'];
  const networkLayer: ProgramTypeName[] = ['socket_filter', 'cgroup_skb', 'lwt_in', 'lwt_out', 'lwt_xmit'];
  it.each([
    ...linkLayer.map((type) => [type, 0x36, 0] as const),
    ...networkLayer.map((type) => [type, 0x28, 14] as const),
  ])('%s', (type, length, pulled) => {
    const { machine, field } = skb(type, TCP);
    expect(field('len')).toBe(length);
    expect(field('data_end') - field('data')).toBe(length);
    expect(field('data_meta')).toBe(field('data'));
    expect(machine.memory.read(field('data'), length)).toEqual(TCP.slice(pulled));
    const zero = ['mark', 'queue_mapping', 'vlan_present', 'priority', 'ingress_ifindex', 'tc_index', 'cb', 'hash'];
    expect([...zero, 'wire_len', 'gso_segs', 'gso_size'].map(field)).toEqual(Array(11).fill(0));
    expect([field('ifindex'), field('protocol'), field('pkt_type')]).toEqual([1, 0x8, 0]);
  });

  it.each([
    ['host', frame(HOST, '0800', IPV4), 0, 0x8],
    ['broadcast, which loopback does not know', frame('ffffffffffff', '0800', IPV4), 2, 0x8],
    ['multicast', frame('01005e000001', '0800', IPV4), 2, 0x8],
    ['another host', frame('020304050607', '0800', IPV4), 3, 0x8],
    ['IPv6', frame(HOST, '86dd', IPV6), 0, 0xdd86],
    ['802.2', frame(HOST, '0026', `42420300${'00'.repeat(40)}`), 0, 0x400],
    ['Novell', frame(HOST, '0026', `ffff0300${'00'.repeat(40)}`), 0, 0x100],
    ['VLAN', frame(HOST, '8100', `00640800${IPV4}`), 0, 0x81],
  ])('%s', (_name, data, packetType, protocol) => {
    const { field } = skb('sched_cls', data);
    expect([field('pkt_type'), field('protocol')]).toEqual([packetType, protocol]);
  });

  it.each([
    ['0800', 33, false],
    ['0800', 34, true],
    ['86dd', 53, false],
    ['86dd', 54, true],
    ['0806', 13, false],
    ['0806', 14, true],
    ['0026', 14, true],
  ])('ether type %s with %i bytes: %s', (type, length, accepted) => {
    const { begun } = skb('socket_filter', frame(HOST, type, '00'.repeat(60)).slice(0, length));
    expect(begun.ok || begun.error.errno).toBe(accepted || 22);
  });

  const given = (name: string, value: number, size = 192): Uint8Array => {
    const context = new Uint8Array(size);
    new DataView(context.buffer).setUint32(contextField(contextByName('__sk_buff')!, name)!.offset, value, true);
    return context;
  };
  it.each(['mark', 'priority', 'ingress_ifindex', 'cb', 'tstamp', 'gso_segs', 'gso_size', 'hwtstamp'])(
    'takes %s',
    (name) => {
      const { begun, field } = skb('sched_cls', TCP, given(name, 60));
      expect(begun.ok).toBe(true);
      expect([field(name), field('wire_len')]).toEqual([60, 54]);
    },
  );
  it.each([
    ['len', 54, 22],
    ['protocol', 8, 22],
    ['data', 1, 22],
    ['data_end', 54, 22],
    ['tc_index', 1, 22],
    ['tc_classid', 1, 22],
    ['flow_keys', 1, 22],
    ['sk', 1, 22],
    ['tstamp_type', 1, 22],
    ['wire_len', 1, 22],
    ['wire_len', 65537, 22],
    ['ifindex', 60, 19],
    ['gso_segs', 65536, 22],
  ])('refuses %s = %i', (name, value, errno) => {
    const { begun } = skb('sched_cls', TCP, given(name, value));
    expect(begun.ok || begun.error.errno).toBe(errno);
  });
  it('takes a longer context if the rest is 0', () => {
    expect(skb('sched_cls', TCP, given('mark', 7, 200)).begun.ok).toBe(true);
    const long = given('mark', 7, 200);
    long[199] = 1;
    const { begun } = skb('sched_cls', TCP, long);
    expect(begun.ok || begun.error.errno).toBe(7);
  });

  it('has a socket with the packet’s addresses', () => {
    const { machine, field } = skb('sched_cls', TCP);
    const at = field('sk');
    const words = [4, 24, 52, 72, 76].map((offset) => machine.memory.get32(at + offset));
    expect(words).toEqual([2, 0x100a8c0, 0x200a8c0, 7, 0xffffffff]);
  });
});

describe('xdp', () => {
  const FIELDS = { data: 0, dataEnd: 4, dataMeta: 8, ingressIfindex: 12, rxQueueIndex: 16 };
  const long = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => TCP[at] ?? at & 0xff);
  function xdp(data: Uint8Array, words?: readonly number[]) {
    const context = words && new Uint8Array(Uint32Array.from(words).buffer);
    const { machine, begun } = started('xdp', { ...packetEvent(data), ...(context && { context }) });
    const field = (name: keyof typeof FIELDS): number =>
      machine.memory.get32(Number(machine.registers[1]) + FIELDS[name]);
    return { machine, begun, field };
  }

  it.each([
    [14, 14, 0],
    [3519, 3519, 0],
    [3520, 3520, 0],
    [3521, 3520, 1],
    [65535, 3520, 62015],
  ])('%i bytes', (length, linear, fragments) => {
    const { machine, field } = xdp(long(length));
    expect(field('dataEnd') - field('data')).toBe(linear);
    expect([field('ingressIfindex'), field('rxQueueIndex')]).toEqual([1, 0]);
    const { packet } = machine;
    expect([packet?.data.size, packet?.fragments?.size ?? 0]).toEqual([linear, fragments]);
    expect(Buffer.from(machine.memory.read(packet!.data.start, length)).equals(long(length))).toBe(true);
  });
  it('refuses a cut Ethernet header', () => {
    const { begun } = xdp(long(13));
    expect(begun.ok || begun.error.errno).toBe(22);
  });

  it.each([
    [[0, 400], 0, 400],
    [[0, 60], 0, 60],
    [[0, 0], 0, 0],
    [[8, 400], 8, 392],
    [[8, 100], 8, 92],
    [[216, 400], 216, 184],
  ])('takes data and data_end of %j', (words, meta, linear) => {
    const { field } = xdp(long(400), words);
    expect([field('data') - field('dataMeta'), field('dataEnd') - field('data')]).toEqual([meta, linear]);
  });
  it.each([
    [[2, 400], 22],
    [[220, 400], 22],
    [[0, 401], 22],
    [[0, 400, 4], 22],
    [[0, 400, 0, 2], 19],
    [[0, 400, 0, 1, 1], 22],
    [[0, 400, 0, 0, 1], 22],
    [[0, 400, 0, 0, 0, 1], 22],
    [[0, 400, 0, 0, 0, 0, 1], 7],
  ])('refuses %j', (words, errno) => {
    const { begun } = xdp(long(400), words);
    expect(begun.ok || begun.error.errno).toBe(errno);
  });
  it('refuses metadata that leaves no Ethernet header', () => {
    const { begun } = xdp(long(20), [8, 20]);
    expect(begun.ok || begun.error.errno).toBe(22);
  });
});

describe('other events', () => {
  it('flow dissector', () => {
    const { machine } = started('flow_dissector', packetEvent(TCP));
    const context = Number(machine.registers[1]);
    expect(machine.memory.get32(context + 80) - machine.memory.get32(context + 76)).toBe(54);
    const keys = Number(machine.memory.get64(context + 144));
    expect([0, 2, 10].map((offset) => machine.memory.get16(keys + offset))).toEqual([14, 14, 8]);
  });
  it('memory: r1 is its address, r2 its length', () => {
    const data = Uint8Array.of(1, 2, 3);
    const { machine } = started('xdp', { kind: 'memory', data, time: 0n, cpu: 0 });
    expect(machine.memory.read(Number(machine.registers[1]), Number(machine.registers[2]))).toEqual(data);
    expect(machine.locate(machine.registers[1]! + 2n)).toMatchObject({
      region: { kind: 'memory', size: 3 },
      offset: 2,
    });
  });
  it('context: r1 is its address', () => {
    const context = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    const { machine } = started('raw_tracepoint', { kind: 'context', context, time: 0n, cpu: 0 });
    expect(machine.memory.read(Number(machine.registers[1]), 8)).toEqual(context);
  });
  it('a packet for a program that takes none is refused, and changes nothing', () => {
    const { machine, begun } = started('kprobe', packetEvent(TCP));
    expect(!begun.ok && begun.error).toMatchObject({ code: 'vm/wrong-event', errno: 524 });
    expect(machine.packet).toBeUndefined();
    expect(machine.run(1)).toEqual({ reason: 'exited', r0: 0n });
  });
});
