import type { Diagnostic } from '@skep/base';

/** Stable codes of what can be wrong with a link or a saved workspace. */
export type LinkProblem =
  | 'link/not-a-link'
  | 'link/newer-version'
  | 'link/truncated'
  | 'link/corrupted'
  | 'link/too-large'
  | 'link/bad-field'
  | 'workspace/not-a-workspace'
  | 'workspace/newer-version'
  | 'workspace/bad-field';

export const problem = (code: LinkProblem, message: string): Diagnostic => ({ code, severity: 'error', message });
