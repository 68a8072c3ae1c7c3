export * from './context.ts';
export * from './context-access.ts';
export * from './contexts.ts';
