export * from './bpf-object.ts';
export * from './map-type.ts';
export * from './program-type.ts';
