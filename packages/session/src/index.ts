export * from './session.ts';
export * from './source.ts';
export * from './view.ts';
