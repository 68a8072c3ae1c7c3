import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import { Group, type Layout, Panel as Pane, Separator } from 'react-resizable-panels';
import { CapturePanel } from '../panels/capture/CapturePanel.tsx';
import { InstructionsPanel } from '../panels/instructions/InstructionsPanel.tsx';
import { MapsPanel } from '../panels/maps/MapsPanel.tsx';
import { OutputPanel } from '../panels/output/OutputPanel.tsx';
import { PacketPanel } from '../panels/packet/PacketPanel.tsx';
import { RegistersPanel } from '../panels/registers/RegistersPanel.tsx';
import { SourcePanel } from '../panels/source/SourcePanel.tsx';
import { StackPanel } from '../panels/stack/StackPanel.tsx';
import { PANEL_TITLES, type PanelId, togglePanel } from '../store/layout.ts';
import { update } from '../store/store.ts';
import { useApp, useAppHandle } from '../ui/app-context.ts';
import './layout.css';

export const PANEL_VIEWS: Readonly<Record<PanelId, ReactNode>> = {
  source: <SourcePanel />,
  instructions: <InstructionsPanel />,
  registers: <RegistersPanel />,
  stack: <StackPanel />,
  capture: <CapturePanel />,
  packet: <PacketPanel />,
  maps: <MapsPanel />,
  output: <OutputPanel />,
};

interface Cell {
  readonly id: string;
  /** Share of the row, in percent. */
  readonly size: number;
  readonly min: number;
  readonly panels: readonly PanelId[];
}

/** Two rows: the program and the machine above, its world below. */
const TOP: readonly Cell[] = [
  { id: 'source', size: 31, min: 220, panels: ['source'] },
  { id: 'instructions', size: 23, min: 200, panels: ['instructions'] },
  { id: 'registers', size: 30, min: 240, panels: ['registers'] },
  { id: 'stack', size: 16, min: 220, panels: ['stack'] },
];
const BOTTOM: readonly Cell[] = [
  { id: 'capture', size: 30, min: 280, panels: ['capture'] },
  { id: 'packet', size: 46, min: 320, panels: ['packet'] },
  { id: 'data', size: 24, min: 240, panels: ['maps', 'output'] },
];

/** All panels at once, each as large as the person likes. */
export function DesktopLayout() {
  const collapsed = useApp((state) => state.layout.collapsed);
  const maximized = useApp((state) => state.layout.maximized);
  if (maximized !== undefined) return <div className="alone">{PANEL_VIEWS[maximized]}</div>;
  const visible = (cells: readonly Cell[]): readonly Cell[] =>
    cells
      .map((cell) => ({ ...cell, panels: cell.panels.filter((panel) => !collapsed.has(panel)) }))
      .filter(({ panels }) => panels.length > 0);
  const rows = [
    { id: 'top', size: 54, cells: visible(TOP) },
    { id: 'bottom', size: 46, cells: visible(BOTTOM) },
  ].filter(({ cells }) => cells.length > 0);
  return (
    <div className="desk">
      <Split id="rows" orientation="vertical" parts={rows.map(({ id, size }) => ({ id, size, min: 140 }))}>
        {rows.map(({ id, cells }) => (
          <Split key={id} id={id} orientation="horizontal" parts={cells}>
            {cells.map((cell) => (
              <CellView key={cell.id} cell={cell} />
            ))}
          </Split>
        ))}
      </Split>
      <Hidden collapsed={collapsed} />
    </div>
  );
}

const STACKED_SIZES: Readonly<Partial<Record<PanelId, number>>> = { maps: 74, output: 26 };

function CellView({ cell }: { readonly cell: Cell }) {
  const [only, second] = cell.panels;
  if (second === undefined) return PANEL_VIEWS[only!];
  return (
    <Split
      id={cell.id}
      orientation="vertical"
      parts={cell.panels.map((id) => ({ id, size: STACKED_SIZES[id] ?? 50, min: 80 }))}
    >
      {cell.panels.map((panel) => (
        <Fragment key={panel}>{PANEL_VIEWS[panel]}</Fragment>
      ))}
    </Split>
  );
}

interface SplitProps {
  readonly id: string;
  readonly orientation: 'horizontal' | 'vertical';
  readonly parts: readonly { readonly id: string; readonly size: number; readonly min: number }[];
  readonly children: readonly ReactNode[];
}

/** Panes with handles between; sizes are remembered for each combination of visible panes. */
function Split({ id, orientation, parts, children }: SplitProps) {
  const { engine } = useAppHandle();
  const key = `${id}.${parts.map((part) => part.id).join('-')}`;
  const saved = useRef(engine.store.getState().layout.sizes[key]);
  useEffect(() => {
    saved.current = engine.store.getState().layout.sizes[key];
  }, [engine, key]);
  const total = parts.reduce((sum, { size }) => sum + size, 0);
  const remember = (sizes: Layout): void =>
    update(engine.store, 'layout', (layout) => ({ ...layout, sizes: { ...layout.sizes, [key]: sizes } }));
  return (
    <Group
      key={key}
      id={key}
      orientation={orientation}
      className="split"
      defaultLayout={saved.current ?? undefined}
      onLayoutChanged={(sizes, { isUserInteraction }) => {
        if (isUserInteraction) remember(sizes);
      }}
    >
      {parts.map((part, index) => (
        <Fragment key={part.id}>
          {index > 0 && <Separator className="handle" aria-label={`Resize before ${part.id}`} />}
          <Pane id={part.id} defaultSize={`${(100 * part.size) / total}%`} minSize={part.min} className="pane">
            {children[index]}
          </Pane>
        </Fragment>
      ))}
    </Group>
  );
}

/** The way back for panels that were hidden. */
function Hidden({ collapsed }: { readonly collapsed: ReadonlySet<PanelId> }) {
  const { engine } = useAppHandle();
  if (collapsed.size === 0) return null;
  return (
    <nav className="hidden-panels" aria-label="Hidden panels">
      <span className="muted">Hidden:</span>
      {[...collapsed].map((panel) => (
        <button
          key={panel}
          type="button"
          className="toggle"
          onClick={() => update(engine.store, 'layout', (layout) => togglePanel(layout, panel))}
        >
          {PANEL_TITLES[panel]}
        </button>
      ))}
    </nav>
  );
}
