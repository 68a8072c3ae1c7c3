import { useState } from 'react';
import { update } from '../../store/store.ts';
import { useApp, useEngine } from '../../ui/app-context.ts';
import { Empty, Panel } from '../../ui/Panel.tsx';
import { Select } from '../../ui/Select.tsx';
import { SlotGrid } from './SlotGrid.tsx';
import { SlotList } from './SlotList.tsx';
import './stack.css';

/** The stack of one frame: all 64 slots at a glance, and those in use one by one. */
export function StackPanel() {
  const engine = useEngine();
  const view = useApp((state) => state.machine.view);
  const chosen = useApp((state) => state.machine.frame);
  const [slot, setSlot] = useState(63);
  const stack = view?.stacks[chosen ?? view.stacks.length - 1];
  const frames = view?.frames ?? [];
  const actions = frames.length > 1 && (
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
      onChange={(value) =>
        update(engine.store, 'machine', (machine) => ({
          ...machine,
          frame: value === 'top' ? undefined : Number(value),
        }))
      }
    />
  );
  return (
    <Panel
      id="stack"
      title="Stack"
      note={frames.length > 1 ? `${frames.length} frames` : frames[0]?.function}
      actions={actions}
    >
      {stack === undefined || view === undefined ? (
        <Empty>Each function has 512 bytes of stack. They appear here when a packet is entered.</Empty>
      ) : (
        <div className="scroll fill stack kind-stack" tabIndex={0} role="group" aria-label="Stack slots">
          <SlotGrid stack={stack} view={view} selected={slot} onSelect={setSlot} />
          <SlotList stack={stack} view={view} selected={slot} onSelect={setSlot} />
        </div>
      )}
    </Panel>
  );
}
