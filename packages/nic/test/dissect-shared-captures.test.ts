import { describe, expect, it } from 'vitest';
import { type CapturedPacket, dissect, type Layer, openCapture } from '../src/index.ts';
import { hasSharedCaptures, sharedCaptures } from './shared-captures.ts';
import { askTshark, filesThatWiresharkReads, hasWireshark } from './wireshark.ts';

/** Another program reads some hundred files meanwhile. */
const PATIENCE = { timeout: 60_000 };

/** tshark's field, our layer and field, and the protocol of `frame.protocols` that has it. */
const ADDRESSES: readonly [field: string, layer: string, name: string, protocol: string][] = [
  ['eth.dst', 'Ethernet', 'destination', 'eth'],
  ['eth.src', 'Ethernet', 'source', 'eth'],
  ['ip.src', 'IPv4', 'source', 'ip'],
  ['ip.dst', 'IPv4', 'destination', 'ip'],
  ['ipv6.src', 'IPv6', 'source', 'ipv6'],
  ['ipv6.dst', 'IPv6', 'destination', 'ipv6'],
  ['tcp.srcport', 'TCP', 'source port', 'tcp'],
  ['tcp.dstport', 'TCP', 'destination port', 'tcp'],
  ['udp.srcport', 'UDP', 'source port', 'udp'],
  ['udp.dstport', 'UDP', 'destination port', 'udp'],
];

const CHECKSUMS: readonly [field: string, layer: string, name: string][] = [
  ['ip.checksum.status', 'IPv4', 'header checksum'],
  ['tcp.checksum.status', 'TCP', 'checksum'],
  ['udp.checksum.status', 'UDP', 'checksum'],
  ['icmp.checksum.status', 'ICMP', 'checksum'],
  ['icmpv6.checksum.status', 'ICMPv6', 'checksum'],
];

/** Protocols that Skep takes apart; behind any other it need not follow. */
const KNOWN = new Set(
  'eth ethertype vlan ieee8021ad llc arp ip ipv6 tcp udp icmp icmpv6 gre vxlan geneve sll null raw ah'
    .concat(' ipv6.hopopts ipv6.routing ipv6.fraghdr ipv6.dstopts')
    .split(' '),
);

/** Where Skep goes further than Wireshark 4.0, or reads the same bytes differently. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'DTP.pcap': "Wireshark takes the destination for Cisco's inter-switch link",
  'bad-ipv4-version-pgm-heapoverflow.pcap': 'an IPv4 header of another version: Skep shows its addresses',
  'beep-oobr.pcap': 'an IPv6 header of another version: Skep shows its addresses',
  'ipv6-bad-version.pcap': 'an IPv6 header of another version: Skep shows its addresses',
  'ipv4_invalid_hdr_length.pcap': 'a header length under 20 bytes: Skep shows the addresses',
  'l2tp-avp-overflow.pcap': 'an Ethernet header cut after the destination: Skep shows the destination',
  'bigtcp-ipv4-geneve-ipv4.pcap': 'BIG TCP in a tunnel',
  'bigtcp-ipv4-geneve-ipv6.pcap': 'BIG TCP in a tunnel',
  'bigtcp-ipv4-vxlan-ipv4.pcap': 'BIG TCP in a tunnel',
  'bigtcp-ipv4-vxlan-ipv6.pcap': 'BIG TCP in a tunnel',
  'bigtcp-ipv6-vxlan-ipv4.pcap': 'BIG TCP in a tunnel',
  'wccp_redirect_gre.pcap': 'a WCCP header in GRE that Wireshark does not name',
  'bigtcp-ipv6.pcap': 'a jumbogram: Skep takes TCP apart',
};

const captures = sharedCaptures();

interface Packet {
  readonly where: string;
  readonly layers: readonly Layer[];
  readonly theirs: readonly string[];
}

/** All packets of the comparable files, with what Skep and tshark say of each. */
function packets(fields: readonly string[]): Packet[] {
  const readable = filesThatWiresharkReads(captures.map(({ path }) => path));
  const files = captures.flatMap(({ name, path, bytes }) => {
    const opened = openCapture(bytes);
    const comparable = opened.ok && readable.has(path) && DIFFERENT[name] === undefined;
    return comparable ? [{ name, path, capture: opened.value, interfaces: opened.value.interfaces.length }] : [];
  });
  const answers = askTshark(files, fields, ['-E', 'occurrence=a', '-E', 'aggregator=|']);
  return files.flatMap(({ name, capture }, file) =>
    answers[file]!.map((theirs, i) => ({ where: `${name} ${i}`, layers: layersOf(capture.packet(i)), theirs })),
  );
}

const layersOf = ({ data, linkType }: CapturedPacket): readonly Layer[] => dissect(data, linkType).layers;

function valuesOf(layers: readonly Layer[], layerName: string, fieldName: string): string[] {
  return layers
    .filter(({ name }) => name.replace('Quoted ', '') === layerName)
    .flatMap(({ fields }) => fields.filter(({ name }) => name === fieldName).map(({ value }) => value));
}

/** How often the protocol occurs before the first one that Skep does not take apart. */
function expectedCount(protocols: string, protocol: string): number {
  const all = protocols.split(':');
  const unknown = all.findIndex((name) => !KNOWN.has(name));
  return all.slice(0, unknown < 0 ? all.length : unknown).filter((name) => name === protocol).length;
}

describe.skipIf(!hasSharedCaptures || !hasWireshark)('dissection of the shared captures beside tshark', () => {
  it('finds the same addresses and ports', PATIENCE, () => {
    const different: string[] = [];
    for (const { where, layers, theirs } of packets(['frame.protocols', ...ADDRESSES.map(([field]) => field)])) {
      for (const [i, [field, layer, name, protocol]] of ADDRESSES.entries()) {
        const ours = valuesOf(layers, layer, name).map((value) => value.split(' ')[0]!);
        const all = theirs[i + 1] === '' ? [] : theirs[i + 1]!.split('|');
        const wanted = Math.min(expectedCount(theirs[0]!, protocol), all.length);
        const same = ours.length >= wanted && ours.every((value, k) => value === all[k]);
        if (!same) different.push(`${where} ${field}: ${ours.join(' ')} instead of ${all.join(' ')}`);
      }
    }
    expect(different).toEqual([]);
  });

  it('judges the same checksums valid and wrong', PATIENCE, () => {
    const [bad, good] = ['0', '1'];
    const different: string[] = [];
    let judged = 0;
    for (const { where, layers, theirs } of packets(CHECKSUMS.map(([field]) => field))) {
      for (const [i, [field, layer, name]] of CHECKSUMS.entries()) {
        const status = theirs[i]!.split('|')[0]!;
        const ours = valuesOf(layers, layer, name)[0];
        if (ours === undefined || ours.includes('not checked') || (status !== bad && status !== good)) continue;
        judged++;
        if (ours.includes('(valid)') !== (status === good))
          different.push(`${where} ${field}: ${ours}, tshark ${status}`);
      }
    }
    expect(different).toEqual([]);
    expect(judged).toBeGreaterThan(2000);
  });
});
