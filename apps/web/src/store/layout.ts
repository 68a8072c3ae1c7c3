/** What the desktop layout is made of, in reading order. */
export const PANELS = ['source', 'instructions', 'registers', 'stack', 'capture', 'packet', 'maps', 'output'] as const;
export type PanelId = (typeof PANELS)[number];

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

/** The tabs of the one-column layout. */
export const TABS = ['source', 'debug', 'packet', 'maps'] as const;
export type TabId = (typeof TABS)[number];

export interface LayoutState {
  readonly collapsed: ReadonlySet<PanelId>;
  /** Shown alone. */
  readonly maximized?: PanelId | undefined;
  readonly tab: TabId;
  /** By group: percentages by panel, as the panel library reports them. */
  readonly sizes: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export const initialLayout: LayoutState = { collapsed: new Set(), tab: 'source', sizes: {} };

export function togglePanel(layout: LayoutState, panel: PanelId): LayoutState {
  const collapsed = new Set(layout.collapsed);
  if (!collapsed.delete(panel)) collapsed.add(panel);
  return { ...layout, collapsed, maximized: layout.maximized === panel ? undefined : layout.maximized };
}

export function toggleMaximized(layout: LayoutState, panel: PanelId): LayoutState {
  return { ...layout, maximized: layout.maximized === panel ? undefined : panel };
}
