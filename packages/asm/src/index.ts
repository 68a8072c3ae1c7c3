export * from './assemble/assemble.ts';
export { encodeText, FORMAT_BYTES, formatBytes } from './assemble/value-format.ts';
export * from './format/disassemble.ts';
export type { KernelForm } from './format/kernel.ts';
export { type InstructionNames, quoteName } from './format/names.ts';
export * from './format/source.ts';
export * from './syntax.ts';
