import type { RegionKind } from '@skep/vm';

/** Every kind of value has one hue (`kind-…` in tokens.css) and one letter. */
export type Kind = RegionKind | 'scalar';

export const KINDS: Readonly<Record<Kind, { readonly letter: string; readonly name: string; readonly words: string }>> =
  {
    context: {
      letter: 'C',
      name: 'Context',
      words: 'The structure that the kernel hands to the program in r1, for example struct xdp_md.',
    },
    stack: {
      letter: 'S',
      name: 'Stack',
      words: '512 bytes of scratch memory for each function; r10 points past their end.',
    },
    packet: { letter: 'P', name: 'Packet', words: 'The bytes of the packet, from data to data_end.' },
    map: {
      letter: 'T',
      name: 'Map',
      words: 'Stands for a map as a whole: helpers take it, but it cannot be read or written.',
    },
    'map-value': { letter: 'V', name: 'Map value', words: 'A value inside a map, as bpf_map_lookup_elem returns it.' },
    'map-key': { letter: 'K', name: 'Map key', words: 'A key inside a map.' },
    memory: {
      letter: 'M',
      name: 'Memory',
      words: 'Other memory that the program may use, for example a ring buffer record.',
    },
    scalar: { letter: '#', name: 'Number', words: 'A number that is nobody’s address.' },
  };
