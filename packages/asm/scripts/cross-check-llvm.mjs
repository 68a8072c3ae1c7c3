// Compares the assembler and disassembler with LLVM 19 on random instructions:
//   1. our bytes -> llvm-objdump's text, in three styles -> our assembler -> the same bytes?
//   2. our text in the kernel's syntax -> llvm-mc's bytes, where it knows the form -> the same bytes?
//
//   node packages/asm/scripts/cross-check-llvm.mjs [--programs N] [--seed S] [--verbose]
//
// Needs llvm-mc-19 and llvm-objdump-19. Ends with status 1 if anything differs.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const INSTRUCTIONS_PER_PROGRAM = 50;
/** llvm-objdump 19 needs to be told of 32-bit registers, or prints 32-bit atomics wrongly. */
const FEATURES = '--mattr=+alu32';
const STYLES = {
  'with bytes': [],
  'without bytes': ['--no-show-raw-insn'],
  decimal: ['--no-print-imm-hex'],
};

const { values: options } = parseArgs({
  options: {
    programs: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    verbose: { type: 'boolean', default: false },
  },
});

const server = await createServer({
  root: ROOT,
  server: { middlewareMode: true },
  appType: 'custom',
  logLevel: 'error',
});
const { assemble, formatInstruction } = await server.ssrLoadModule('/packages/asm/src/index.ts');
const { encode, OPERATIONS } = await server.ssrLoadModule('/packages/isa/src/index.ts');
const { bytesToHex } = await server.ssrLoadModule('/packages/base/src/index.ts');
const { instructionOf } = await server.ssrLoadModule('/packages/asm/test/arbitrary.ts');
const fc = (await server.ssrLoadModule('/node_modules/fast-check/lib/fast-check.js')).default;
const folder = mkdtempSync(join(tmpdir(), 'skep-llvm-'));

const differences = [];
const counts = { instructions: 0, printed: 0, mcKnown: 0, mcUnknown: 0 };
const unknownForms = new Map();

/** An object file whose only code is `bytes`. */
function objectFile(bytes) {
  const source = join(folder, 'code.s');
  const object = join(folder, 'code.o');
  writeFileSync(source, `.text\n.byte ${Array.from(bytes).join(',')}\n`);
  execFileSync('llvm-mc-19', ['-triple', 'bpfel', '-filetype=obj', '-o', object, source]);
  return object;
}

/**
 * Whether LLVM's text has all of the instruction. It prints every call alike, only the lower half of a pseudo load, and
 * packet loads without the offset that is added to the register; LLVM 19 takes acquire and release for additions.
 */
function isWhole({ op, imm, nextImm }) {
  const { form } = op;
  if (form.kind === 'call') return (form.callee === 'helper' && imm >= 0) || form.callee === 'register';
  if (form.kind === 'load-acquire' || form.kind === 'store-release') return false;
  if (form.kind === 'load-imm64') return form.pseudo === 'imm' || nextImm === 0;
  return form.kind !== 'load-packet' || !form.indirect || imm === 0;
}

function checkPrinted(instructions) {
  for (const [style, flags] of Object.entries(STYLES)) {
    const shown = style === 'without bytes' ? instructions.filter(isWhole) : instructions;
    const code = encode(shown);
    const text = execFileSync('llvm-objdump-19', ['-d', FEATURES, ...flags, objectFile(code)], { encoding: 'utf8' });
    if (style === 'without bytes') checkLines(text, shown);
    else compareWhole(text, code, style);
    counts.printed += shown.length;
  }
}

function compareWhole(text, code, style) {
  const { object, diagnostics } = assemble(text, { syntax: 'auto' });
  const [got, wanted] = [object && bytesToHex(object.programs[0].code), bytesToHex(code)];
  if (got === wanted) return;
  const errors = diagnostics.filter(({ severity }) => severity === 'error').slice(0, 3);
  differences.push({ style, errors, lines: linesThatDiffer(got ?? '', wanted, text) });
}

