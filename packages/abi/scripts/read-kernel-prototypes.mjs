// Reads the verifier's helper prototypes out of a Linux 6.12 image: the facts that no UAPI header states (argument
// constraints, return kind, GPL-only, may sleep). Prints them as JSON, by the prototype's symbol.
//
//   node read-kernel-prototypes.mjs VMLINUX KALLSYMS > prototypes.json
//
// VMLINUX is the uncompressed ELF image, KALLSYMS the text of /proc/kallsyms of that kernel booted with `nokaslr`
// (the image needs CONFIG_KALLSYMS_ALL). The offsets are those of `struct bpf_func_proto` in 6.12's BTF.

import { readFileSync } from 'node:fs';

const PROTO = { gplOnly: 8, pktAccess: 9, mightSleep: 10, fastcall: 11, ret: 12, args: 16, sizes: 40 };

/** Reads the allocated sections of a 64-bit little-endian ELF file. */
function readSections(image) {
  const tableAt = Number(image.readBigUInt64LE(0x28));
  const entrySize = image.readUInt16LE(0x3a);
  return Array.from({ length: image.readUInt16LE(0x3c) }, (_, i) => {
    const at = tableAt + i * entrySize;
    return {
      address: image.readBigUInt64LE(at + 0x10),
      offset: image.readBigUInt64LE(at + 0x18),
      size: image.readBigUInt64LE(at + 0x20),
    };
  }).filter(({ address }) => address !== 0n);
}

function readPrototype(image, at) {
  const args = [0, 1, 2, 3, 4].map((i) => image.readUInt32LE(at + PROTO.args + 4 * i));
  return {
    gplOnly: image[at + PROTO.gplOnly] === 1,
    pktAccess: image[at + PROTO.pktAccess] === 1,
    mightSleep: image[at + PROTO.mightSleep] === 1,
    fastcall: image[at + PROTO.fastcall] === 1,
    ret: image.readUInt32LE(at + PROTO.ret),
    args,
    sizes: args.map((_, i) => Number(image.readBigUInt64LE(at + PROTO.sizes + 8 * i) & 0xffff_ffffn)),
  };
}

const [vmlinuxPath, kallsymsPath] = process.argv.slice(2);
if (kallsymsPath === undefined) {
  console.error('usage: read-kernel-prototypes.mjs VMLINUX KALLSYMS');
  process.exit(2);
}
const image = readFileSync(vmlinuxPath);
const sections = readSections(image);
const prototypes = {};
for (const [, address, name] of readFileSync(kallsymsPath, 'utf8').matchAll(/^(\w+) [dDrR] (\w+_proto\w*)/gm)) {
  const where = BigInt(`0x${address}`);
  const section = sections.find((s) => where >= s.address && where < s.address + s.size);
  if (section === undefined) continue;
  prototypes[name] = readPrototype(image, Number(section.offset + where - section.address));
}
console.log(JSON.stringify(prototypes, undefined, 1));
