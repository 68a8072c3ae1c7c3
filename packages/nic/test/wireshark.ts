import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Wireshark's programs as a second opinion. Tests that use them are skipped where they are not installed. */
export const hasWireshark = ['tshark', 'mergecap', 'capinfos'].every(
  (program) => spawnSync(program, ['--version']).status === 0,
);

function run(program: string, args: readonly string[], accept: readonly number[] = [0]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 30 });
  if (!accept.includes(status ?? -1)) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return stdout;
}

function inTemporaryDirectory<T>(work: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), 'captures-'));
  try {
    return work(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Those of the files that Wireshark opens. */
export function filesThatWiresharkReads(paths: readonly string[]): Set<string> {
  const table = run('capinfos', ['-T', '-r', '-c', ...paths], [0, 1, 2]);
  return new Set(
    table
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split('\t')[0]!),
  );
}

/** Reassembly and port guesses are off, so that each packet is told as it stands. */
const AS_IT_STANDS = [
  ...['ip.defragment', 'ipv6.defragment', 'tcp.desegment_tcp_streams', 'tcp.relative_sequence_numbers'].flatMap(
    (preference) => ['-o', `${preference}:FALSE`],
  ),
  ...['ip.check_checksum', 'tcp.check_checksum', 'udp.check_checksum'].flatMap((preference) => [
    '-o',
    `${preference}:TRUE`,
  ]),
];

function fieldsOf(file: string, fields: readonly string[], extra: readonly string[]): string[][] {
  const args = [
    '-n',
    '-r',
    file,
    ...AS_IT_STANDS,
    ...extra,
    '-T',
    'fields',
    ...fields.flatMap((field) => ['-e', field]),
  ];
  const lines = run('tshark', args).split('\n').slice(0, -1);
  return lines.map((line) => line.split('\t'));
}

/** The files are joined first, for one start of tshark takes as long as reading them all. */
function fieldsOfAll(paths: readonly string[], fields: readonly string[], extra: readonly string[]): string[][] {
  return inTemporaryDirectory((directory) => {
    const joined = join(directory, 'joined.pcapng');
    run('mergecap', ['-a', '-I', 'none', '-w', joined, ...paths]);
    return fieldsOf(joined, fields, extra);
  });
}

/** What tshark says of each packet of the files, one list of packets a file; `interfaces` tells how many each has. */
export function askTshark(
  files: readonly { readonly path: string; readonly interfaces: number }[],
  fields: readonly string[],
  extra: readonly string[] = [],
): string[][][] {
  const owner = files.flatMap(({ interfaces }, file) => Array.from({ length: interfaces }, () => file));
  const packets: string[][][] = files.map(() => []);
  const paths = files.map(({ path }) => path);
  for (const [at, ...values] of fieldsOfAll(paths, ['frame.interface_id', ...fields], extra)) {
    packets[owner[Number(at)]!]!.push(values);
  }
  return packets;
}

/** What tshark says of the packets, one after the other, of files that are not on disk. */
export function askTsharkAbout(files: readonly Uint8Array[], fields: readonly string[]): string[][] {
  return inTemporaryDirectory((directory) => {
    const paths = files.map((bytes, i) => {
      const path = join(directory, String(i));
      writeFileSync(path, bytes);
      return path;
    });
    return fieldsOfAll(paths, fields, []);
  });
}
