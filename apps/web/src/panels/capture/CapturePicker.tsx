import { useCatalogue } from '../../app/catalogue.ts';
import { command, FILE_INPUT } from '../../commands/commands.ts';
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
  const options = captures.map(({ name, title }) => ({ value: name, text: title }));
  if (choice?.kind === 'own') options.unshift({ value: 'own', text: choice.name });
  if (choice === undefined) options.unshift({ value: 'own', text: 'Choose…' });
  return (
    <>
      <Select
        label="Capture"
        tip={captures.find(({ name }) => name === named)?.description}
        testId="capture-select"
        value={named}
        options={options}
        onChange={(name) => {
          if (name !== 'own') void app.engine.openCapture({ kind: 'named', name });
        }}
      />
      <IconButton icon="open" label={open.hint!} chord={open.keys?.[0]} onClick={() => open.run(app)} />
      <input
        id={FILE_INPUT}
        type="file"
        accept=".pcap,.pcapng,.cap,.dmp"
        className="visually-hidden"
        tabIndex={-1}
        aria-label="Capture file"
        data-testid="capture-file"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) void app.engine.openCapture({ kind: 'own', name: file.name, blob: file });
        }}
      />
    </>
  );
}
