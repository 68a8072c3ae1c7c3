import { lazy, Suspense, useSyncExternalStore } from 'react';
import { useShortcuts } from '../commands/use-shortcuts.ts';
import { useShownTheme } from '../theme/theme.ts';
import { RunBar } from '../timeline/RunBar.tsx';
import { useApp, useTransient } from '../ui/app-context.ts';
import { TooltipLayer } from '../ui/TooltipLayer.tsx';
import { CaptureFile } from './CaptureFile.tsx';
import { DesktopLayout } from './DesktopLayout.tsx';
import { DropTarget } from './DropTarget.tsx';
import { EmbedLayout } from './EmbedLayout.tsx';
import { Header } from './Header.tsx';
import { LiveRegion } from './LiveRegion.tsx';
import { Notices } from './Notices.tsx';
import { PhoneLayout, PhoneTabs } from './PhoneLayout.tsx';

const Dialogs = lazy(() => import('./Dialogs.tsx'));

const NARROW = '(max-width: 899px)';

function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(NARROW);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => matchMedia(NARROW).matches,
  );
}

export function App({ embed }: { readonly embed: boolean }) {
  useShownTheme(useApp((state) => state.preferences.theme));
  useShortcuts();
  const narrow = useNarrow();
  const dialog = useTransient((state) => state.dialog !== undefined);
  return (
    <>
      {embed ? <EmbedLayout narrow={narrow} /> : narrow ? <Phone /> : <Desktop />}
      <LiveRegion />
      <TooltipLayer />
      <CaptureFile />
      <DropTarget />
      {dialog && (
        <Suspense>
          <Dialogs />
        </Suspense>
      )}
    </>
  );
}

function Desktop() {
  return (
    <div className="app">
      <Header narrow={false} />
      <Notices hint />
      <RunBar />
      <main>
        <DesktopLayout />
      </main>
    </div>
  );
}

function Phone() {
  return (
    <div className="app phone">
      <Header narrow />
      <Notices hint />
      <main>
        <PhoneTabs />
        <PhoneLayout />
      </main>
      <RunBar compact />
    </div>
  );
}
