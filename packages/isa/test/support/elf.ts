/** A minimal ELF object for BPF (machine 247) whose `.text` holds `code`, for tools that read nothing else. */
export function bpfObjectFile(code: Uint8Array): Uint8Array {
  const names = '\0.text\0.shstrtab\0';
  const headers = 64 + code.length + names.length;
  const file = new Uint8Array(headers + 3 * 64);
  const view = new DataView(file.buffer);
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  view.setUint16(16, 1, true); // relocatable
  view.setUint16(18, 247, true);
  view.setUint32(20, 1, true);
  view.setBigUint64(40, BigInt(headers), true);
  view.setUint16(52, 64, true);
  view.setUint16(58, 64, true);
  view.setUint16(60, 3, true);
  view.setUint16(62, 2, true); // section names
  file.set(code, 64);
  file.set(new TextEncoder().encode(names), 64 + code.length);
  const section = (index: number, name: number, type: number, flags: bigint, at: number, size: number): void => {
    const start = headers + index * 64;
    view.setUint32(start, name, true);
    view.setUint32(start + 4, type, true);
    view.setBigUint64(start + 8, flags, true);
    view.setBigUint64(start + 24, BigInt(at), true);
    view.setBigUint64(start + 32, BigInt(size), true);
    view.setBigUint64(start + 48, 8n, true);
  };
  section(1, 1, 1, 6n, 64, code.length); // .text: allocated, executable
  section(2, 7, 3, 0n, 64 + code.length, names.length);
  return file;
}
