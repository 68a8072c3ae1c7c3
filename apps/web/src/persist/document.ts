import type { LinkCapture, LinkDocument } from '@skep/link';
import type { Work } from '../engine/engine.ts';
import type { CaptureChoice } from '../store/capture.ts';
import { type LayoutState, PANELS, type PanelId, TABS, type TabId } from '../store/layout.ts';
import type { AppState } from '../store/state.ts';

const isPanel = (id: string): id is PanelId => (PANELS as readonly string[]).includes(id);
const isTab = (id: string | undefined): id is TabId => id !== undefined && (TABS as readonly string[]).includes(id);

/** The state as links and saved work carry it. A capture of one's own is left to the caller, who knows its bytes. */
export function toDocument(
  state: AppState,
  inline?: { readonly name: string; readonly bytes: Uint8Array },
): LinkDocument {
  const { source, capture, machine, layout, preferences } = state;
  const carried = captureOf(capture.choice, inline);
  return {
    source: source.text,
    syntax: source.syntax,
    programType: source.programType,
    breakpoints: [...source.breakpointLines].sort((a, b) => a - b),
    ...(carried && { capture: carried }),
    ...(machine.wanted && { position: { packet: machine.wanted.packet, step: machine.wanted.step } }),
    layout: {
      open: PANELS.filter((panel) => !layout.collapsed.has(panel)),
      tab: layout.tab,
      ...(layout.maximized && { maximized: layout.maximized }),
    },
    numberFormat: preferences.base,
  };
}

function captureOf(
  choice: CaptureChoice | undefined,
  inline: { readonly name: string; readonly bytes: Uint8Array } | undefined,
): LinkCapture | undefined {
  if (choice?.kind === 'named') return { kind: 'named', id: choice.name };
  return inline && { kind: 'inline', ...inline };
}

/** What a document asks the engine to open. */
export function toWork(document: LinkDocument, own?: CaptureChoice): Work {
  const { source, syntax, programType, capture, breakpoints, position } = document;
  const choice: CaptureChoice | undefined =
    capture?.kind === 'named'
      ? { kind: 'named', name: capture.id }
      : capture?.kind === 'inline'
        ? { kind: 'own', name: capture.name, blob: new Blob([new Uint8Array(capture.bytes)]) }
        : own;
  return { text: source, syntax, programType, capture: choice, breakpointLines: breakpoints, position };
}

/** The arrangement that a document asks for; ids that the page does not know are passed over. */
export function toLayout(before: LayoutState, { layout }: LinkDocument): LayoutState {
  if (layout === undefined) return before;
  const { open, maximized, tab } = layout;
  return {
    ...before,
    collapsed: new Set(PANELS.filter((panel) => !open.includes(panel))),
    maximized: maximized !== undefined && isPanel(maximized) ? maximized : undefined,
    tab: isTab(tab) ? tab : before.tab,
  };
}
