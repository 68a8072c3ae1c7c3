import { type KeyboardEvent, useRef } from 'react';
import { type PanelId, TABS, type TabId } from '../store/layout.ts';
import { update } from '../store/store.ts';
import { useApp, useAppHandle } from '../ui/app-context.ts';
import { PANEL_VIEWS } from './DesktopLayout.tsx';
import { SourceChoices } from './Header.tsx';

const TAB_TITLES: Readonly<Record<TabId, string>> = {
  source: 'Source',
  debug: 'Debug',
  packet: 'Packet',
  maps: 'Maps',
};
const TAB_PANELS: Readonly<Record<TabId, readonly PanelId[]>> = {
  source: ['source'],
  debug: ['instructions', 'registers', 'stack'],
  packet: ['capture', 'packet'],
  maps: ['maps', 'output'],
};

/** The tabs of the one-column layout. */
export function PhoneTabs() {
  const { engine } = useAppHandle();
  const tab = useApp((state) => state.layout.tab);
  const list = useRef<HTMLDivElement>(null);
  const choose = (next: TabId): void => update(engine.store, 'layout', (layout) => ({ ...layout, tab: next }));
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length]!;
    choose(next);
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label="Views" ref={list} onKeyDown={onKeyDown}>
      {TABS.map((one) => (
        <button
          key={one}
          id={`tab-${one}`}
          type="button"
          role="tab"
          aria-selected={one === tab}
          aria-controls="tab-panel"
          tabIndex={one === tab ? 0 : -1}
          onClick={() => choose(one)}
        >
          {TAB_TITLES[one]}
        </button>
      ))}
    </div>
  );
}

/** One tab's panels, one below the other. */
export function PhoneLayout() {
  const tab = useApp((state) => state.layout.tab);
  return (
    <div className="column" id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
      {tab === 'source' && (
        <div className="source-choices">
          <SourceChoices />
        </div>
      )}
      {TAB_PANELS[tab].map((panel) => (
        <PanelSlot key={panel} panel={panel} />
      ))}
    </div>
  );
}

function PanelSlot({ panel }: { readonly panel: PanelId }) {
  return PANEL_VIEWS[panel];
}
