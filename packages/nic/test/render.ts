import { type Dissection, dissect } from '../src/index.ts';

/** A dissection as text: the summary, then each layer with its byte range and its fields. */
function render({ protocol, source, destination, info, layers }: Dissection): string {
  const lines = layers.flatMap(({ name, start, end, fields }) => [
    `${name} ${start}-${end}`,
    ...fields.map((field) => `  ${field.start}-${field.end} ${field.name}: ${field.value}`),
  ]);
  return [[protocol, source, destination, info].join(' | '), ...lines].join('\n');
}

/** The packet of a file in `packets/`: `link type N`, then lines of hexadecimal digits up to an empty line. */
export function readPacketFile(text: string): { linkType: number; packet: Uint8Array; expected: string } {
  const [head, ...rest] = text.split('\n\n');
  const lines = head!.split('\n').filter((line) => !line.startsWith('#'));
  const linkType = Number(lines[0]!.replace('link type ', ''));
  const digits = lines.slice(1).join('');
  const packet = Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return { linkType, packet, expected: rest.join('\n\n').trimEnd() };
}

export const rendered = (packet: Uint8Array, linkType: number): string => render(dissect(packet, linkType));
