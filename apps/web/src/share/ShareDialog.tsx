import { encodeLink, fitsInLink } from '@skep/link';
import { useEffect, useState } from 'react';
import { formatCount, formatSize } from '../format/value.ts';
import { toDocument } from '../persist/document.ts';
import type { AppState } from '../store/state.ts';
import { Icon } from '../theme/icons.tsx';
import { useAppHandle, useTransient } from '../ui/app-context.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { inlineCapture } from './inline.ts';

/** A link that holds the work and the very place. */
export function ShareDialog() {
  const open = useTransient((state) => state.dialog === 'share');
  return (
    <Dialog id="share" title="Share">
      {open && <Link />}
    </Dialog>
  );
}

interface Made {
  readonly url: string;
  readonly embed: string;
  readonly fits: boolean;
  readonly withCapture: boolean;
}

async function make(state: AppState): Promise<Made> {
  const page = `${location.origin}${location.pathname}`;
  const inline = await inlineCapture(state.capture.choice);
  let fragment = await encodeLink(toDocument(state, inline));
  const withCapture = inline !== undefined && fitsInLink(fragment);
  if (inline !== undefined && !withCapture) fragment = await encodeLink(toDocument(state));
  const src = `${page}?embed${fragment}`;
  return {
    url: page + fragment,
    embed: `<iframe src="${src}" width="100%" height="480" style="border:0" title="eBPF program in Skep"></iframe>`,
    fits: fitsInLink(fragment),
    withCapture,
  };
}

function Link() {
  const { engine } = useAppHandle();
  const [made, setMade] = useState<Made>();
  const state = engine.store.getState();
  useEffect(() => {
    void make(engine.store.getState()).then(setMade);
  }, [engine]);
  return (
    <div className="share">
      <label htmlFor="share-link">
        Anyone with this link sees what you see. Nothing is uploaded: the link holds it all.
      </label>
      <div className="share-row">
        <input
          id="share-link"
          className="input mono"
          readOnly
          value={made?.url ?? 'Making the link…'}
          data-testid="share-link"
          onFocus={(event) => event.target.select()}
        />
        <CopyButton text={made?.url} label="Copy link" primary />
      </div>
      <Contents state={state} made={made} />
      <label htmlFor="share-embed">To show it inside another page:</label>
      <div className="share-row">
        <input
          id="share-embed"
          className="input mono"
          readOnly
          value={made?.embed ?? ''}
          onFocus={(event) => event.target.select()}
        />
        <CopyButton text={made?.embed} label="Copy HTML" />
      </div>
    </div>
  );
}

function Contents({ state, made }: { readonly state: AppState; readonly made: Made | undefined }) {
  const { source, capture, machine } = state;
  const breakpoints = source.breakpointLines.size;
  return (
    <ul className="share-contents">
      <li>
        <Icon name="check" /> the program ({formatSize(new Blob([source.text]).size)}), its type and syntax
      </li>
      {breakpoints > 0 && (
        <li>
          <Icon name="check" /> {breakpoints === 1 ? '1 breakpoint' : `${breakpoints} breakpoints`}
        </li>
      )}
      {machine.wanted && (
        <li>
          <Icon name="check" /> the place: packet {machine.wanted.packet}, step {machine.wanted.step}
        </li>
      )}
      {capture.choice?.kind === 'named' && (
        <li>
          <Icon name="check" /> the name of the capture: {capture.view?.name ?? capture.choice.name}
        </li>
      )}
      {capture.choice?.kind === 'own' && made !== undefined && (
        <li className={made.withCapture ? '' : 'missing'}>
          <Icon name={made.withCapture ? 'check' : 'warning'} />
          {made.withCapture
            ? `the capture ${capture.choice.name} (${formatSize(capture.choice.blob.size)})`
            : `not the capture ${capture.choice.name}: at ${formatSize(capture.choice.blob.size)} it is too large for a link. Send the file along.`}
        </li>
      )}
      {made !== undefined && (
        <li className={made.fits ? 'muted' : 'missing'}>
          {made.fits
            ? `The link is ${formatCount(made.url.length)} characters long.`
            : `The link is ${formatCount(made.url.length)} characters long; some mail and chat programs will cut it off.`}
        </li>
      )}
    </ul>
  );
}

interface CopyProps {
  readonly text: string | undefined;
  readonly label: string;
  readonly primary?: boolean;
}

function CopyButton({ text, label, primary = false }: CopyProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text ?? '');
      setState('copied');
    } catch {
      setState('refused');
    }
  };
  return (
    <button
      type="button"
      className={`button copy${primary ? ' primary' : ''}`}
      disabled={text === undefined}
      onClick={() => void copy()}
    >
      <span aria-live="polite">{state === 'copied' ? 'Copied' : state === 'refused' ? 'Press Ctrl+C' : label}</span>
    </button>
  );
}
