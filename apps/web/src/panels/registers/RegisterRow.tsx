import type { RegisterView } from '@skep/session';
import { memo } from 'react';
import { formatValue, readings } from '../../format/value.ts';
import type { NumberBase } from '../../store/preferences.ts';
import { touches } from '../../store/transient.ts';
import { useAppHandle, useTransient } from '../../ui/app-context.ts';
import { KindBadge } from '../../ui/KindBadge.tsx';

/** What the calling convention uses each register for. */
const ROLES = [
  'r0: return value of calls and of the program',
  'r1: first argument; at the start, the context',
  'r2: second argument of a call',
  'r3: third argument of a call',
  'r4: fourth argument of a call',
  'r5: fifth argument of a call',
  'r6: kept across calls',
  'r7: kept across calls',
  'r8: kept across calls',
  'r9: kept across calls',
  'r10: frame pointer, read only: the end of this function’s 512-byte stack',
] as const;

const SCRATCHED_TIP =
  'A call may overwrite r1 to r5. Linux refuses a program that reads one of them before it is written again.';

interface Props {
  readonly register: RegisterView;
  readonly base: NumberBase;
}

const sameRegister = (a: RegisterView, b: RegisterView): boolean =>
  a.value === b.value && a.changed === b.changed && a.read === b.read && a.points?.words === b.points?.words;

export const RegisterRow = memo(
  function RegisterRow({ register, base }: Props) {
    const { transient } = useAppHandle();
    const { index, value, changed, read, points, scratched } = register;
    const words = scratched ? 'overwritten by the call' : points?.words;
    const kind = points?.kind ?? 'scalar';
    const address = Number(value);
    const linked = useTransient(({ range }) => points !== undefined && touches(range, address, 1));
    const link = (on: boolean): void =>
      transient.setState({ range: on && points ? { start: address, end: address + 1, kind } : undefined });
    const marks = `${changed ? ' is-changed' : ''}${read ? ' is-read' : ''}`;
    return (
      <tr
        className={`register kind-${kind}${linked ? ' is-linked' : ''}${scratched ? ' is-scratched' : ''}`}
        data-testid={`register-${index}`}
        onPointerEnter={() => link(true)}
        onPointerLeave={() => link(false)}
      >
        <th scope="row" data-tip={ROLES[index]}>
          r{index}
        </th>
        <td className="register-badge">
          <KindBadge kind={kind} />
        </td>
        <td className="register-value" data-tip={readings(value).join('\n')}>
          <span className={`value${marks}`} data-value={value.toString()}>
            {formatValue(value, base)}
          </span>
          {changed && <span className="visually-hidden"> changed</span>}
        </td>
        <td className="register-words ellipsis" data-tip={scratched ? SCRATCHED_TIP : words}>
          {words}
        </td>
      </tr>
    );
  },
  (before, now) => before.base === now.base && sameRegister(before.register, now.register),
);
