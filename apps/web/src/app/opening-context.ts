import { createContext, useContext } from 'react';
import type { Opening } from './opening.ts';

export const OpeningContext = createContext<Opening | undefined>(undefined);

export function useOpening(): Opening {
  const opening = useContext(OpeningContext);
  if (opening === undefined) throw new Error('No opening around this component.');
  return opening;
}
