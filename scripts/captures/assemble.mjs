// Puts what a scenario captured into public/captures and brings the index up to date.
//
//   node assemble.mjs SCENARIO DIRECTORY PUBLIC_CAPTURES

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const [scenario, directory, target] = process.argv.slice(2);
const nicPath = fileURLToPath(new URL('../../packages/nic/src/index.ts', import.meta.url));
const { openCapture, writePcap, writePcapng } = (await runnerImport(nicPath, { logLevel: 'error' })).module;

const FILES = {
  everyday: {
    file: 'everyday.pcap',
    title: 'Everyday traffic',
    description:
      'A laptop joins a small network: DHCP, ARP, IPv6 neighbours, DNS, ping, HTTP with lost segments, TLS, UDP and traceroute.',
  },
  edge: {
    file: 'edge.pcapng',
    title: 'Edge cases',
    description:
      'VLAN tags, IPv4 and IPv6 fragments, VXLAN, GRE and IP-in-IP tunnels, IP options, extension headers, port scans and resets.',
  },
  flood: {
    file: 'flood.pcap',
    title: 'A flood',
    description:
      'What a web server receives while one host floods it with SYNs, others scan its ports and a few visitors want a page.',
  },
};

/** Packets of every interface, in the order of time. */
function readAll() {
  const names = readdirSync(directory)
    .filter((name) => name.endsWith('.pcap'))
    .sort();
  const captures = names.map((name) => openCapture(new Uint8Array(readFileSync(join(directory, name)))).value);
  const interfaces = captures.map(({ linkType }, i) => ({ linkType, name: names[i].replace(/\.pcap$/, '') }));
  const packets = captures.flatMap((capture, position) =>
    Array.from({ length: capture.packetCount }, (_, i) => ({ ...capture.packet(i), interface: position })),
  );
  return { interfaces, packets: packets.sort((a, b) => Number(a.time - b.time)) };
}

function readPhases() {
  const text = readFileSync(join(directory, 'phases'), 'utf8').trim();
  return text.split('\n').map((line) => {
    const [, seconds, nanoseconds, comment] = line.match(/^(\d+)\.(\d{9}) (.*)$/);
    return { time: BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds), comment };
  });
}

/** The first packet after a phase's start carries what the phase is about. */
function withComments(packets) {
  const phases = readPhases();
  return packets.map((packet, i) => {
    const begun = phases.filter(({ time }) => time <= packet.time && (i === 0 || time > packets[i - 1].time));
    return begun.length === 0 ? packet : { ...packet, comment: begun.map(({ comment }) => comment).join('; ') };
  });
}

const { interfaces, packets } = readAll();
const { file, title, description } = FILES[scenario];
const bytes = file.endsWith('ng')
  ? writePcapng(withComments(packets), interfaces)
  : writePcap(packets, { linkType: interfaces[0].linkType });
writeFileSync(join(target, file), bytes);

const indexFile = join(target, 'index.json');
let index = [];
try {
  index = JSON.parse(readFileSync(indexFile, 'utf8'));
} catch {
  // The first capture starts the index.
}
const entry = { id: scenario, file, title, description, packets: packets.length, bytes: bytes.length };
const order = Object.keys(FILES);
const entries = [...index.filter(({ id }) => id !== scenario), entry];
entries.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
writeFileSync(indexFile, `${JSON.stringify(entries, null, 2)}\n`);
console.log(`${file}: ${packets.length} packets, ${bytes.length} bytes`);
