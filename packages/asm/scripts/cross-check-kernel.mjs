// Compares the disassembler with the verifier's log of a real kernel on random instructions:
//   1. Does `formatInstruction` in the form `log` print what the verifier prints?
//   2. Does a whole log assemble to the bytes of the program that it is of?
//
//   node packages/asm/scripts/cross-check-kernel.mjs requests [COUNT [SEED]] > batch.jsonl
//   node packages/asm/scripts/cross-check-kernel.mjs compare batch.jsonl ANSWERS.jsonl [--record FILE]
//
// The batch is in the schema of `skep batch`; answer it with a kernel at log level 2 or more. COUNT instructions of
// each operation are asked. `--record` writes what the kernel printed as test data: bytes, a tab, the text.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const server = await createServer({
  root: ROOT,
  server: { middlewareMode: true },
  appType: 'custom',
  logLevel: 'error',
});
const { assemble, formatInstruction } = await server.ssrLoadModule('/packages/asm/src/index.ts');
const { decodeAt, encode, OPERATIONS } = await server.ssrLoadModule('/packages/isa/src/index.ts');
const { bytesToHex, hexToBytes } = await server.ssrLoadModule('/packages/base/src/index.ts');
const { instructionOf } = await server.ssrLoadModule('/packages/asm/test/arbitrary.ts');
const fc = (await server.ssrLoadModule('/node_modules/fast-check/lib/fast-check.js')).default;

/** Every register and four words of stack get a value; jumps on an unknown one make all that follows reachable. */
const setUp = (slots) => `
  r6 = r1
  r2 = 1
  r3 = 1
  r4 = 1
  r5 = 1
  r7 = 1
  r8 = 1
  r9 = 1
  *(u64 *)(r10 -8) = 0
  *(u64 *)(r10 -16) = 0
  *(u64 *)(r10 -24) = 0
  *(u64 *)(r10 -32) = 0
  r0 = *(u32 *)(r1 +0)
  ${[1, 2, 3, 4, 5].map((value) => `if r0 == ${value} goto +${5 + slots}`).join('\n')}
  r1 = 1`;
const FIRST = 19;
const END = `${'r0 = 0\n'.repeat(6)}exit`;
const END_WITH_FUNCTION = `${END}\nr0 = 8\nexit`;
const TO_FUNCTION = 7;
const HELPERS = [1, 5, 6, 0, 99999, -3, 14, 211];

const codeOf = (text) => assemble(text, { syntax: 'kernel' }).object.programs[0].code;

const isCall = ({ form }, callee) => form.kind === 'call' && form.callee === callee;

/** The instruction with its jump kept within the program, and its memory now and then on the stack. */
function tame(instruction, index) {
  const { op } = instruction;
  const changed = { ...instruction, pc: FIRST };
  if (op.fields.off === 'jump') changed.off = Math.abs(changed.off) % 5;
  if (op.fields.imm === 'jump') changed.imm = isCall(op, 'local') ? TO_FUNCTION : Math.abs(changed.imm) % 5;
  if (isCall(op, 'helper')) changed.imm = HELPERS[index % HELPERS.length];
  if (op.fields.off === 'memory' && index % 2 === 1) {
    changed.off = -8 * (1 + (Math.abs(changed.off) % 4));
    changed[op.form.kind.startsWith('load') ? 'src' : 'dst'] = 10;
  }
  return changed;
}

/** Operations that mean something without maps, BTF or a later kernel than 6.12. */
const ASKED = OPERATIONS.filter(
  ({ form, since }) =>
    since !== 'never' &&
    since !== '6.15' &&
    !(form.kind === 'load-imm64' && form.pseudo !== 'imm') &&
    !(form.kind === 'call' && form.callee === 'kfunc'),
);

function requests(count, seed) {
  for (const op of ASKED) {
    for (const [index, sample] of fc.sample(instructionOf(op), { numRuns: count, seed }).entries()) {
      const instruction = tame(sample, index);
      const end = isCall(op, 'local') ? END_WITH_FUNCTION : END;
      const insns = [codeOf(setUp(op.slots)), encode([instruction]), codeOf(end)].map(bytesToHex).join('');
      console.log(JSON.stringify({ id: `${op.name} ${index}`, prog_type: 'socket_filter', insns, auto_reloc: false }));
    }
  }
}

const linesOf = (path) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');

function compare(batch, answers, record) {
  const logs = new Map(
    linesOf(answers)
      .map((line) => JSON.parse(line))
      .map(({ id, load }) => [id, load]),
  );
  const counts = { printed: 0, same: 0, logs: 0, assembled: 0 };
  const recorded = [];
  for (const { id, insns } of linesOf(batch).map((line) => JSON.parse(line))) {
    const load = logs.get(id);
    const printed = new RegExp(`^${FIRST}: \\([0-9a-f]{2}\\) (.*?)(?:\\s+;.*)?$`, 'm').exec(load?.log ?? '')?.[1];
    const { instruction } = decodeAt(hexToBytes(insns), FIRST);
    if (printed !== undefined) {
      counts.printed++;
      const text = formatInstruction(instruction, { form: 'log' });
      if (text === printed) counts.same++;
      else console.log(`${id}: the kernel prints ${printed}, we print ${text}`);
      recorded.push(`${bytesToHex(encode([instruction]))}\t${printed}`);
    }
    if (load?.ok !== true) continue;
    counts.logs++;
    const { object } = assemble(load.log, { programType: 'socket_filter' });
    if (object !== undefined && bytesToHex(object.programs[0].code) === insns) counts.assembled++;
    else console.log(`${id}: the log assembles to something else`);
  }
  if (record !== undefined) writeFileSync(record, `${[...new Set(recorded)].join('\n')}\n`);
  console.log(
    `${counts.same} of ${counts.printed} texts are the same; ${counts.assembled} of ${counts.logs} logs assemble back`,
  );
  process.exitCode = counts.same === counts.printed && counts.assembled === counts.logs ? 0 : 1;
}

const [command, ...args] = process.argv.slice(2);
if (command === 'requests') requests(Number(args[0] ?? 4), Number(args[1] ?? 1));
else if (command === 'compare') compare(args[0], args[1], args[2] === '--record' ? args[3] : undefined);
else console.error('usage: cross-check-kernel.mjs requests [COUNT [SEED]] | compare BATCH ANSWERS [--record FILE]');
await server.close();
