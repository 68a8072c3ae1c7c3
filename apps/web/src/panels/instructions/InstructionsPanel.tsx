import type { ListedProgram } from '@skep/session';
import { useState } from 'react';
import { plural } from '../../format/value.ts';
import { useApp, useEngine } from '../../ui/app-context.ts';
import { Empty, Panel } from '../../ui/Panel.tsx';
import { Select } from '../../ui/Select.tsx';
import { InstructionList } from './InstructionList.tsx';
import './instructions.css';

const NO_PROGRAMS: readonly ListedProgram[] = [];

/** The program as the machine has it, in step with the source. */
export function InstructionsPanel() {
  const engine = useEngine();
  const programs = useApp((state) => state.source.built?.programs ?? NO_PROGRAMS);
  const running = useApp((state) => state.machine.view?.program);
  const hasErrors = useApp((state) => state.source.compilation?.runnable === false);
  const [chosen, setChosen] = useState<{ readonly program: number; readonly running: number | undefined }>();
  // A choice holds until the machine goes to another program.
  const shown = chosen !== undefined && chosen.running === running ? chosen.program : (running ?? 0);
  const program = programs[Math.min(shown, programs.length - 1)];
  const actions = programs.length > 1 && (
    <Select
      label="Program"
      value={String(shown)}
      options={programs.map(({ name }, index) => ({ value: String(index), text: name }))}
      onChange={(value) => setChosen({ program: Number(value), running })}
    />
  );
  return (
    <Panel
      id="instructions"
      title="Instructions"
      note={program && plural(program.instructions.length, 'instruction')}
      actions={actions}
    >
      {program === undefined || program.instructions.length === 0 ? (
        <Empty>
          {hasErrors
            ? 'The source has errors. They are listed under the editor; the instructions appear when they are gone.'
            : 'Write a program in the source editor, or pick an example above.'}
        </Empty>
      ) : (
        <InstructionList
          key={shown}
          program={program}
          index={Math.min(shown, programs.length - 1)}
          onToggle={(pc) => engine.toggleSlotBreakpoint(shown, pc)}
        />
      )}
    </Panel>
  );
}
