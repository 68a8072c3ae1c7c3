import { cumsum } from 'd3-array';
import { formatCount, formatSize, plural } from '../format/value.ts';

export interface VerdictCount {
  readonly verdict: string;
  readonly packets: number;
  readonly bytes: number;
}

interface Props {
  readonly counts: readonly VerdictCount[];
  readonly chosen: string | undefined;
  readonly onChoose: (verdict: string | undefined) => void;
}

/** Each verdict has one tone and one sign. */
function verdictTone(verdict: string): { readonly tone: string; readonly sign: string } {
  if (verdict === 'fault' || verdict === 'budget' || verdict.endsWith('ABORTED')) return { tone: 'aborted', sign: '!' };
  if (/(DROP|SHOT|STOLEN)$/.test(verdict)) return { tone: 'drop', sign: '×' };
  if (verdict.endsWith('TX')) return { tone: 'transmit', sign: '↩' };
  if (verdict.endsWith('REDIRECT')) return { tone: 'redirect', sign: '→' };
  if (/(PASS|OK|PIPE)$/.test(verdict)) return { tone: 'pass', sign: '✓' };
  return { tone: 'other', sign: '·' };
}

/** `XDP_DROP` without the part that all verdicts of a program type share. */
const shortVerdict = (verdict: string): string => verdict.replace(/^(XDP|TC_ACT)_/, '');

/** How many packets fared how, as one bar; its parts filter the list. */
export function VerdictBar({ counts, chosen, onChoose }: Props) {
  const total = counts.reduce((sum, { packets }) => sum + packets, 0);
  const ends = cumsum(counts, ({ packets }) => packets);
  return (
    <div className="verdicts" role="group" aria-label="Verdicts; each one filters the list">
      <svg
        className="verdict-bar"
        width="100%"
        height="6"
        preserveAspectRatio="none"
        viewBox="0 0 1000 6"
        aria-hidden="true"
      >
        {counts.map(({ verdict, packets }, index) => (
          <rect
            key={verdict}
            x={total === 0 ? 0 : (1000 * (ends[index]! - packets)) / total}
            width={total === 0 ? 0 : Math.max(2, (1000 * packets) / total - 2)}
            height="6"
            fill={`var(--${verdictTone(verdict).tone})`}
          />
        ))}
      </svg>
      <div className="verdict-chips">
        {counts.map(({ verdict, packets, bytes }) => (
          <button
            key={verdict}
            type="button"
            className="verdict-chip"
            aria-pressed={verdict === chosen}
            data-tip={`${verdict}: ${plural(packets, 'packet')}, ${formatSize(bytes)}\nClick to list only these`}
            onClick={() => onChoose(verdict === chosen ? undefined : verdict)}
          >
            <Verdict verdict={verdict} /> <span className="verdict-count">{formatCount(packets)}</span>
          </button>
        ))}
      </div>
    </div>
  );
}

export function Verdict({ verdict }: { readonly verdict: string }) {
  const { tone, sign } = verdictTone(verdict);
  return (
    <span className="verdict" style={{ color: `var(--${tone})` }}>
      <span aria-hidden="true">{sign}</span> {shortVerdict(verdict)}
    </span>
  );
}
