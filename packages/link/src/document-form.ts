import { PROGRAM_TYPES } from '@skep/abi';
import { err, ok, type Result } from '@skep/base';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { type Check, integer, type Json, list, object, oneOf, text } from './check.ts';
import { LINK_SYNTAXES, type LinkCapture, type LinkDocument, NUMBER_FORMATS } from './document.ts';
import { versions } from './upgrade.ts';

const MAX_SOURCE = 4 * 1024 * 1024;
const MAX_CAPTURE_TEXT = 8 * 1024 * 1024;
const MAX_LINES = 1_000_000;
const MAX_BREAKPOINTS = 10_000;
const MAX_PANELS = 64;

const identifier = text(64, /^[\w.-]+$/, 'an identifier (letters, digits, dots and dashes)');

/** The versions of the document that links and workspaces carry. */
export const DOCUMENT_VERSIONS = versions(
  'the document',
  0,
  [
    // 0 → 1: the first drafts knew no layout and no number format, and kept the position as a pair.
    ({ at, ...rest }) =>
      at === undefined ? rest : { ...rest, position: Array.isArray(at) ? { packet: at[0], step: at[1] } : at },
  ],
  1,
);

/** A document as JSON, in a fixed order of fields. */
export function documentToJson(document: LinkDocument): Json {
  const { source, syntax, programType, capture, breakpoints, position, layout, numberFormat } = document;
  return {
    source,
    syntax,
    programType,
    ...(capture && { capture: captureToJson(capture) }),
    breakpoints: [...new Set(breakpoints)].sort((a, b) => a - b),
    ...(position && { position: { packet: position.packet, step: position.step } }),
    ...(layout && {
      layout: {
        open: layout.open,
        ...(layout.maximized !== undefined && { maximized: layout.maximized }),
        ...(layout.tab !== undefined && { tab: layout.tab }),
      },
    }),
    ...(numberFormat && { numberFormat }),
  };
}

const captureToJson = (capture: LinkCapture): Json =>
  capture.kind === 'named' ? { id: capture.id } : { name: capture.name, bytes: toBase64Url(capture.bytes) };

const bytes: Check<Uint8Array> = (value, path) => {
  const encoded = text(MAX_CAPTURE_TEXT)(value, path);
  if (!encoded.ok) return encoded;
  const decoded = fromBase64Url(encoded.value);
  return decoded === undefined ? err(`"${path}" is not base64url`) : ok(decoded);
};

const named = object({ id: identifier }, {});
const inline = object({ name: text(255), bytes }, {});

const capture: Check<LinkCapture> = (value, path) => {
  const isNamed = typeof value === 'object' && value !== null && Object.hasOwn(value, 'id');
  const checked = isNamed ? named(value, path) : inline(value, path);
  if (!checked.ok) return checked;
  return ok('id' in checked.value ? { kind: 'named', ...checked.value } : { kind: 'inline', ...checked.value });
};

const breakpoints: Check<readonly number[]> = (value, path) => {
  const lines = list(integer(1, MAX_LINES), MAX_BREAKPOINTS)(value, path);
  if (!lines.ok) return lines;
  const rising = lines.value.every((line, index) => index === 0 || line > lines.value[index - 1]!);
  return rising ? lines : err(`"${path}" is not in rising order`);
};

const document: Check<LinkDocument> = object(
  {
    source: text(MAX_SOURCE),
    syntax: oneOf(LINK_SYNTAXES),
    programType: oneOf(PROGRAM_TYPES, 'a program type that this Skep knows'),
    breakpoints,
  },
  {
    capture,
    position: object({ packet: integer(0, 2 ** 32 - 1), step: integer(0, Number.MAX_SAFE_INTEGER) }, {}),
    layout: object({ open: list(identifier, MAX_PANELS) }, { maximized: identifier, tab: identifier }),
    numberFormat: oneOf(NUMBER_FORMATS),
  },
);

/** Reads what `documentToJson` wrote, now or in any earlier version. The error is a part of a sentence. */
export function documentFromJson(json: unknown, version: number): Result<LinkDocument, string> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return err('it does not hold an object');
  return document(DOCUMENT_VERSIONS.upgrade(json as Json, version), '');
}
