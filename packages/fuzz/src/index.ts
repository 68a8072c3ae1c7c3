export * from './program-builder.ts';
export * from './random.ts';
export * from './verifiable-program.ts';
