import { bytesToHex } from '@skep/base';
import type { Output } from '@skep/vm';
import { useApp, useEngine } from '../../ui/app-context.ts';
import { Empty, Panel } from '../../ui/Panel.tsx';
import './output.css';

const NONE: readonly Output[] = [];
const MOST_SHOWN = 500;
const NAMES: Readonly<Record<Output['kind'], string>> = {
  printk: 'printk',
  'perf-event': 'perf event',
  ringbuf: 'ring buffer',
};

/** What the program said so far in this run; each line leads to the step that said it. */
export function OutputPanel() {
  const engine = useEngine();
  const outputs = useApp((state) => state.machine.view?.outputs ?? NONE);
  const maps = useApp((state) => state.source.built?.maps);
  const shown = outputs.slice(-MOST_SHOWN);
  return (
    <Panel id="output" title="Output" note={outputs.length > 0 ? String(outputs.length) : undefined}>
      {shown.length === 0 ? (
        <Empty>Nothing said yet. What the program prints or sends appears here as you step.</Empty>
      ) : (
        <ol className="output scroll fill" tabIndex={0} aria-label="Output of the program">
          {shown.map((output, index) => (
            <li key={index}>
              <button
                type="button"
                className="output-line"
                data-tip={`${NAMES[output.kind]} by instruction ${output.pc}\nGo to that step`}
                onClick={() => void engine.seek(output.step + 1)}
              >
                <span className="output-step">{output.step}</span>
                {output.kind !== 'printk' && <span className="output-map">{maps?.[output.map]?.name}</span>}
                <span className="output-text">
                  {output.kind === 'printk' ? output.text : bytesToHex(output.data).replace(/..(?=.)/g, '$& ')}
                </span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
