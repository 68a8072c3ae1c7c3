import type { ButtonHTMLAttributes } from 'react';
import { ariaChord, chordText } from '../commands/chord.ts';
import { Icon, type IconName } from '../theme/icons.tsx';

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  readonly icon: IconName;
  /** What it does; read aloud, and shown on hover together with the keys. */
  readonly label: string;
  readonly chord?: string | undefined;
  readonly text?: string | undefined;
}

export function IconButton({ icon, label, chord, text, className = '', ...rest }: Props) {
  return (
    <button
      type="button"
      className={`icon-button ${className}`}
      aria-label={text === undefined ? label : undefined}
      aria-keyshortcuts={chord && ariaChord(chord)}
      data-tip={chord ? `${label}\n${chordText(chord)}` : label}
      {...rest}
    >
      <Icon name={icon} />
      {text !== undefined && <span>{text}</span>}
    </button>
  );
}
