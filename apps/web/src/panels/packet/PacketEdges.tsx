import type { PacketBytesView, RegisterView } from '@skep/session';
import { useApp, useAppHandle } from '../../ui/app-context.ts';

const NONE: readonly RegisterView[] = [];
const hex = (address: number): string => `0x${address.toString(16)}`;

/** Where the packet begins and ends in memory, and which registers point into it. */
export function PacketEdges({ packet }: { readonly packet: PacketBytesView }) {
  const registers = useApp((state) => state.machine.view?.registers ?? NONE);
  const { address, bytes, meta } = packet;
  const end = address + bytes.length;
  return (
    <div className="packet-edges">
      {meta !== undefined && meta.length > 0 && (
        <Edge name="data_meta" at={address - meta.length} tip={`${meta.length} bytes of metadata before the data`} />
      )}
      <Edge name="data" at={address} tip="Address of the packet’s first byte" />
      <Edge name="data_end" at={end} tip="Address just behind the last byte: a check against it makes an access safe" />
      {registers
        .filter(({ points, index }) => points?.kind === 'packet' && index !== 10)
        .map(({ index, points, value }) => (
          <Edge key={index} name={`r${index}`} at={Number(value)} text={`+${points!.offset}`} tip={points!.words} />
        ))}
    </div>
  );
}

interface EdgeProps {
  readonly name: string;
  readonly at: number;
  readonly tip: string;
  readonly text?: string;
}

function Edge({ name, at, tip, text }: EdgeProps) {
  const { transient } = useAppHandle();
  return (
    <span
      className="edge"
      data-tip={`${name} = ${hex(at)}\n${tip}`}
      onPointerEnter={() => transient.setState({ range: { start: at, end: at + 1, kind: 'packet' } })}
      onPointerLeave={() => transient.setState({ range: undefined })}
    >
      {name} <b>{text ?? hex(at)}</b>
    </span>
  );
}
