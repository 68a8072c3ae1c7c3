import type { FieldView, LayerView, PacketBytesView } from '@skep/session';
import { memo, useState } from 'react';
import { touches } from '../../store/transient.ts';
import { Icon } from '../../theme/icons.tsx';
import { useApp, useAppHandle, useTransient } from '../../ui/app-context.ts';
import { accessMarks } from '../accesses.ts';

/** Layers and fields. Pointing at one lights its bytes, and the other way round. */
export const LayerTree = memo(function LayerTree({ packet }: { readonly packet: PacketBytesView }) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const toggle = (name: string): void => {
    const next = new Set(closed);
    if (!next.delete(name)) next.add(name);
    setClosed(next);
  };
  return (
    <div className="layers scroll" tabIndex={0} role="group" aria-label="Layers of the packet">
      {packet.layers.length === 0 && <p className="muted layers-none">Skep knows no layer of this packet.</p>}
      {packet.layers.map((layer, depth) => {
        const key = `${depth}:${layer.name}`;
        const open = !closed.has(key);
        return (
          <section key={key} aria-label={layer.name}>
            <LayerHead layer={layer} base={packet.address} open={open} onToggle={() => toggle(key)} />
            {open && (
              <ul className="fields">
                {layer.fields.map((field, row) => (
                  <FieldLine key={`${field.name}-${row}`} field={field} base={packet.address} />
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </div>
  );
});

interface HeadProps {
  readonly layer: LayerView;
  readonly base: number;
  readonly open: boolean;
  readonly onToggle: () => void;
}

function LayerHead({ layer, base, open, onToggle }: HeadProps) {
  const { transient } = useAppHandle();
  return (
    <button
      type="button"
      className="layer-head"
      aria-expanded={open}
      onClick={onToggle}
      onPointerEnter={() =>
        transient.setState({ range: { start: base + layer.start, end: base + layer.end, kind: 'packet' } })
      }
      onPointerLeave={() => transient.setState({ range: undefined })}
    >
      <Icon name={open ? 'chevronDown' : 'chevronRight'} />
      <span className="ellipsis">{layer.name}</span>
      <span className="layer-range">
        {layer.start}–{Math.max(layer.start, layer.end - 1)}
      </span>
    </button>
  );
}

function FieldLine({ field, base }: { readonly field: FieldView; readonly base: number }) {
  const { transient } = useAppHandle();
  const start = base + field.start;
  const size = Math.max(1, field.end - field.start);
  const marks = useApp((state) => accessMarks(state.machine.view?.accesses, start, size));
  const linked = useTransient(({ range }) => range?.kind === 'packet' && touches(range, start, size));
  const where = field.end - field.start <= 1 ? `byte ${field.start}` : `bytes ${field.start} to ${field.end - 1}`;
  return (
    <li
      className={`field${linked ? ' is-linked' : ''}`}
      data-tip={`${field.name}: ${field.value}\n${where}`}
      onPointerEnter={() => transient.setState({ range: { start, end: start + size, kind: 'packet' } })}
      onPointerLeave={() => transient.setState({ range: undefined })}
    >
      <span className="field-name ellipsis">{field.name}</span>
      <span className={`field-value ellipsis${marks}`}>{field.value}</span>
    </li>
  );
}
