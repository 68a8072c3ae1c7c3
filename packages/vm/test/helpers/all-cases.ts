import { callbackCases } from './callback-cases.ts';
import { csumDiffCases, csumReplaceCases } from './checksum-cases.ts';
import { randomFormatCases } from './format-cases.ts';
import type { HelperCase } from './helper-case.ts';
import { compareCases, numberCases, probeCases } from './number-cases.ts';
import { skbCases, xdpCases } from './packet-cases.ts';
import { ringCases } from './ring-cases.ts';

/** Random cases of helpers whose results do not depend on the machine that they run on, by family. */
const GENERATORS: Readonly<Record<string, (seed: number, cases: number) => readonly HelperCase[]>> = {
  format: (seed, cases) => randomFormatCases(seed, cases, 24),
  number: numberCases,
  compare: compareCases,
  probe: probeCases,
  csum_diff: csumDiffCases,
  csum_replace: csumReplaceCases,
  xdp: xdpCases,
  skb: skbCases,
  ring: ringCases,
  callback: callbackCases,
};

export const FAMILIES: readonly string[] = Object.keys(GENERATORS);

export function casesOf(family: string, seed: number, cases: number): readonly HelperCase[] {
  return GENERATORS[family]!(seed, cases);
}
