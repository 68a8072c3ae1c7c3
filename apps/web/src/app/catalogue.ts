import type { ProgramTypeName } from '@skep/abi';
import type { Syntax } from '@skep/session';
import { createContext, useContext } from 'react';

/** A program that ships with Skep, as `samples/index.json` lists it. */
export interface Sample {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Below `samples/`. */
  readonly file: string;
  readonly programType: ProgramTypeName;
  readonly syntax: Syntax;
  /** Id of a capture. */
  readonly capture?: string;
}

/** A capture that ships with Skep, as `captures/index.json` lists it. */
export interface ShippedCapture {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Below `captures/`. */
  readonly file: string;
  readonly packets: number;
  readonly bytes: number;
}

export interface Catalogue {
  readonly samples: readonly Sample[];
  readonly captures: readonly ShippedCapture[];
}

export const NO_CATALOGUE: Catalogue = { samples: [], captures: [] };
export const CatalogueContext = createContext<Catalogue>(NO_CATALOGUE);
export const useCatalogue = (): Catalogue => useContext(CatalogueContext);
