import { PANEL_TITLES, PANELS, togglePanel } from '../store/layout.ts';
import { THEMES } from '../store/preferences.ts';
import { isRunnable } from '../store/source.ts';
import type { AppState } from '../store/state.ts';
import { update } from '../store/store.ts';
import type { IconName } from '../theme/icons.tsx';
import type { App } from '../ui/app-context.ts';

export type CommandGroup = 'Run' | 'Breakpoints' | 'Work' | 'View' | 'Help';

/** Everything that can be done by name or key: buttons, keys, palette and the list of shortcuts come from this table. */
export interface Command {
  readonly id: string;
  readonly title: string;
  /** A word for a newcomer: what it does. */
  readonly hint?: string;
  readonly group: CommandGroup;
  readonly icon?: IconName;
  readonly keys?: readonly string[];
  readonly enabled?: (state: AppState) => boolean;
  readonly run: (app: App) => void;
}

const entered = (state: AppState): boolean =>
  state.source.compilation?.runnable === true && state.machine.view !== undefined;
const canForward = (state: AppState): boolean =>
  entered(state) && state.machine.view!.step < state.machine.view!.totalSteps;
const canBack = (state: AppState): boolean => entered(state) && state.machine.view!.step > 0;

const openDialog =
  (dialog: 'share' | 'shortcuts' | 'palette' | 'about') =>
  ({ transient }: App): void =>
    transient.setState({ dialog });

/** Opens the file chooser that the capture panel holds. */
export const FILE_INPUT = 'capture-file';

const RUN: readonly Command[] = [
  {
    id: 'reverseContinue',
    title: 'Reverse continue',
    hint: 'Run backwards to the breakpoint before, or to the start',
    group: 'Run',
    icon: 'reverseContinue',
    keys: ['Ctrl+F8'],
    enabled: canBack,
    run: ({ engine }) => void engine.control('reverseContinue'),
  },
  {
    id: 'previous',
    title: 'Previous',
    hint: 'One instruction back, running over calls',
    group: 'Run',
    icon: 'previous',
    keys: ['Ctrl+F10'],
    enabled: canBack,
    run: ({ engine }) => void engine.control('previous'),
  },
  {
    id: 'stepBack',
    title: 'Step back',
    hint: 'Undo the last instruction',
    group: 'Run',
    icon: 'stepBack',
    keys: ['Ctrl+F11'],
    enabled: canBack,
    run: ({ engine }) => void engine.control('stepBack'),
  },
  {
    id: 'stepIn',
    title: 'Step',
    hint: 'Execute one instruction, into calls',
    group: 'Run',
    icon: 'stepIn',
    keys: ['F11'],
    enabled: canForward,
    run: ({ engine }) => void engine.control('stepIn'),
  },
  {
    id: 'next',
    title: 'Next',
    hint: 'One instruction forward, running over calls',
    group: 'Run',
    icon: 'next',
    keys: ['F10'],
    enabled: canForward,
    run: ({ engine }) => void engine.control('next'),
  },
  {
    id: 'stepOut',
    title: 'Step out',
    hint: 'Run until the current function returns',
    group: 'Run',
    icon: 'stepOut',
    keys: ['Shift+F11'],
    enabled: canForward,
    run: ({ engine }) => void engine.control('stepOut'),
  },
  {
    id: 'continue',
    title: 'Continue',
    hint: 'Run to the next breakpoint, or to the end',
    group: 'Run',
    icon: 'continue',
    keys: ['F8'],
    enabled: canForward,
    run: ({ engine }) => void engine.control('continue'),
  },
  {
    id: 'restart',
    title: 'Restart',
    hint: 'Back to before the first instruction on this packet',
    group: 'Run',
    icon: 'restart',
    keys: ['Shift+F8'],
    enabled: canBack,
    run: ({ engine }) => void engine.seek(0),
  },
  {
    id: 'runAll',
    title: 'Run',
    hint: 'Run the program on every packet of the capture, on fresh maps',
    group: 'Run',
    icon: 'runAll',
    keys: ['Mod+Enter'],
    enabled: (state) => isRunnable(state.source) && state.replay.status !== 'running',
    run: ({ engine }) => void engine.replayAll(),
  },
];

