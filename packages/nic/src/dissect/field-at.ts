import type { Layer } from './dissect.ts';

/**
 * What stands at a byte of a packet: `IPv4: time to live`, `IPv4: version, header length` where fields share the
 * byte, `Data, byte 12` where there are no fields; `undefined` outside of all layers.
 */
export function fieldAt(layers: readonly Layer[], offset: number): string | undefined {
  const layer = layers.find(({ start, end }) => start <= offset && offset < end);
  if (layer === undefined) return undefined;
  const names = layer.fields.filter(({ start, end }) => start <= offset && offset < end).map(({ name }) => name);
  const isPlain = names.length === 0 || layer.name.endsWith('Data');
  return isPlain ? `${layer.name}, byte ${offset - layer.start}` : `${layer.name}: ${names.join(', ')}`;
}
