import type { Field } from './field.ts';
import type { Header } from './header.ts';
import { type OptionKind, optionFields } from './option-list.ts';
import { ipv4Text } from './show.ts';

/** A pointer byte, then IPv4 addresses. */
function route(bytes: Uint8Array, at: number, size: number): string {
  const count = Math.floor(Math.max(0, size - 1) / 4);
  return Array.from({ length: count }, (_, i) => ipv4Text(bytes, at + 1 + 4 * i)).join(', ') || 'empty';
}

/** https://www.iana.org/assignments/ip-parameters */
const KINDS: Readonly<Record<number, OptionKind>> = {
  7: { name: 'record route', show: route },
  68: { name: 'timestamp' },
  130: { name: 'security' },
  131: { name: 'loose source route', show: route },
  134: { name: 'commercial security' },
  136: { name: 'stream identifier' },
  137: { name: 'strict source route', show: route },
  148: { name: 'router alert' },
};

export function ipv4Options({ bytes }: Header, start: number, limit: number): Field[] {
  return optionFields(bytes, start, limit, KINDS);
}