const OTHERS: readonly Command[] = [
  {
    id: 'stopReplay',
    title: 'Stop the replay',
    group: 'Run',
    icon: 'stop',
    enabled: (state) => state.replay.status === 'running',
    run: ({ engine }) => engine.stopReplay(),
  },
  {
    id: 'nextPacket',
    title: 'Debug the next packet',
    group: 'Run',
    keys: ['Mod+Shift+ArrowDown'],
    enabled: (state) => (state.machine.view?.packetIndex ?? Infinity) + 1 < (state.capture.view?.packetCount ?? 0),
    run: ({ engine }) => void engine.goTo({ packet: engine.store.getState().machine.view!.packetIndex + 1, step: 0 }),
  },
  {
    id: 'previousPacket',
    title: 'Debug the packet before',
    group: 'Run',
    keys: ['Mod+Shift+ArrowUp'],
    enabled: (state) => (state.machine.view?.packetIndex ?? 0) > 0,
    run: ({ engine }) => void engine.goTo({ packet: engine.store.getState().machine.view!.packetIndex - 1, step: 0 }),
  },
  {
    id: 'toggleBreakpoint',
    title: 'Toggle breakpoint on the current line',
    group: 'Breakpoints',
    keys: ['F9'],
    run: ({ engine }) => {
      const { source, machine } = engine.store.getState();
      const line = source.cursorLine ?? machine.view?.line;
      if (line !== undefined) engine.toggleLineBreakpoint(line);
    },
  },
  {
    id: 'clearBreakpoints',
    title: 'Remove all breakpoints',
    group: 'Breakpoints',
    enabled: ({ source }) => source.breakpointLines.size + source.breakpointSlots.length > 0,
    run: ({ engine }) => engine.clearBreakpoints(),
  },
  {
    id: 'openCapture',
    title: 'Open a capture file…',
    hint: 'A pcap or pcapng file of your own; it stays on this machine',
    group: 'Work',
    icon: 'open',
    keys: ['Mod+O'],
    run: () => document.getElementById(FILE_INPUT)?.click(),
  },
  {
    id: 'share',
    title: 'Share…',
    hint: 'A link that opens at this very place',
    group: 'Work',
    icon: 'share',
    keys: ['Mod+Shift+S'],
    run: openDialog('share'),
  },
  {
    id: 'palette',
    title: 'All commands…',
    group: 'Help',
    icon: 'search',
    keys: ['Mod+K'],
    run: openDialog('palette'),
  },
  {
    id: 'shortcuts',
    title: 'Keyboard shortcuts',
    group: 'Help',
    icon: 'help',
    keys: ['?'],
    run: openDialog('shortcuts'),
  },
  { id: 'about', title: 'What is Skep?', group: 'Help', icon: 'info', run: openDialog('about') },
];

const VIEW: readonly Command[] = [
  ...THEMES.map(
    (theme): Command => ({
      id: `theme-${theme}`,
      title: `Theme: ${theme === 'system' ? 'as the system' : theme}`,
      group: 'View',
      enabled: ({ preferences }) => preferences.theme !== theme,
      run: ({ engine }) => update(engine.store, 'preferences', (preferences) => ({ ...preferences, theme })),
    }),
  ),
  ...PANELS.map(
    (panel): Command => ({
      id: `panel-${panel}`,
      title: `Show or hide: ${PANEL_TITLES[panel]}`,
      group: 'View',
      run: ({ engine }) => update(engine.store, 'layout', (layout) => togglePanel(layout, panel)),
    }),
  ),
];

export const COMMANDS: readonly Command[] = [...RUN, ...OTHERS, ...VIEW];
export const TRANSPORT: readonly Command[] = RUN;

export function command(id: string): Command {
  return COMMANDS.find((one) => one.id === id)!;
}
