import { useStore } from 'zustand';
import { chordText } from '../commands/chord.ts';
import { type Command, command } from '../commands/commands.ts';
import { PANEL_TITLES, PANELS, togglePanel } from '../store/layout.ts';
import { THEMES } from '../store/preferences.ts';
import { update } from '../store/store.ts';
import { useApp, useAppHandle } from '../ui/app-context.ts';
import { Menu, MenuGroup, MenuItem } from '../ui/Menu.tsx';
import { useOpening } from './opening-context.ts';

const COMMANDS: readonly Command[] = ['openCapture', 'palette', 'shortcuts', 'about'].map(command);

/** What is not needed every minute: panels, theme on a phone, earlier work, help. */
export function MoreMenu({ narrow }: { readonly narrow: boolean }) {
  const app = useAppHandle();
  return (
    <Menu label="More: panels, earlier work, help" testId="more">
      {() => (
        <>
          {COMMANDS.map((one) => (
            <MenuItem key={one.id} onChoose={() => one.run(app)}>
              <span>{one.title}</span>
              {one.keys?.[0] !== undefined && <kbd>{chordText(one.keys[0])}</kbd>}
            </MenuItem>
          ))}
          {narrow ? <ThemeItems /> : <PanelItems />}
          <KeptItems />
        </>
      )}
    </Menu>
  );
}

function PanelItems() {
  const { engine } = useAppHandle();
  const collapsed = useApp((state) => state.layout.collapsed);
  return (
    <MenuGroup label="Panels">
      {PANELS.map((panel) => (
        <MenuItem
          key={panel}
          checked={!collapsed.has(panel)}
          onChoose={() => update(engine.store, 'layout', (layout) => togglePanel(layout, panel))}
        >
          {PANEL_TITLES[panel]}
        </MenuItem>
      ))}
    </MenuGroup>
  );
}

function ThemeItems() {
  const { engine } = useAppHandle();
  const theme = useApp((state) => state.preferences.theme);
  return (
    <MenuGroup label="Theme">
      {THEMES.map((one) => (
        <MenuItem
          key={one}
          radio
          checked={one === theme}
          onChoose={() => update(engine.store, 'preferences', (preferences) => ({ ...preferences, theme: one }))}
        >
          {one === 'system' ? 'As the system' : one === 'light' ? 'Light' : 'Dark'}
        </MenuItem>
      ))}
    </MenuGroup>
  );
}

function KeptItems() {
  const { works } = useAppHandle();
  const opening = useOpening();
  const kept = useStore(works.kept);
  if (kept.length === 0) return null;
  return (
    <MenuGroup label="Earlier work">
      {kept.map((work) => (
        <MenuItem key={work.id} onChoose={() => void opening.openKept(work)}>
          <span className="ellipsis">{work.title}</span>
          <span className="muted">{new Date(work.saved).toLocaleDateString(undefined, { dateStyle: 'medium' })}</span>
        </MenuItem>
      ))}
    </MenuGroup>
  );
}
