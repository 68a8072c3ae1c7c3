/** What an address in a context field belongs to. */
export type ContextPointer = 'packet' | 'packet-end' | 'packet-meta' | 'data' | 'data-end' | 'object';

export interface ContextField {
  readonly name: string;
  /** Bytes from the structure's start. Members of a union share one. */
  readonly offset: number;
  /** Bytes; for an array all elements together. */
  readonly size: number;
  /** Elements, 1 for a field that is no array. */
  readonly count: number;
  /** Bytes of one element. */
  readonly elementSize: number;
  /** As C writes it: `u32`, `be16`, `u32[5]`, `struct bpf_sock *`. */
  readonly type: string;
  /** The value is in network byte order. */
  readonly networkOrder: boolean;
  /** Present when the field holds an address. `packet…` and `data…` of 32 bits are addresses in the program's eyes too. */
  readonly pointer?: ContextPointer;
  /** One sentence. */
  readonly doc: string;
}

export interface Context {
  /** The C structure's name. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Where the layout is defined. */
  readonly source: 'uapi' | 'kernel';
  readonly doc: string;
  readonly fields: readonly ContextField[];
}

/** Offset, C type, name, doc; then marks: `network` byte order, or what the field points at. */
export type FieldRow = readonly [number, string, string, string, ...('network' | ContextPointer)[]];

const SCALAR_BYTES: Readonly<Record<string, number>> = {
  u8: 1,
  u16: 2,
  be16: 2,
  u32: 4,
  s32: 4,
  be32: 4,
  u64: 8,
};

function field([offset, type, name, doc, ...marks]: FieldRow): ContextField {
  const [, element, elements] = /^(.*?)(?:\[(\d+)\])?$/.exec(type)!;
  const elementSize = SCALAR_BYTES[element!] ?? 8;
  const count = Number(elements ?? 1);
  const pointer = marks.find((mark) => mark !== 'network') ?? (type.endsWith('*') ? 'object' : undefined);
  return {
    name,
    offset,
    size: elementSize * count,
    count,
    elementSize,
    type,
    networkOrder: marks.includes('network') || type.startsWith('be'),
    ...(pointer === undefined ? {} : { pointer }),
    doc,
  };
}

export function defineContext(context: Omit<Context, 'fields'>, rows: readonly FieldRow[]): Context {
  return { ...context, fields: rows.map(field) };
}
