import { useCatalogue } from '../../app/catalogue.ts';
import { command } from '../../commands/commands.ts';
import { useApp, useAppHandle } from '../../ui/app-context.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Select } from '../../ui/Select.tsx';

/** Chooses among the captures that ship with Skep, or a file of one's own. */
export function CapturePicker() {
  const app = useAppHandle();
  const { captures } = useCatalogue();
  const choice = useApp((state) => state.capture.choice);
  const open = command('openCapture');
  const named = choice?.kind === 'named' ? choice.name : 'own';
  const options = captures.map(({ id, title }) => ({ value: id, text: title }));
  if (choice?.kind === 'own') options.unshift({ value: 'own', text: choice.name });
  if (choice?.kind === 'named' && !captures.some(({ id }) => id === choice.name)) {
    options.unshift({ value: choice.name, text: choice.name });
  }
  if (choice === undefined) options.unshift({ value: 'own', text: 'Choose…' });
  return (
    <>
      <Select
        label="Capture"
        tip={captures.find(({ id }) => id === named)?.description}
        testId="capture-select"
        value={named}
        options={options}
        onChange={(name) => {
          if (name !== 'own') void app.engine.openCapture({ kind: 'named', name });
        }}
      />
      <IconButton icon="open" label={open.hint!} chord={open.keys?.[0]} onClick={() => open.run(app)} />
    </>
  );
}
