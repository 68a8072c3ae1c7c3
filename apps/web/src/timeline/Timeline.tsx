import type { ListedProgram } from '@skep/session';
import { type KeyboardEvent, memo, type PointerEvent, useEffect, useRef, useState } from 'react';
import { useWidth } from '../charts/BarChart.tsx';
import { formatCount } from '../format/value.ts';
import { breakpointKeys, instructionAt, programAt } from '../store/derived.ts';
import { useApp, useEngine } from '../ui/app-context.ts';
import { draw } from './draw.ts';
import { marksOf } from './marks.ts';
import './timeline.css';

const HEIGHT = 34;
const NONE: readonly ListedProgram[] = [];

/** Every step of the run on one slider, with its path through the program and what stands out. */
export function Timeline() {
  const engine = useEngine();
  const step = useApp((state) => state.machine.view?.step);
  const total = useApp((state) => state.machine.view?.totalSteps ?? 0);
  const pc = useApp((state) => state.machine.view?.pc);
  const [box, width] = useWidth<HTMLDivElement>();
  const [hovered, setHovered] = useState<number>();
  const stepAt = (event: PointerEvent<HTMLDivElement>): number => {
    const { left, width: wide } = event.currentTarget.getBoundingClientRect();
    return Math.max(0, Math.min(total, Math.round(((event.clientX - left) / wide) * total)));
  };
  const seek = (goal: number): void => void engine.seek(Math.max(0, Math.min(total, goal)));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(10, Math.round(total / 20));
    const goals: Readonly<Record<string, number>> = {
      ArrowRight: step + 1,
      ArrowUp: step + 1,
      ArrowLeft: step - 1,
      ArrowDown: step - 1,
      PageUp: step + page,
      PageDown: step - page,
      Home: 0,
      End: total,
    };
    const goal = goals[event.key];
    if (goal === undefined) return;
    event.preventDefault();
    seek(goal);
  };
  const share = total === 0 || step === undefined ? 0 : step / total;
  return (
    <div className="timeline">
      <div
        ref={box}
        className="timeline-track"
        role="slider"
        tabIndex={0}
        data-testid="timeline"
        aria-label="Timeline: every step of this packet’s run"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={step ?? 0}
        aria-valuetext={step === undefined ? 'no run' : `step ${step} of ${total}, at instruction ${pc}`}
        aria-disabled={step === undefined}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (step === undefined || event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          seek(stepAt(event));
        }}
        onPointerMove={(event) => {
          if (step === undefined) return;
          const at = stepAt(event);
          setHovered(at);
          if (event.currentTarget.hasPointerCapture(event.pointerId)) seek(at);
        }}
        onPointerLeave={() => setHovered(undefined)}
      >
        <Track width={width} total={total} />
        {step !== undefined && (
          <div className="timeline-head" style={{ transform: `translateX(${share * width}px)` }} />
        )}
        {hovered !== undefined && <Hovered step={hovered} share={hovered / Math.max(1, total)} />}
      </div>
      <output className="timeline-count" aria-live="off" data-testid="step-count">
        {step === undefined ? '–' : `${formatCount(step)} / ${formatCount(total)}`}
      </output>
    </div>
  );
}

const Track = memo(function Track({ width, total }: { readonly width: number; readonly total: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const trace = useApp((state) => state.machine.trace);
  const programs = useApp((state) => state.source.built?.programs ?? NONE);
  const breakpoints = useApp((state) => breakpointKeys(state.source));
  const [themed, setThemed] = useState(0);

  useEffect(() => {
    const observer = new MutationObserver(() => setThemed((count) => count + 1));
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || width === 0) return;
    const scale = window.devicePixelRatio || 1;
    element.width = Math.round(width * scale);
    element.height = HEIGHT * scale;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    const style = getComputedStyle(document.documentElement);
    const colours = new Map<string, string>();
    const colour = (name: string): string => {
      const known = colours.get(name) ?? style.getPropertyValue(name).trim();
      colours.set(name, known);
      return known;
    };
    const marks = marksOf(trace, programs, breakpoints);
    draw(context, { width, height: HEIGHT, total, trace, programs, marks }, colour);
  }, [width, total, trace, programs, breakpoints, themed]);

  return <canvas ref={canvas} className="timeline-canvas" style={{ width, height: HEIGHT }} />;
});

/** What the run is about to execute at the step under the pointer. */
function Hovered({ step, share }: { readonly step: number; readonly share: number }) {
  const trace = useApp((state) => state.machine.trace);
  const programs = useApp((state) => state.source.built?.programs ?? NONE);
  const pc = trace?.pcs[step];
  const instruction = trace && pc !== undefined ? instructionAt(programs[programAt(trace, step)], pc) : undefined;
  return (
    <div className="timeline-tip" style={{ left: `${share * 100}%` }} aria-hidden="true">
      <span className="muted">step {formatCount(step)}</span>
      {instruction && ` ${instruction.pc}: ${instruction.text}`}
    </div>
  );
}
