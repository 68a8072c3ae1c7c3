import { afterEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../src/engine/engine.ts';
import { isOutdated } from '../src/store/source.ts';
import { createAppStore } from '../src/store/store.ts';
import { type InProcessWorker, inProcessWorker } from './in-process-worker.ts';
import { frame, pcapOf } from './pcap.ts';
import { COUNT_AND_DROP, ENDLESS } from './programs.ts';

const CAPTURE = pcapOf([2, 4, 6, 7, 8, 9].map(frame));

let workers: InProcessWorker[] = [];
let engine: Engine;

function create(patience = 2000): Engine {
  workers = [];
  engine = createEngine({
    store: createAppStore(),
    createWorker: () => {
      const worker = inProcessWorker();
      workers.push(worker);
      return worker;
    },
    fetchCapture: (name) => (name === 'known' ? Promise.resolve(CAPTURE) : Promise.reject(new Error('no such file'))),
    now: () => performance.now(),
    patience,
  });
  return engine;
}

const open = (text = COUNT_AND_DROP) =>
  engine.open({ text, syntax: 'auto', programType: 'xdp', capture: { kind: 'named', name: 'known' } });

const state = () => engine.store.getState();

afterEach(() => engine.dispose());

describe('opening work', () => {
  it('compiles, replays the capture and enters the last packet that fared differently', async () => {
    create();
    await open();
    expect(state().replay.verdicts?.counts).toEqual([
      { verdict: 'XDP_PASS', packets: 4, bytes: 240 },
      { verdict: 'XDP_DROP', packets: 2, bytes: 120 },
    ]);
    expect(state().machine.view).toMatchObject({ packetIndex: 5, step: 0, stop: { reason: 'entry' } });
    expect(state().machine.trace?.pcs.length).toBe(state().machine.view?.totalSteps);
  });

  it('stands at the position that was asked for', async () => {
    create();
    const capture = { kind: 'named', name: 'known' } as const;
    const position = { packet: 1, step: 5 };
    await engine.open({ text: COUNT_AND_DROP, syntax: 'auto', programType: 'xdp', capture, position });
    expect(state().machine.view).toMatchObject({ packetIndex: 1, step: 5 });
  });

  it('says so when a capture cannot be fetched', async () => {
    create();
    await engine.open({
      text: COUNT_AND_DROP,
      syntax: 'auto',
      programType: 'xdp',
      capture: { kind: 'named', name: 'other' },
    });
    expect(state().capture).toMatchObject({ status: 'failed', error: { code: 'web/capture-not-loaded' } });
  });

  it('says so when a file is no capture', async () => {
    create();
    await open();
    await engine.openCapture({ kind: 'own', name: 'notes.txt', blob: new Blob(['not a capture at all']) });
    expect(state().capture.status).toBe('failed');
    expect(state().capture.error?.message).toMatch(/\.$/);
    expect(state().machine.view).toBeUndefined();
  });
});

describe('moving', () => {
  it('steps forward and back to the same registers', async () => {
    create();
    await open();
    const start = state().machine.view;
    for (let i = 0; i < 5; i++) await engine.control('stepIn');
    expect(state().machine.view?.step).toBe(5);
    for (let i = 0; i < 5; i++) await engine.control('stepBack');
    expect(state().machine.view?.registers).toEqual(start?.registers);
  });

  it('keeps the objects of what did not change', async () => {
    create();
    await open();
    const before = state().machine.view;
    await engine.control('stepIn');
    const after = state().machine.view;
    expect(after?.packet).toBe(before?.packet);
    expect(after?.stacks).toBe(before?.stacks);
    expect(after?.maps).toBe(before?.maps);
    expect(after?.registers).not.toBe(before?.registers);
  });

  it('carries out only the newest of many seeks', async () => {
    create();
    await open();
    const total = state().machine.view!.totalSteps;
    await Promise.all([1, 2, 3, total].map((step) => engine.seek(step)));
    await engine.idle();
    expect(state().machine.view?.step).toBe(total);
  });

  it('stops at breakpoints both ways', async () => {
    create();
    await open();
    engine.toggleLineBreakpoint(10);
    await engine.control('continue');
    expect(state().machine.view).toMatchObject({ line: 10, stop: { reason: 'breakpoint' } });
    await engine.seek(10);
    await engine.control('reverseContinue');
    expect(state().machine.view).toMatchObject({ line: 10, stop: { reason: 'breakpoint' } });
  });

  it('lets a breakpoint in the instruction list be that of its line', async () => {
    create();
    await open();
    engine.toggleSlotBreakpoint(0, 4);
    expect([...state().source.breakpointLines]).toEqual([9]);
    expect(state().source.breakpointSlots).toEqual([]);
  });

  it('goes on from where it stood after a replay', async () => {
    create();
    await open();
    await engine.goTo({ packet: 2, step: 7 });
    await engine.replayAll();
    expect(state().machine.view).toMatchObject({ packetIndex: 2, step: 7 });
    await engine.control('stepIn');
    expect(state().machine.view).toMatchObject({ packetIndex: 2, step: 8 });
  });
});

describe('editing', () => {
  it('takes only the answer for the newest text', async () => {
    create();
    await open();
    engine.setText(`${COUNT_AND_DROP}\n  nonsense here`);
    await engine.idle();
    expect(state().source.compilation?.runnable).toBe(false);
    expect(state().machine.view).toBeDefined();
    expect(isOutdated(state().source)).toBe(true);
    await engine.control('stepIn');
    expect(state().machine.view?.step).toBe(0);
    engine.setText(COUNT_AND_DROP.replace('XDP_DROP', 'XDP_TX'));
    await engine.idle();
    expect(state().replay.verdicts?.names).toContain('XDP_TX');
    expect(state().machine.view?.packetIndex).toBe(5);
  });

  it('is taken at once by who steps right after it', async () => {
    create();
    await open();
    await engine.goTo({ packet: 1, step: 0 });
    engine.setText(COUNT_AND_DROP.replace('r6 = *(u32 *)(r1 + 0)', 'r6 = *(u32 *)(r1 + 0)\n  r9 = 77'));
    await engine.control('stepIn');
    await engine.control('stepIn');
    expect(state().machine.view).toMatchObject({ packetIndex: 1, step: 2 });
    expect(state().machine.view?.registers[9]?.value).toBe(77n);
  });

  it('stops a program that does not end, and says so', async () => {
    create();
    await open(ENDLESS);
    expect(state().replay.verdicts).toMatchObject({ complete: false });
    const end = state().machine.view!.totalSteps;
    await engine.seek(end);
    expect(state().machine.view?.stop).toEqual({ reason: 'budget', limit: 100_000 });
  });
});

describe('a lost worker', () => {
  it('that crashes is rebuilt with everything', async () => {
    create();
    await open();
    await engine.goTo({ packet: 4, step: 6 });
    workers[0]!.crash('boom');
    await engine.idle();
    expect(workers).toHaveLength(2);
    expect(state().machine.view).toMatchObject({ packetIndex: 4, step: 6 });
    expect(
      state()
        .notices.list.map(({ text }) => text)
        .join(),
    ).toMatch(/nothing was lost/);
    await engine.control('stepIn');
    expect(state().machine.view?.step).toBe(7);
  });

  it('that hangs is ended by the watchdog and rebuilt', async () => {
    create(50);
    await open();
    await engine.goTo({ packet: 1, step: 3 });
    workers[0]!.hang();
    await engine.control('stepIn');
    await engine.idle();
    expect(workers[0]!.terminated).toBe(true);
    expect(state().machine.view).toMatchObject({ packetIndex: 1, step: 3 });
  });

  it('twice in a row is not run again by itself', async () => {
    create(50);
    await open();
    const [first] = workers;
    first!.crash('boom');
    workers[1]!.crash('boom again');
    await engine.idle();
    expect(workers).toHaveLength(3);
    expect(state().notices.list.at(-1)?.tone).toBe('warning');
    await engine.replayAll();
    expect(state().replay.status).toBe('done');
  });
});
