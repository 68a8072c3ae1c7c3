export * from './document.ts';
export { decodeLink, encodeLink, fitsInLink, looksLikeLink, MAX_LINK_LENGTH } from './link.ts';
export type { LinkProblem } from './problem.ts';
export { decodeWorkspace, encodeWorkspace, type PanelSizes, type WorkspaceDocument } from './workspace.ts';
