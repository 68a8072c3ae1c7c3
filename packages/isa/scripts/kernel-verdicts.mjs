// Compares `validate` with a real verifier on random instructions, right and wrong ones.
//
//   node kernel-verdicts.mjs requests [COUNT [SEED]] > batch.jsonl     (in the schema of `skep batch`)
//   node kernel-verdicts.mjs compare RESULTS.jsonl                     exit status 1 when they disagree
//
// Answer the batch with a real kernel at log level 1. They disagree when the kernel accepts what `validate` rejects, or
// complains about the encoding of what `validate` accepts. (It may reject that for other reasons.)

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

async function loadIsa() {
  const entry = fileURLToPath(new URL('../src/index.ts', import.meta.url));
  const options = { lib: { entry, formats: ['es'] }, write: false, minify: false };
  const [{ output }] = await build({ configFile: false, logLevel: 'error', build: options });
  return import(`data:text/javascript,${encodeURIComponent(output[0].code)}`);
}

const isa = await loadIsa();

const COMPLAINTS = [
  'uses reserved fields',
  'unknown opcode',
  'bpf_ld_imm64 insn',
  'R1[1-5] is invalid',
  'frame pointer is read only',
  'uses invalid atomic opcode',
  'jump out of range',
  'jump into the middle',
  'invalid may_goto',
  'addr_space_cast insn can only convert',
  'call to invalid destination',
];
const ABOUT_ENCODING = new RegExp(COMPLAINTS.join('|'));

/** Also said of a jump from one function into another, which a function reference in the middle of a program makes. */
const CROSSES = /jump out of range/;

/** Operations that 6.12 knows. (It puts per-CPU moves into programs itself and takes them from nobody.) */
const OPERATIONS = isa.OPERATIONS.filter(
  ({ name, since }) => name !== 'MovPercpu' && since !== 'never' && since !== '6.15',
);

/** Mulberry32: the same seed gives the same programs. */
function generator(seed) {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  };
}

function randomSlot(random) {
  const op = OPERATIONS[random(OPERATIONS.length)];
  const { fields, select } = op;
  const register = (use, selected) => selected ?? (use === 'zero' ? 0 : random(10));
  // Linux 6.12 wants may_goto to go somewhere.
  const off = fields.off === 'jump' ? 1 + random(3) : fields.off === 'memory' ? -8 * (1 + random(2)) : random(2);
  const small = op.form.kind === 'addr-space-cast' ? [1, 0x1_0000][random(2)] : 1 + random(4);
  return {
    op,
    slot: {
      opcode: op.opcode,
      dst: register(fields.dst),
      src: register(fields.src, select.src),
      off: select.off ?? (fields.off === 'zero' ? 0 : off),
      imm: select.imm ?? (fields.imm === 'zero' ? 0 : small),
    },
    second: { opcode: 0, dst: 0, src: 0, off: 0, imm: 0 },
  };
}

/** Changes one field, to something likely to be wrong but not always. */
function spoil({ op, slot, second }, random) {
  const target = op.slots === 2 && random(3) === 0 ? second : slot;
  const field = ['opcode', 'dst', 'src', 'off', 'imm'][random(5)];
  const values = {
    opcode: () => random(256),
    dst: () => random(16),
    src: () => random(16),
    off: () => [1, -1, 8, 16, 32, 100, -100][random(7)],
    imm: () => [0, 1, -1, 8, 0x10, 0x40, 0xf1, 0x1_0000][random(8)],
  };
  target[field] = values[field]();
}

/**
 * The instruction between a prologue that gives every register a value and an epilogue that jumps may lead into. A branch to
 * each place of the epilogue, never taken, keeps the kernel from calling any of it unreachable.
 */
function program(random, wrong) {
  const drawn = randomSlot(random);
  if (wrong) spoil(drawn, random);
  const mov = (dst) => [0xb7, dst, 0, 0, 0];
  const row = ({ opcode, dst, src, off, imm }) => [opcode, dst, src, off, imm];
  const middle = drawn.op.slots === 2 ? [row(drawn.slot), row(drawn.second)] : [row(drawn.slot)];
  const epilogue = [mov(0), mov(0), mov(0), mov(0), [0x95, 0, 0, 0, 0]];
  const branches = epilogue.map(() => [0x15, 9, 0, epilogue.length - 1 + middle.length, 1]);
  const stack = [-8, -16].map((offset) => [0x7a, 10, 0, offset, 0]);
  const prologue = [[0xbf, 6, 1, 0, 0], ...[0, 3, 4, 5, 7, 8, 9].map(mov), [0xbf, 1, 10, 0, 0], [0xbf, 2, 10, 0, 0]];
  return [...prologue, ...stack, ...branches, ...middle, ...epilogue];
}

function bytesOf(rows) {
  const code = new Uint8Array(rows.length * isa.SLOT_BYTES);
  rows.forEach(([opcode, dst, src, off, imm], pc) => isa.writeSlot(code, pc, { opcode, dst, src, off, imm }));
  return code;
}

function printRequests(count, seed) {
  const random = generator(seed);
  for (let i = 0; i < count; i++) {
    const insns = program(random, i % 3 !== 0);
    const id = JSON.stringify(insns);
    console.log(JSON.stringify({ id, prog_type: 'sched_cls', insns, relocs: [], log_level: 1 }));
  }
}

/** Linux ignores exit's offset, which RFC 9669 reserves; and it refuses the per-CPU moves that it makes itself. */
function isKnownDifference(instructions, problem) {
  return instructions.some(({ op }) => op.name === 'MovPercpu') || /\(exit\) does not use off/.test(problem?.message);
}

function compare(path) {
  const counts = {
    'known difference': 0,
    accepted: 0,
    'accepted here, rejected there for another reason': 0,
    rejected: 0,
  };
  let disagreements = 0;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '') continue;
    const { id, load } = JSON.parse(line);
    const { instructions, diagnostics } = isa.validate(bytesOf(JSON.parse(id)));
    const [problem] = diagnostics;
    const splits = instructions.some(({ op }) => op.name === 'CallLocal' || op.name === 'LoadFunc');
    const complaint = load.log.split('\n').find((text) => ABOUT_ENCODING.test(text) && !(splits && CROSSES.test(text)));
    if (isKnownDifference(instructions, problem)) counts['known difference']++;
    else if (problem !== undefined && load.ok) {
      disagreements++;
      console.log(`kernel accepts ${id}\n  but: ${problem.message}`);
    } else if (problem === undefined && complaint !== undefined) {
      disagreements++;
      console.log(`kernel rejects ${id}\n  ${complaint}`);
    } else if (problem !== undefined) counts.rejected++;
    else if (load.ok) counts.accepted++;
    else counts['accepted here, rejected there for another reason']++;
  }
  console.log(JSON.stringify({ ...counts, disagreements }));
  process.exitCode = disagreements === 0 ? 0 : 1;
}

const [mode, argument, seed] = process.argv.slice(2);
if (mode === 'requests') printRequests(Number(argument ?? 6000), Number(seed ?? 1));
else if (mode === 'compare' && argument !== undefined) compare(argument);
else {
  console.error('usage: kernel-verdicts.mjs requests [COUNT [SEED]] | compare RESULTS.jsonl');
  process.exitCode = 2;
}
