import { FILE_INPUT } from '../commands/commands.ts';
import { useEngine } from '../ui/app-context.ts';

/** The platform's file chooser, opened by the command of that name from wherever it is given. */
export function CaptureFile() {
  const engine = useEngine();
  return (
    <input
      id={FILE_INPUT}
      type="file"
      accept=".pcap,.pcapng,.cap,.dmp"
      hidden
      aria-label="Capture file"
      data-testid="capture-file"
      onChange={(event) => {
        const file = event.target.files?.[0];
        event.target.value = '';
        if (file !== undefined) void engine.openCapture({ kind: 'own', name: file.name, blob: file });
      }}
    />
  );
}
