import { literalValue } from '../expression/expression.ts';
import type { OperationDraft } from '../parse/draft.ts';
import type { InstructionStatement, Statement } from '../source/statement.ts';
import { type Problems, quote } from '../text/problems.ts';

/** Where the kernel's half of the address space begins on x86-64. */
const KERNEL_ADDRESSES = 0xffff_8000_0000_0000n;

function warnOfAddress({ listing }: InstructionStatement, { imm, range }: OperationDraft, problems: Problems): void {
  if (listing?.opcode === undefined || imm === undefined || !('kind' in imm)) return;
  if ((literalValue(imm) ?? 0n) < KERNEL_ADDRESSES) return;
  const message =
    'This looks like an address in the kernel that printed the listing, perhaps a map: write `map[name]`.';
  problems.report('kernel-address', range, message, { severity: 'warning' });
}

function relocate(
  statement: InstructionStatement,
  maps: ReadonlyMap<string, number>,
  functions: ReadonlySet<string>,
  problems: Problems,
): InstructionStatement {
  const { draft, relocation, listing } = statement;
  if (draft.kind !== 'operation') return statement;
  const isLoad = draft.op.form.kind === 'load-imm64';
  if (relocation !== undefined) {
    const { name, range: nameRange } = relocation;
    const shared = { name, nameRange, range: draft.range } as const;
    if (isLoad && (maps.has(name) || functions.has(name))) {
      return { ...statement, draft: { ...shared, kind: 'symbol-load', dst: draft.dst } };
    }
    if (draft.op.form.kind === 'call' && functions.has(name)) {
      return { ...statement, draft: { ...shared, kind: 'named-call', callee: 'local' } };
    }
    const message = `${quote(name)} is not declared here, so this instruction keeps the number that the listing shows; a map is declared with \`.map\`.`;
    problems.report('unresolved-relocation', nameRange, message, { severity: 'warning' });
    return statement;
  }
  if (isLoad && listing?.mapName === undefined) warnOfAddress(statement, draft, problems);
  if (!isLoad || listing?.mapName === undefined) return statement;
  const map = { kind: 'name', name: listing.mapName, range: draft.range } as const;
  if (maps.has(map.name)) {
    return { ...statement, draft: { kind: 'map-load', dst: draft.dst, map, byIndex: false, range: draft.range } };
  }
  const message = `The verifier shows the address of the map ${quote(map.name)} here; declare the map with \`.map\` to have it loaded.`;
  problems.report('kernel-address', draft.range, message, { severity: 'warning' });
  return statement;
}

/**
 * Listings show addresses where a source has names. Where they also tell the name (a relocation of llvm-objdump, the
 * register state in a verifier log), this puts it back.
 */
export function linkRelocations(
  statements: readonly Statement[],
  maps: ReadonlyMap<string, number>,
  problems: Problems,
): readonly Statement[] {
  const functions = new Set<string>();
  for (const statement of statements) {
    if (statement.kind === 'label') functions.add(statement.label.name);
    if (statement.kind === 'function') functions.add(statement.function.name);
  }
  return statements.map((statement) =>
    statement.kind === 'instruction' ? relocate(statement, maps, functions, problems) : statement,
  );
}
