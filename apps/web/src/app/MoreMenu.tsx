import { Menu } from '@base-ui/react/menu';
import { useStore } from 'zustand';
import { chordText } from '../commands/chord.ts';
import { type Command, command } from '../commands/commands.ts';
import { PANELS, type PanelId, togglePanel } from '../store/layout.ts';
import { THEMES } from '../store/preferences.ts';
import { update } from '../store/store.ts';
import { Icon } from '../theme/icons.tsx';
import { useApp, useAppHandle } from '../ui/app-context.ts';
import { useOpening } from './opening-context.ts';

export const PANEL_TITLES: Readonly<Record<PanelId, string>> = {
  source: 'Source',
  instructions: 'Instructions',
  registers: 'Registers and context',
  stack: 'Stack',
  capture: 'Capture',
  packet: 'Packet',
  maps: 'Maps',
  output: 'Output',
};

const COMMANDS: readonly Command[] = ['openCapture', 'palette', 'shortcuts', 'about'].map(command);

/** What is not needed every minute: panels, theme on a phone, earlier work, help. */
export function MoreMenu({ narrow }: { readonly narrow: boolean }) {
  const app = useAppHandle();
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger
        className="icon-button framed"
        aria-label="More"
        data-tip="More: panels, earlier work, help"
        data-testid="more"
      >
        <Icon name="more" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={6} className="menu-positioner">
          <Menu.Popup className="menu">
            {COMMANDS.map((one) => (
              <Menu.Item key={one.id} className="menu-item" onClick={() => one.run(app)}>
                <span>{one.title}</span>
                {one.keys?.[0] !== undefined && <kbd>{chordText(one.keys[0])}</kbd>}
              </Menu.Item>
            ))}
            {!narrow && <PanelItems />}
            {narrow && <ThemeItems />}
            <KeptItems />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function PanelItems() {
  const { engine } = useAppHandle();
  const collapsed = useApp((state) => state.layout.collapsed);
  return (
    <Menu.Group>
      <Menu.GroupLabel className="menu-label">Panels</Menu.GroupLabel>
      {PANELS.map((panel) => (
        <Menu.CheckboxItem
          key={panel}
          className="menu-item"
          checked={!collapsed.has(panel)}
          onCheckedChange={() => update(engine.store, 'layout', (layout) => togglePanel(layout, panel))}
        >
          <span>{PANEL_TITLES[panel]}</span>
          <Menu.CheckboxItemIndicator>
            <Icon name="check" />
          </Menu.CheckboxItemIndicator>
        </Menu.CheckboxItem>
      ))}
    </Menu.Group>
  );
}

function ThemeItems() {
  const { engine } = useAppHandle();
  const theme = useApp((state) => state.preferences.theme);
  return (
    <Menu.RadioGroup
      value={theme}
      onValueChange={(value: (typeof THEMES)[number]) =>
        update(engine.store, 'preferences', (preferences) => ({ ...preferences, theme: value }))
      }
    >
      <Menu.GroupLabel className="menu-label">Theme</Menu.GroupLabel>
      {THEMES.map((one) => (
        <Menu.RadioItem key={one} value={one} className="menu-item">
          <span>{one === 'system' ? 'As the system' : one === 'light' ? 'Light' : 'Dark'}</span>
          <Menu.RadioItemIndicator>
            <Icon name="check" />
          </Menu.RadioItemIndicator>
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

function KeptItems() {
  const { works } = useAppHandle();
  const opening = useOpening();
  const kept = useStore(works.kept);
  if (kept.length === 0) return null;
  return (
    <Menu.Group>
      <Menu.GroupLabel className="menu-label">Earlier work</Menu.GroupLabel>
      {kept.map((work) => (
        <Menu.Item key={work.id} className="menu-item" onClick={() => void opening.openKept(work)}>
          <span className="ellipsis">{work.title}</span>
          <span className="muted">{new Date(work.saved).toLocaleDateString(undefined, { dateStyle: 'medium' })}</span>
        </Menu.Item>
      ))}
    </Menu.Group>
  );
}
