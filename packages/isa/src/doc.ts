import { descriptionOf } from './doc-description.ts';
import { pseudoCodeOf } from './doc-pseudo-code.ts';
import { titleOf } from './doc-title.ts';
import type { ConformanceGroup, IsaVersion } from './operation.ts';
import { OPERATIONS, type Operation } from './table.ts';

/** What a reader wants to know of an operation, ready to be shown. */
export interface OperationDoc {
  readonly operation: Operation;
  /** `Add, 32 bits, register` */
  readonly title: string;
  /** `dst = (u32)(dst + src)` */
  readonly pseudoCode: string;
  /** A few sentences, edge cases included. */
  readonly description: string;
  readonly group: ConformanceGroup;
  readonly version: IsaVersion;
  /** One line: conformance group, ISA version, Linux release. */
  readonly availability: string;
}

function availabilityOf({ group, version, since }: Operation): string {
  const origin = group === 'linux' ? 'Linux only' : `RFC 9669, group ${group}`;
  const release = since === 'never' ? 'not accepted by Linux' : `Linux ${since}`;
  return `${origin} · -mcpu=v${version} · ${release}`;
}

const DOCS: readonly OperationDoc[] = OPERATIONS.map((operation) => ({
  operation,
  title: titleOf(operation),
  pseudoCode: pseudoCodeOf(operation),
  description: descriptionOf(operation),
  group: operation.group,
  version: operation.version,
  availability: availabilityOf(operation),
}));

export function operationDoc(operation: Operation): OperationDoc {
  return DOCS[operation.index]!;
}
