import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import type { DialogId } from '../store/transient.ts';
import { useAppHandle, useTransient } from './app-context.ts';
import { IconButton } from './IconButton.tsx';

interface Props {
  readonly id: DialogId;
  readonly title: string;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A modal dialog of the platform: it traps the focus, closes on Escape and gives the focus back by itself. */
export function Dialog({ id, title, children, className = '' }: Props) {
  const { transient } = useAppHandle();
  const open = useTransient((state) => state.dialog === id);
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();

  useLayoutEffect(() => {
    const dialog = element.current;
    if (!open || dialog === null) return;
    dialog.showModal();
    // Before it leaves the page, so that the focus goes back to where it was.
    return () => dialog.close();
  }, [open]);

  if (!open) return null;
  return (
    <dialog
      ref={element}
      className={`dialog ${className}`}
      aria-labelledby={heading}
      data-testid={`dialog-${id}`}
      onClose={() => {
        if (transient.getState().dialog === id) transient.setState({ dialog: undefined });
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) element.current?.close();
      }}
    >
      <div className="dialog-inner">
        <header className="dialog-head">
          <h2 id={heading}>{title}</h2>
          <IconButton icon="close" label="Close" className="quiet" onClick={() => element.current?.close()} />
        </header>
        {children}
      </div>
    </dialog>
  );
}
