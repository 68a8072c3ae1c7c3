import { lazy, Suspense, useSyncExternalStore } from 'react';
import { useShortcuts } from '../commands/use-shortcuts.ts';
import { isOutdated } from '../store/source.ts';
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
  const outdated = useApp((state) => isOutdated(state.source));
  return (
    <div className="app" data-outdated={outdated || undefined}>
      <Header narrow={false} />
      <Notices hint="keys" />
      <RunBar />
      <main>
        <DesktopLayout />
      </main>
    </div>
  );
}

function Phone() {
  const outdated = useApp((state) => isOutdated(state.source));
  return (
    <div className="app phone" data-outdated={outdated || undefined}>
      <Header narrow />
      <Notices hint="touch" />
      <main>
        <PhoneTabs />
        <PhoneLayout />
      </main>
      <RunBar compact />
    </div>
  );
}
