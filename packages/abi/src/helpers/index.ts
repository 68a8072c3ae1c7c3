export * from './helper.ts';
export * from './helpers.ts';
export * from './names.ts';
