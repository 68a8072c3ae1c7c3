import { type KeyboardEvent, useId, useState } from 'react';
import { useApp, useAppHandle, useTransient } from '../ui/app-context.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { chordText } from './chord.ts';
import { COMMANDS, type Command } from './commands.ts';

/** Letters of the search in order, anywhere in the title. */
function fits(command: Command, text: string): boolean {
  const title = `${command.title} ${command.group}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => title.includes(word));
}

/** Every command by name. */
export function Palette() {
  const open = useTransient((state) => state.dialog === 'palette');
  return (
    <Dialog id="palette" title="All commands" className="palette">
      {open && <Search />}
    </Dialog>
  );
}

function Search() {
  const app = useAppHandle();
  const state = useApp((all) => all);
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const list = useId();
  const found = COMMANDS.filter(
    (one) => one.id !== 'palette' && fits(one, text.trim()) && one.enabled?.(state) !== false,
  );
  const chosen = Math.min(active, found.length - 1);
  const run = (command: Command | undefined): void => {
    if (command === undefined) return;
    app.transient.setState({ dialog: undefined });
    command.run(app);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setActive((chosen + 1) % found.length);
    else if (event.key === 'ArrowUp') setActive((chosen - 1 + found.length) % found.length);
    else if (event.key === 'Enter') run(found[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        className="input"
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={found[chosen] && `${list}-${found[chosen].id}`}
        aria-label="Search commands"
        placeholder="What do you want to do?"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={list} role="listbox" aria-label="Commands" className="palette-list scroll">
        {found.map((command, index) => (
          <div
            key={command.id}
            id={`${list}-${command.id}`}
            role="option"
            aria-selected={index === chosen}
            className="menu-item"
            data-highlighted={index === chosen ? '' : undefined}
            ref={index === chosen ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
            onClick={() => run(command)}
          >
            <span>{command.title}</span>
            {command.keys?.[0] !== undefined && <kbd>{chordText(command.keys[0])}</kbd>}
          </div>
        ))}
        {found.length === 0 && <p className="muted">No command of that name.</p>}
      </div>
    </>
  );
}
