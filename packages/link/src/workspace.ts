import { type Diagnostic, err, ok, type Result } from '@skep/base';
import { dictionary, type Json, number, object } from './check.ts';
import type { LinkDocument } from './document.ts';
import { DOCUMENT_VERSIONS, documentFromJson, documentToJson } from './document-form.ts';
import { problem } from './problem.ts';
import { versions } from './upgrade.ts';

/** Work as it is kept on the reader's own machine: what a link holds, and how the page was arranged. */
export interface WorkspaceDocument {
  readonly document: LinkDocument;
  /** By group of panels: the share of each panel, in percent. */
  readonly sizes: PanelSizes;
}

export type PanelSizes = { readonly [group: string]: { readonly [panel: string]: number } };

const FORMAT = 'skep-workspace';
const WORKSPACE_VERSIONS = versions('the workspace', 1, [], 1);

const name = /^[\w.-]{1,64}$/;
const form = object({ sizes: dictionary(name, dictionary(name, number(0, 100), 64), 64) }, {});

/** JSON text; the same work gives the same text. */
export function encodeWorkspace({ document, sizes }: WorkspaceDocument): string {
  return JSON.stringify({
    format: FORMAT,
    version: WORKSPACE_VERSIONS.current,
    documentVersion: DOCUMENT_VERSIONS.current,
    document: documentToJson(document),
    sizes,
  });
}

/** Reads a workspace of this version or any earlier one. Never throws, whatever it is given. */
export function decodeWorkspace(text: string): Result<WorkspaceDocument, Diagnostic> {
  const envelope = readEnvelope(text);
  if (!envelope.ok) return envelope;
  const { version, documentVersion, document, rest } = envelope.value;
  const newer = version > WORKSPACE_VERSIONS.current || documentVersion > DOCUMENT_VERSIONS.current;
  if (newer) {
    const message = 'The saved work was written by a newer Skep than this one; it is left as it is.';
    return err(problem('workspace/newer-version', message));
  }
  const arrangement = form(WORKSPACE_VERSIONS.upgrade(rest, version), '');
  if (!arrangement.ok) return err(unusable(arrangement.error));
  const read = documentFromJson(document, documentVersion);
  return read.ok ? ok({ document: read.value, sizes: arrangement.value.sizes }) : err(unusable(read.error));
}

interface Envelope {
  readonly version: number;
  readonly documentVersion: number;
  readonly document: unknown;
  readonly rest: Json;
}

function readEnvelope(text: string): Result<Envelope, Diagnostic> {
  const foreign = err(problem('workspace/not-a-workspace', 'This is no saved work of Skep.'));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return foreign;
  }
  if (typeof json !== 'object' || json === null) return foreign;
  const { format, version, documentVersion, document, ...rest } = json as Json;
  if (format !== FORMAT || !isVersion(version, 1) || !isVersion(documentVersion, 0)) return foreign;
  return ok({ version, documentVersion, document, rest });
}

const isVersion = (value: unknown, first: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= first;

const unusable = (why: string): Diagnostic =>
  problem('workspace/bad-field', `The saved work cannot be used as it stands: ${why}.`);
