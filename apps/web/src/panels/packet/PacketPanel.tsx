import { useState } from 'react';
import { plural } from '../../format/value.ts';
import { useApp } from '../../ui/app-context.ts';
import { Empty, Panel } from '../../ui/Panel.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { HexView } from './HexView.tsx';
import { LayerTree } from './LayerTree.tsx';
import { PacketEdges } from './PacketEdges.tsx';
import './packet.css';

export type Moment = 'now' | 'before';

/** The packet: what its bytes mean beside the bytes themselves. */
export function PacketPanel() {
  const packet = useApp((state) => state.machine.view?.packet);
  const index = useApp((state) => state.machine.view?.packetIndex);
  const [moment, setMoment] = useState<Moment>('now');
  const actions = packet !== undefined && (
    <Segmented
      label="Which bytes"
      value={moment}
      options={[
        { value: 'before', text: 'before', tip: 'As the packet arrived' },
        { value: 'now', text: 'now', tip: 'As it is at this step; changed bytes are underlined' },
      ]}
      onChange={setMoment}
    />
  );
  const note =
    packet === undefined || index === undefined ? undefined : `#${index}, ${plural(packet.bytes.length, 'byte')}`;
  return (
    <Panel id="packet" title="Packet" note={note} actions={actions}>
      {packet === undefined ? (
        <Empty>
          Click a packet in the capture list to run the program on it; its bytes and what they mean appear here.
        </Empty>
      ) : (
        <div className="packet kind-packet">
          <LayerTree packet={packet} />
          <div className="packet-bytes">
            <PacketEdges packet={packet} />
            <HexView packet={packet} moment={moment} />
          </div>
        </div>
      )}
    </Panel>
  );
}
