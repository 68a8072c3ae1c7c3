import type { ReactNode } from 'react';

/** Parts of an instruction's text that get a colour: registers, numbers, calls, jumps. */
const TOKEN =
  /\b([rw](?:10|[0-9]))\b|(\bcall\b|\bgoto\b|\bif\b|\bexit\b|\block\b|\bll\b)|(-?\b0x[0-9a-f]+\b|\b\d+\b)|(\b[a-z_]\w{3,}(?:#\d+)?\b)/gi;

const cache = new Map<string, ReactNode[]>();
const MOST_CACHED = 4000;

/** An instruction's text in colours. */
export function coloured(text: string): ReactNode[] {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const parts: ReactNode[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [token, register, keyword, number] = match;
    if (match.index > end) parts.push(text.slice(end, match.index));
    const kind = register ? 'register' : keyword ? 'keyword' : number ? 'number' : 'name';
    parts.push(
      <span key={match.index} className={`tok-${kind}`}>
        {token}
      </span>,
    );
    end = match.index + token.length;
  }
  parts.push(text.slice(end));
  if (cache.size > MOST_CACHED) cache.clear();
  cache.set(text, parts);
  return parts;
}
