import type { ProgramTypeName } from '@skep/abi';
import { writePcap } from '@skep/nic';
import { createSession, type Session, type SessionOptions } from '../../src/index.ts';

const ETHERNET = 1;
const OPTIONS: SessionOptions = { seed: 1, cpus: 1, budget: 2_000_000 };

/** `count` frames of 64 bytes whose first byte is their number. */
function numberedCapture(count: number): Uint8Array {
  const packets = Array.from({ length: count }, (_, index) => {
    const data = new Uint8Array(64);
    data[0] = index;
    return { data, time: BigInt(index) * 1_000_000n, originalLength: data.length };
  });
  return writePcap(packets, { linkType: ETHERNET });
}

/** A session with a source that must compile, and a capture of `packets` numbered frames. */
export function loadedSession(
  text: string,
  { packets = 1, ...options }: Partial<SessionOptions> & { packets?: number; programType?: ProgramTypeName } = {},
): Session {
  const session = createSession({ ...OPTIONS, ...options });
  const { diagnostics } = session.load({ text, syntax: 'auto', programType: options.programType ?? 'xdp' });
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const opened = session.openCapture('numbered.pcap', numberedCapture(packets));
  if (!opened.ok) throw new Error(opened.error.message);
  return session;
}
