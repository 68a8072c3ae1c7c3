import type { RegisterView } from '@skep/session';
import { NUMBER_BASES, type NumberBase } from '../../store/preferences.ts';
import { update } from '../../store/store.ts';
import { useApp, useEngine } from '../../ui/app-context.ts';
import { Empty, Panel } from '../../ui/Panel.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { ContextSection } from '../context/ContextSection.tsx';
import { RegisterRow } from './RegisterRow.tsx';
import './registers.css';

const NONE: readonly RegisterView[] = [];

const BASE_TIPS: Readonly<Record<NumberBase, string>> = {
  hex: 'Hexadecimal',
  dec: 'Decimal, unsigned',
  signed: 'Decimal, signed (two’s complement)',
};

/** r0 to r10 with what they mean, and the context structure below. */
export function RegistersPanel() {
  const engine = useEngine();
  const entered = useApp((state) => state.machine.view !== undefined);
  const base = useApp((state) => state.preferences.base);
  const actions = (
    <Segmented
      label="How numbers are written"
      value={base}
      options={NUMBER_BASES.map((value) => ({ value, text: value, tip: BASE_TIPS[value] }))}
      onChange={(value) => update(engine.store, 'preferences', (preferences) => ({ ...preferences, base: value }))}
    />
  );
  return (
    <Panel id="registers" title="Registers" actions={actions}>
      {!entered ? (
        <Empty>Nothing runs yet. Choose a packet in the capture to see the registers at its first instruction.</Empty>
      ) : (
        <div className="scroll fill" tabIndex={0} role="group" aria-label="Registers and context">
          <RegisterTable base={base} />
          <ContextSection />
        </div>
      )}
    </Panel>
  );
}

/** Apart from the panel around it, which stands still while this changes at every step. */
function RegisterTable({ base }: { readonly base: NumberBase }) {
  const registers = useApp((state) => state.machine.view?.registers ?? NONE);
  return (
    <table className="registers">
      <colgroup>
        <col className="col-name" />
        <col className="col-badge" />
        <col className="col-value" />
        <col />
      </colgroup>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">Register</th>
          <th scope="col">Kind</th>
          <th scope="col">Value</th>
          <th scope="col">Points to</th>
        </tr>
      </thead>
      <tbody>
        {registers.map((register) => (
          <RegisterRow key={register.index} register={register} base={base} />
        ))}
      </tbody>
    </table>
  );
}
