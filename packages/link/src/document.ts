import type { ProgramTypeName } from '@skep/abi';

/**
 * What a link carries: enough to open a page at the place where another one stood. The theme stays with the reader.
 * Fields that are absent leave the reader's own setting alone.
 */
export interface LinkDocument {
  readonly source: string;
  readonly syntax: LinkSyntax;
  readonly programType: ProgramTypeName;
  readonly capture?: LinkCapture;
  /** Source lines that have one, from 1, rising, each once. */
  readonly breakpoints: readonly number[];
  readonly position?: LinkPosition;
  readonly layout?: LinkLayout;
  readonly numberFormat?: NumberFormat;
}

export const LINK_SYNTAXES = ['kernel', 'mnemonic', 'auto'] as const;
export type LinkSyntax = (typeof LINK_SYNTAXES)[number];

/** How a 64-bit value is written. */
export const NUMBER_FORMATS = ['hex', 'dec', 'signed'] as const;
export type NumberFormat = (typeof NUMBER_FORMATS)[number];

/** `named` is a capture that comes with Skep, by its id; `inline` holds the file. */
export type LinkCapture =
  | { readonly kind: 'named'; readonly id: string }
  | { readonly kind: 'inline'; readonly name: string; readonly bytes: Uint8Array };

export interface LinkPosition {
  /** From 0, in the capture. */
  readonly packet: number;
  /** Instructions executed on that packet. */
  readonly step: number;
}

/** Which panels are to be seen. Ids are the page's own; one that it no longer knows is for it to pass over. */
export interface LinkLayout {
  readonly open: readonly string[];
  /** The panel that fills the page. */
  readonly maximized?: string;
  /** The chosen tab of the one-column layout. */
  readonly tab?: string;
}
