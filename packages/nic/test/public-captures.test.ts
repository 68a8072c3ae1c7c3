import { describe, expect, it } from 'vitest';
import { dissect, type Layer, summarize } from '../src/index.ts';
import { packetsOf, publicBytes, publicCapture, publicIndex, publicPackets } from './public-captures.ts';

const MAXIMUM_SIZE = 300_000;

describe('the captures that come with Skep', () => {
  it.each(publicIndex)('$file is what the index says', ({ file, packets, bytes }) => {
    const capture = publicCapture(file);
    expect([capture.packetCount, publicBytes(file).length, capture.diagnostics]).toEqual([packets, bytes, []]);
    expect(bytes).toBeLessThan(MAXIMUM_SIZE);
  });

  it('are in the order of time', () => {
    for (const { file } of publicIndex) {
      const times = packetsOf(publicCapture(file)).map(({ time }) => time);
      expect(times.every((time, i) => i === 0 || time >= times[i - 1]!)).toBe(true);
    }
  });

  it('hold no addresses but those for documentation, local ones and multicast', () => {
    const allowed =
      /^(192\.0\.2\.\d+|198\.51\.100\.\d+|2001:db8:.*|fe80::.*|ff0[0-9a-f]::.*|::|0\.0\.0\.0|255\.255\.255\.255|22[4-9]\..*)$/;
    const others = addresses(['IPv4', 'IPv6']).filter((address) => !allowed.test(address));
    expect(others).toEqual([]);
  });

  it('hold no hardware addresses but locally administered ones and groups', () => {
    const others = addresses(['Ethernet']).filter((address) => (Number.parseInt(address.slice(0, 2), 16) & 3) === 0);
    expect(others).toEqual([]);
  });

  it('everyday.pcap shows what a program may meet on a quiet day', () => {
    const packets = packetsOf(publicCapture('everyday.pcap'));
    const protocols = new Set(packets.map(({ data, linkType }) => summarize(data, linkType).protocol));
    expect([...protocols].sort()).toEqual(['ARP', 'DHCP', 'DNS', 'HTTP', 'ICMP', 'ICMPv6', 'TCP', 'TLS', 'UDP']);
    expect(retransmissions(packets.map(({ data, linkType }) => dissect(data, linkType).layers))).toBeGreaterThan(0);
    const wrong = packets.flatMap(({ data, linkType }) => checksums(dissect(data, linkType).layers)).filter(isWrong);
    expect(wrong).toEqual([]);
  });

  it('edge.pcapng shows what parsers stumble over', () => {
    const packets = packetsOf(publicCapture('edge.pcapng'));
    const layers = packets.flatMap(({ data, linkType }) => dissect(data, linkType).layers);
    const names = new Set(layers.map(({ name }) => name));
    const wanted = [
      'VLAN (802.1Q)',
      'Service VLAN (802.1ad)',
      'VXLAN',
      'GRE',
      'IPv6 fragment header',
      'IPv6 routing header',
    ];
    expect(wanted.filter((name) => !names.has(name))).toEqual([]);
    expect(checksums(layers).some(isWrong)).toBe(true);
    expect(checksums(layers).some((value) => value.includes('unfinished'))).toBe(true);
    expect(packets.some(({ data, originalLength }) => data.length < originalLength)).toBe(true);
    expect(packets.filter(({ comment }) => comment !== undefined).length).toBeGreaterThan(10);
    expect(publicCapture('edge.pcapng').interfaces.map(({ name }) => name)).toEqual(['wire0', 'wire1']);
  });

  it('flood.pcap is mostly SYNs of one host', () => {
    const packets = packetsOf(publicCapture('flood.pcap')).map(({ data, linkType }) => summarize(data, linkType));
    const flood = packets.filter(({ source, info }) => source === '198.51.100.66' && info.includes('[SYN]'));
    expect(flood.length / packets.length).toBeGreaterThan(0.6);
    expect(new Set(packets.map(({ source }) => source)).size).toBeGreaterThan(5);
  });
});

const isWrong = (value: string): boolean => value.includes('wrong');

function checksums(layers: readonly Layer[]): string[] {
  return layers.flatMap(({ fields }) =>
    fields.filter(({ name }) => name.includes('checksum')).map(({ value }) => value),
  );
}

function addresses(names: readonly string[]): string[] {
  const layers = publicPackets().flatMap(({ data, linkType }) => dissect(data, linkType).layers);
  const fields = layers
    .filter(({ name }) => names.includes(name.replace('Quoted ', '')))
    .flatMap(({ fields }) => fields);
  return [
    ...new Set(fields.filter(({ name }) => name === 'source' || name === 'destination').map(({ value }) => value)),
  ];
}

/** Segments with data whose addresses, ports and sequence number occurred before. */
function retransmissions(packets: readonly (readonly Layer[])[]): number {
  const seen = new Set<string>();
  let again = 0;
  for (const layers of packets) {
    const segment = layers.find(({ name }) => name === 'TCP');
    const hasData = layers.at(-1)!.name !== 'TCP';
    if (segment === undefined || !hasData) continue;
    const key = segment.fields
      .slice(0, 3)
      .map(({ value }) => value)
      .join();
    if (seen.has(key)) again++;
    seen.add(key);
  }
  return again;
}
