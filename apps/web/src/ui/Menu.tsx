import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Icon } from '../theme/icons.tsx';
import { IconButton } from './IconButton.tsx';

interface Props {
  readonly label: string;
  readonly testId?: string;
  /** Made anew each time that the menu opens. */
  readonly children: () => ReactNode;
}

const GAP = 6;
const itemsOf = (menu: HTMLElement): HTMLElement[] => [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')];

/** A button with a menu behind it: arrows, Home, End and first letters move, Escape and a click elsewhere close. */
export function Menu({ label, testId, children }: Props) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  const id = useId();
  const button = (): HTMLElement | null => anchor.current?.querySelector('button') ?? null;
  const close = (): void => {
    setOpen(false);
    button()?.focus();
  };

  useEffect(() => {
    const menu = popup.current;
    if (!open || menu === null) return;
    itemsOf(menu)[0]?.focus();
    const outside = ({ target }: PointerEvent): void => {
      if (target instanceof Node && !menu.contains(target) && !anchor.current?.contains(target)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const items = itemsOf(event.currentTarget);
    const at = items.indexOf(document.activeElement as HTMLElement);
    const moves: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const to = moves[event.key];
    if (to !== undefined) items.at(to % items.length)?.focus();
    else if (event.key === 'Escape') close();
    else if (event.key === 'Tab') return setOpen(false);
    else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey) {
      const rest = [...items.slice(at + 1), ...items];
      rest.find((item) => item.textContent?.toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <span className="menu-anchor" ref={anchor}>
      <IconButton
        icon="more"
        label={label}
        className="framed"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        data-testid={testId}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <div
          ref={popup}
          id={id}
          role="menu"
          tabIndex={-1}
          aria-label={label}
          className="menu"
          style={{ top: `calc(100% + ${GAP}px)` }}
          onKeyDown={onKeyDown}
          onClick={(event) => {
            if (event.target instanceof Element && event.target.closest('[role="menuitem"]') !== null) close();
          }}
        >
          {children()}
        </div>
      )}
    </span>
  );
}

interface ItemProps {
  readonly children: ReactNode;
  readonly onChoose: () => void;
  /** Present on items that are on or off; `radio` when only one of its group is on. */
  readonly checked?: boolean;
  readonly radio?: boolean;
}

/** One line of a menu. Those with a check stay open when they are chosen. */
export function MenuItem({ children, onChoose, checked, radio = false }: ItemProps) {
  const role = checked === undefined ? 'menuitem' : radio ? 'menuitemradio' : 'menuitemcheckbox';
  return (
    <button type="button" role={role} aria-checked={checked} tabIndex={-1} className="menu-item" onClick={onChoose}>
      {children}
      {checked === true && <Icon name="check" />}
    </button>
  );
}

export function MenuGroup({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <div id={id} className="menu-label">
        {label}
      </div>
      {children}
    </div>
  );
}
