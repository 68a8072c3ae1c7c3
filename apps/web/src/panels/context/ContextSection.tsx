import { type Context, type ContextField, contextByName } from '@skep/abi';
import type { MachineView } from '@skep/session';
import { memo } from 'react';
import { formatValue } from '../../format/value.ts';
import type { NumberBase } from '../../store/preferences.ts';
import { touches } from '../../store/transient.ts';
import { useApp, useAppHandle, useTransient } from '../../ui/app-context.ts';
import { KindBadge } from '../../ui/KindBadge.tsx';
import { useAccess } from '../accesses.ts';
import './context.css';

type ContextView = NonNullable<MachineView['context']>;

function read(bytes: Uint8Array, field: ContextField): bigint[] {
  const { offset, elementSize, count } = field;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = !field.networkOrder;
  return Array.from({ length: count }, (_, i) => {
    const at = offset + i * elementSize;
    if (at + elementSize > bytes.length) return 0n;
    if (elementSize === 1) return BigInt(view.getUint8(at));
    if (elementSize === 2) return BigInt(view.getUint16(at, little));
    if (elementSize === 4) return BigInt(view.getUint32(at, little));
    return view.getBigUint64(at, little);
  });
}

const pointsAtPacket = (field: ContextField): boolean => field.pointer?.startsWith('packet') ?? false;

function text(values: readonly bigint[], field: ContextField, base: NumberBase): string {
  const shown = field.pointer !== undefined ? 'hex' : base;
  return values.map((value) => formatValue(value, shown)).join(' ');
}

/** The structure that r1 points at when the program starts, field by field. */
export const ContextSection = memo(function ContextSection() {
  const context = useApp((state) => state.machine.view?.context);
  if (context === undefined) return null;
  const layout = contextByName(context.type);
  return (
    <section className="context kind-context" aria-label={`Context: ${context.type}`} data-testid="context">
      <h3 data-tip={layout?.doc ?? 'The structure that the kernel hands to the program.'}>
        <KindBadge kind="context" />
        Context <span className="mono">struct {context.type}</span>
      </h3>
      {layout === undefined ? (
        <p className="muted context-none">Its fields are not known; it holds {context.bytes.length} bytes.</p>
      ) : (
        <Fields layout={layout} context={context} />
      )}
    </section>
  );
});

function Fields({ layout, context }: { readonly layout: Context; readonly context: ContextView }) {
  const base = useApp((state) => state.preferences.base);
  return (
    <table className="context-fields">
      <tbody>
        {layout.fields.map((field) => (
          <FieldRow key={field.name} field={field} context={context} base={base} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly field: ContextField;
  readonly context: ContextView;
  readonly base: NumberBase;
}

function FieldRow({ field, context, base }: RowProps) {
  const { transient } = useAppHandle();
  const start = context.address + field.offset;
  const access = useAccess(start, field.size);
  const linked = useTransient(({ range }) => touches(range, start, field.size));
  const values = read(context.bytes, field);
  const enter = (): void => {
    const target = Number(values[0]);
    transient.setState({
      range: pointsAtPacket(field)
        ? { start: target, end: target + 1, kind: 'packet' }
        : { start, end: start + field.size, kind: 'context' },
    });
  };
  return (
    <tr
      className={`context-field${linked ? ' is-linked' : ''}`}
      data-tip={`${field.type} ${field.name}\n${field.doc}`}
      onPointerEnter={enter}
      onPointerLeave={() => transient.setState({ range: undefined })}
    >
      <td className="context-offset">+{field.offset}</td>
      <th scope="row">{field.name}</th>
      <td className={`context-value${pointsAtPacket(field) ? ' kind-packet' : ''}`}>
        <span className={`value${access}`}>{text(values, field, base)}</span>
      </td>
    </tr>
  );
}
