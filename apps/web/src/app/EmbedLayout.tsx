import { encodeLink } from '@skep/link';
import { useState } from 'react';
import { RegistersPanel } from '../panels/registers/RegistersPanel.tsx';
import { SourcePanel } from '../panels/source/SourcePanel.tsx';
import { toDocument } from '../persist/document.ts';
import { inlineCapture } from '../share/inline.ts';
import { Logo } from '../theme/icons.tsx';
import { RunBar } from '../timeline/RunBar.tsx';
import { useAppHandle } from '../ui/app-context.ts';
import { Notices } from './Notices.tsx';
import './embed.css';

/** For frames in other pages: program, registers and transport, and the way to the whole of Skep. */
export function EmbedLayout({ narrow }: { readonly narrow: boolean }) {
  return (
    <div className="app embed">
      <header className="embed-head">
        <h1 className="brand">
          <Logo />
          <span>Skep</span>
        </h1>
        <span className="spring" />
        <OpenLink />
      </header>
      <Notices />
      <RunBar compact />
      <main className={narrow ? 'embed-main narrow' : 'embed-main'}>
        <SourcePanel />
        <RegistersPanel />
      </main>
    </div>
  );
}

/** Its address is made when it is wanted: it holds the very step. */
function OpenLink() {
  const { engine } = useAppHandle();
  const [href, setHref] = useState(() => location.pathname);
  const prepare = async (): Promise<void> => {
    const state = engine.store.getState();
    const fragment = await encodeLink(toDocument(state, await inlineCapture(state.capture.choice)));
    setHref(`${location.pathname}${fragment}`);
  };
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener"
      className="button open-link"
      onPointerEnter={() => void prepare()}
      onFocus={() => void prepare()}
    >
      Open in Skep
    </a>
  );
}
