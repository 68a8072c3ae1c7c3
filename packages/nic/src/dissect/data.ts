import type { Protocol } from './header.ts';
import { countBytes } from './show.ts';

/** Bytes that nothing is known about: all the rest of a payload. */
export const data: Protocol = {
  name: 'Data',
  fixedSize: 0,
  step: ({ limit }) => ({ headerEnd: limit }),
  fields: ({ start, limit }) => [{ name: 'data', start, end: limit, value: countBytes(limit - start) }],
};

/** Bytes behind everything that the headers lay claim to, such as what fills an Ethernet frame up to its least size. */
export const trailer: Protocol = {
  name: 'Trailer',
  fixedSize: 0,
  step: ({ limit }) => ({ headerEnd: limit }),
  fields: ({ bytes, start, limit }) => {
    const filling = bytes.subarray(start, limit).every((byte) => byte === 0);
    return [{ name: filling ? 'padding' : 'trailer', start, end: limit, value: countBytes(limit - start) }];
  },
};
