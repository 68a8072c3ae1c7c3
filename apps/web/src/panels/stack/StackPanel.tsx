import type { MachineView } from '@skep/session';
import { useState } from 'react';
import { update } from '../../store/store.ts';
import { useApp, useEngine } from '../../ui/app-context.ts';
import { Empty, Panel } from '../../ui/Panel.tsx';
import { Select } from '../../ui/Select.tsx';
import { SlotGrid } from './SlotGrid.tsx';
import { SlotList } from './SlotList.tsx';
import './stack.css';

const NO_FRAMES: MachineView['frames'] = [];

/** The stack of one frame: all 64 slots at a glance, and those in use one by one. */
export function StackPanel() {
  const depth = useApp((state) => state.machine.view?.frames.length ?? 0);
  const entry = useApp((state) => state.machine.view?.frames[0]?.function);
  return (
    <Panel id="stack" title="Stack" note={depth > 1 ? `${depth} frames` : entry} actions={depth > 1 && <FrameSelect />}>
      {depth === 0 ? (
        <Empty>Each function has 512 bytes of stack. They appear here when a packet is entered.</Empty>
      ) : (
        <div className="scroll fill stack kind-stack" tabIndex={0} role="group" aria-label="Stack slots">
          <Slots />
        </div>
      )}
    </Panel>
  );
}

/** The call stack: which frame's slots are shown. */
function FrameSelect() {
  const engine = useEngine();
  const frames = useApp((state) => state.machine.view?.frames ?? NO_FRAMES);
  const chosen = useApp((state) => state.machine.frame);
  const choose = (value: string): void =>
    update(engine.store, 'machine', (machine) => ({ ...machine, frame: value === 'top' ? undefined : Number(value) }));
  return (
    <Select
      label="Call stack"
      tip="Call stack: each call has a frame with 512 bytes of its own"
      value={chosen === undefined ? 'top' : String(chosen)}
      options={[
        { value: 'top', text: frames.at(-1)?.function ?? 'frame' },
        ...frames.map(({ function: name, pc }, index) => ({
          value: String(index),
          text: `${index}: ${name} at ${pc}`,
        })),
      ]}
      onChange={choose}
    />
  );
}

/** Apart from the panel around it, which stands still while this changes at every step. */
function Slots() {
  const view = useApp((state) => state.machine.view);
  const chosen = useApp((state) => state.machine.frame);
  const [slot, setSlot] = useState(63);
  const stack = view?.stacks[chosen ?? view.stacks.length - 1];
  if (view === undefined || stack === undefined) return null;
  return (
    <>
      <SlotGrid stack={stack} view={view} selected={slot} onSelect={setSlot} />
      <SlotList stack={stack} view={view} selected={slot} onSelect={setSlot} />
    </>
  );
}
