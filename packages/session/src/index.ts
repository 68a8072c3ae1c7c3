export { createSession } from './create-session.ts';
export { runEvent } from './event-history.ts';
export { runOnce } from './run-once.ts';
export * from './session.ts';
export * from './source.ts';
export { servesTestRun, type TestRunAnswer, type TestRunInput, testRun } from './test-run.ts';
export * from './view.ts';
