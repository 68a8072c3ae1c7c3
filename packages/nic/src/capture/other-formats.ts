/** A file that is often dropped where a capture is wanted: how it starts, and what to say. */
interface OtherFormat {
  /** Text of one byte a character, or bytes. */
  readonly start: string;
  /** Where `start` stands; at the file's first byte unless said. */
  readonly at?: number;
  readonly code: string;
  readonly message: string;
}

const compressed = (start: string, name: string, command: string): OtherFormat => ({
  start,
  code: 'compressed',
  message: `This file is compressed with ${name}: unpack it (\`${command}\`) and open what comes out.`,
});

const otherCapture = (start: string, name: string): OtherFormat => ({
  start,
  code: 'other-capture-format',
  message: `This is a capture in the format of ${name}; save it as pcap or pcapng (\`editcap in.cap out.pcapng\`) and open that.`,
});

const notACapture = (start: string, what: string, at = 0): OtherFormat => ({
  start,
  at,
  code: 'not-a-capture',
  message: `This is ${what}, not a capture: a capture is a pcap or pcapng file, as tcpdump and Wireshark write them.`,
});

/** Signatures: the formats' own documents, and the list that Wireshark's wiretap goes through. */
const OTHER_FORMATS: readonly OtherFormat[] = [
  compressed('\x1f\x8b', 'gzip', 'gunzip'),
  compressed('\xfd7zXZ\0', 'xz', 'unxz'),
  compressed('BZh', 'bzip2', 'bunzip2'),
  compressed('\x28\xb5\x2f\xfd', 'Zstandard', 'unzstd'),
  compressed('\x04\x22\x4d\x18', 'LZ4', 'unlz4'),
  compressed('PK\x03\x04', 'zip', 'unzip'),
  compressed('7z\xbc\xaf\x27\x1c', '7-Zip', '7z x'),
  otherCapture('snoop\0\0\0', 'Solaris snoop'),
  otherCapture('GMBU', 'Microsoft Network Monitor 2'),
  otherCapture('RTSS', 'Microsoft Network Monitor 1'),
  otherCapture('TRSNIFF data    \x1a', 'Network General Sniffer'),
  otherCapture('XCP\0', 'NetXRay or Sniffer for Windows'),
  otherCapture('\x7fver', 'EtherPeek, AiroPeek or OmniPeek'),
  otherCapture('btsnoop\0', 'Bluetooth btsnoop'),
  otherCapture('iptrace 1.0', 'AIX iptrace'),
  otherCapture('iptrace 2.0', 'AIX iptrace'),
  otherCapture('\x05VNF', 'Visual Networks'),
  otherCapture('\xaa\xaa\xaa\xaa', 'Accellent 5Views'),
  otherCapture('ObserverPktBuffe', 'Network Instruments Observer'),
  otherCapture('\0\0\x02\0\x12\x05\0\x10', 'Tektronix K12'),
  notACapture('\x7fELF', 'an ELF file (a program or a BPF object)'),
  notACapture('\0asm', 'a WebAssembly module'),
  notACapture('MZ', 'a Windows program'),
  notACapture('\xca\xfe\xba\xbe', 'a Java class or a Mac program'),
  notACapture('\xcf\xfa\xed\xfe', 'a Mac program'),
  notACapture('!<arch>\n', 'a library archive'),
  notACapture('%PDF-', 'a PDF document'),
  notACapture('\x89PNG\r\n\x1a\n', 'a PNG picture'),
  notACapture('\xff\xd8\xff', 'a JPEG picture'),
  notACapture('GIF8', 'a GIF picture'),
  notACapture('SQLite format 3\0', 'an SQLite database'),
  notACapture('ustar', 'a tar archive', 257),
];

function startsLike(bytes: Uint8Array, { start, at = 0 }: OtherFormat): boolean {
  if (bytes.length < at + start.length) return false;
  for (let i = 0; i < start.length; i++) if (bytes[at + i] !== start.charCodeAt(i)) return false;
  return true;
}

/** As much of a file as it takes to tell text from bytes. */
const TEXT_SAMPLE = 4096;

const isControl = (byte: number): boolean =>
  byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x1b;

function looksLikeText(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, TEXT_SAMPLE);
  if (sample.some(isControl)) return false;
  const text = new TextDecoder().decode(sample);
  // The sample may end inside of a character, which then shows as one replacement character.
  return !(sample.length < bytes.length ? text.slice(0, -1) : text).includes('\uFFFD');
}

/** The text form of a packet that tcpdump -x, Wireshark and hexdump print. */
function looksLikeHexDump(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes.subarray(0, TEXT_SAMPLE));
  return /^\s*(0x)?[0-9a-fA-F]{4,8}:?(\s+[0-9a-fA-F]{2,4}){8}/m.test(text);
}

/** The section header's first bytes were chosen so that a transfer as text shows: CR LF became LF or the reverse. */
function damagedByTextTransfer(bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 5));
  return start.startsWith('\n\n\n') || start.startsWith('\n\r\n') || start.startsWith('\r\n\r\r\n');
}

/** Why a file that is neither pcap nor pcapng cannot be opened: a code and one sentence. */
export function describeOtherFormat(bytes: Uint8Array): { readonly code: string; readonly message: string } {
  if (bytes.length === 0) return { code: 'empty-file', message: 'The file is empty: it has no bytes at all.' };
  const known = OTHER_FORMATS.find((format) => startsLike(bytes, format));
  if (known !== undefined) return known;
  if (looksLikeText(bytes)) {
    const what = looksLikeHexDump(bytes)
      ? 'This is a hex dump in text form; turn it into a capture first (`text2pcap dump.txt out.pcap`).'
      : 'This is a text file, not a capture: a capture is a pcap or pcapng file, as tcpdump and Wireshark write them.';
    return { code: 'text-file', message: what };
  }
  if (damagedByTextTransfer(bytes)) {
    const message =
      'This was a pcapng file, but its line ends were converted on the way (a transfer in text mode); transfer it again as binary.';
    return { code: 'text-transfer', message };
  }
  return {
    code: 'unknown-format',
    message:
      'This is no capture that Skep knows: a pcap file starts with d4 c3 b2 a1 or a1 b2 c3 d4 ' +
      '(4d 3c b2 a1 or a1 b2 3c 4d with nanoseconds), a pcapng file with 0a 0d 0d 0a.',
  };
}
