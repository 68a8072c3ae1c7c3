import { max, min } from 'd3-array';
import { scaleBand, scaleLinear } from 'd3-scale';
import { useEffect, useRef, useState } from 'react';

export interface Bar {
  readonly key: string;
  readonly value: number;
  /** As text, exact. */
  readonly shown: string;
  readonly changed: boolean;
}

interface Props {
  readonly bars: readonly Bar[];
  /** What the chart shows, for those who do not see it. */
  readonly label: string;
  readonly onPoint?: (index: number | undefined) => void;
}

const HEIGHT = 92;
const MARGIN = { top: 16, right: 4, bottom: 18, left: 4 };
const MOST_LABELS = 14;
/** Few bars stay slim. */
const WIDEST = 56;

/** The width that an element has, kept up to date. */
export function useWidth<Element extends HTMLElement>(): [React.RefObject<Element | null>, number] {
  const element = useRef<Element>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}

/** A quiet bar chart of a value by key. */
export function BarChart({ bars, label, onPoint }: Props) {
  const [box, width] = useWidth<HTMLElement>();
  const x = scaleBand<number>()
    .domain(bars.map((_, index) => index))
    .range([MARGIN.left, Math.min(Math.max(width, 40) - MARGIN.right, MARGIN.left + bars.length * WIDEST)])
    .paddingInner(0.25)
    .paddingOuter(0.1);
  const low = Math.min(0, min(bars, ({ value }) => value) ?? 0);
  const high = Math.max(1, max(bars, ({ value }) => value) ?? 1);
  const y = scaleLinear([low, high], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const every = Math.ceil(bars.length / MOST_LABELS);
  const roomy = x.step() > 26;
  return (
    <figure className="chart kind-map-value" ref={box} style={{ height: HEIGHT }}>
      {width > 0 && (
        <svg width={width} height={HEIGHT} role="img" aria-label={label}>
          <line className="chart-axis" x1={MARGIN.left} x2={width - MARGIN.right} y1={y(0)} y2={y(0)} />
          {bars.map((bar, index) => {
            const left = x(index)!;
            const middle = left + x.bandwidth() / 2;
            const top = Math.min(y(bar.value), y(0));
            const height = Math.max(bar.value === 0 ? 0 : 1, Math.abs(y(bar.value) - y(0)));
            return (
              <g
                key={bar.key}
                className={bar.changed ? 'bar changed' : 'bar'}
                data-tip={`${bar.key}\n${bar.shown}`}
                onPointerEnter={() => onPoint?.(index)}
                onPointerLeave={() => onPoint?.(undefined)}
              >
                <rect className="bar-hit" x={left} width={x.bandwidth()} y={MARGIN.top} height={HEIGHT - MARGIN.top} />
                <rect className="bar-fill" x={left} width={x.bandwidth()} y={top} height={height} rx={1.5} />
                {roomy && (
                  <text className="bar-value" x={middle} y={top - 4}>
                    {bar.shown.length > 7 ? bar.value.toPrecision(3) : bar.shown}
                  </text>
                )}
                {index % every === 0 && (
                  <text className="bar-key" x={middle} y={HEIGHT - 5}>
                    {shorten(bar.key, x.step() * every)}
                  </text>
                )}
              </g>
            );
          })}
        </svg>
      )}
    </figure>
  );
}

const CHARACTER = 6.5;

function shorten(text: string, room: number): string {
  const most = Math.max(2, Math.floor(room / CHARACTER));
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
