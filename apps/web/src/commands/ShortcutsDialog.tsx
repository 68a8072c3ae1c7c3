import { Dialog } from '../ui/Dialog.tsx';
import { chordText } from './chord.ts';
import { COMMANDS, type CommandGroup } from './commands.ts';

const GROUPS: readonly CommandGroup[] = ['Run', 'Breakpoints', 'Work', 'View', 'Help'];

/** Keys that panels understand while they have the focus. */
const IN_PANELS: readonly { readonly keys: string; readonly title: string }[] = [
  { keys: '← →', title: 'Timeline: one step back or forward' },
  { keys: 'Home End', title: 'Timeline: first or last step' },
  { keys: 'Enter', title: 'Instructions: go to the step that executes the row' },
  { keys: 'Space', title: 'Instructions: breakpoint on the row' },
  { keys: 'Enter', title: 'Capture: run the program on the packet' },
  { keys: 'Esc, Tab', title: 'Source: leave the editor' },
];

export function ShortcutsDialog() {
  return (
    <Dialog id="shortcuts" title="Keyboard shortcuts" className="wide">
      <div className="shortcuts">
        {GROUPS.map((group) => {
          const commands = COMMANDS.filter((one) => one.group === group && one.keys !== undefined);
          if (commands.length === 0) return null;
          return (
            <section key={group}>
              <h3>{group}</h3>
              <dl>
                {commands.map(({ id, title, keys }) => (
                  <div key={id}>
                    <dt>{title}</dt>
                    <dd>
                      <kbd>{chordText(keys![0]!)}</kbd>
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
        <section>
          <h3>In a panel</h3>
          <dl>
            {IN_PANELS.map(({ keys, title }) => (
              <div key={title}>
                <dt>{title}</dt>
                <dd>
                  <kbd>{keys}</kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}
