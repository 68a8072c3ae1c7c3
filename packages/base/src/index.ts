export * from './diagnostic.ts';
export * from './hex.ts';
export * from './nearest.ts';
export * from './result.ts';