/** Where the bytes first part, and the text there. */
function linesThatDiffer(got, wanted, text) {
  for (let at = 0; at < wanted.length; at += 16) {
    const [a, b] = [got.slice(at, at + 16), wanted.slice(at, at + 16)];
    if (a !== b)
      return { got: a, wanted: b, line: text.split('\n').find((line) => line.trim().startsWith(`${at / 16}:`)) };
  }
  return undefined;
}

/** Line by line, for `<unknown>` has nothing to assemble. */
function checkLines(text, shown) {
  const lines = text.split('\n').filter((line) => /^\s*\d+:/.test(line));
  for (const [index, found] of shown.entries()) {
    const line = lines[index];
    if (line === undefined || line.includes('<unknown>')) continue;
    const { object, diagnostics } = assemble(line, { syntax: 'kernel' });
    const [got, wanted] = [object && bytesToHex(object.programs[0].code), bytesToHex(encode([found]))];
    if (got !== wanted) differences.push({ style: 'without bytes', line, got, wanted, diagnostics });
  }
}

/** LLVM writes distances without `pc` and calls without names. */
const forLlvm = (text) => text.replace(/\bpc(?=[+-])/, '').replace(/^call \w+#/, 'call ');

function checkParsed(instructions) {
  const texts = instructions.map(({ text }) => text);
  const failed = new Set();
  for (;;) {
    const known = texts.map((text, index) => (failed.has(index) ? '' : text));
    const { stderr, stdout } = runMc(known);
    const errors = [...stderr.matchAll(/^<stdin>:(\d+):\d+: error/gm)].map(([, line]) => Number(line) - 1);
    if (errors.length > 0) {
      for (const index of errors) failed.add(index);
      continue;
    }
    compareEncodings(instructions, failed, stdout);
    return;
  }
}

/** Line by line; a line that llvm-mc does not know makes it print an error instead of an encoding. */
function runMc(lines) {
  return spawnSync('llvm-mc-19', ['-triple', 'bpfel', '-mcpu=v4', '--show-encoding'], {
    input: lines.join('\n'),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
}

function compareEncodings(instructions, failed, stdout) {
  const printed = [...stdout.matchAll(/encoding: \[([^\]]*)\]/g)].map(([, bytes]) => bytes.replaceAll(/0x|,/g, ''));
  let at = 0;
  for (const [index, found] of instructions.entries()) {
    if (failed.has(index)) {
      counts.mcUnknown++;
      unknownForms.set(found.op.name, found.text);
      continue;
    }
    counts.mcKnown++;
    const [got, wanted] = [printed[at++], bytesToHex(encode([found]))];
    if (got !== wanted) differences.push({ style: 'llvm-mc', text: found.text, got, wanted });
  }
}

try {
  const instruction = fc.constantFrom(...OPERATIONS).chain(instructionOf);
  const programs = fc.sample(
    fc.array(instruction, { minLength: INSTRUCTIONS_PER_PROGRAM, maxLength: INSTRUCTIONS_PER_PROGRAM }),
    { numRuns: Number(options.programs), seed: Number(options.seed) },
  );
  for (const instructions of programs) {
    counts.instructions += instructions.length;
    checkPrinted(instructions);
    checkParsed(instructions.filter(isWhole).map((found) => ({ ...found, text: forLlvm(formatInstruction(found)) })));
  }
} finally {
  rmSync(folder, { recursive: true });
  await server.close();
}

console.log(`${counts.instructions} instructions in ${options.programs} programs, seed ${options.seed}`);
console.log(
  `llvm-objdump: ${counts.printed} lines read back; llvm-mc: ${counts.mcKnown} texts known, ${counts.mcUnknown} not`,
);
if (options.verbose) for (const [name, text] of unknownForms) console.log(`  llvm-mc does not know ${name}: ${text}`);
for (const difference of differences.slice(0, 20)) console.log(difference);
console.log(`${differences.length} differences`);
process.exitCode = differences.length === 0 ? 0 : 1;
