import type { ProgramTypeName } from '@skep/abi';
import type { MapEntryView, SessionPosition, Syntax } from '@skep/session';
import type { CaptureChoice } from '../store/capture.ts';
import { left } from '../store/machine.ts';
import { withNotice, withoutNotice } from '../store/notices.ts';
import { outdated } from '../store/replay.ts';
import {
  effectiveBreakpoints,
  isRunnable,
  toggleInstruction,
  toggleLine,
  toSource,
  withCompilation,
  withProgramType,
  withSyntax,
  withText,
} from '../store/source.ts';
import { type AppStore, update } from '../store/store.ts';
import { createClient, type LossReason, type WorkerLike } from '../worker/client.ts';
import type { Outcome } from '../worker/protocol.ts';
import { type Captures, createCaptures, type FetchCapture } from './captures.ts';
import type { EngineContext } from './context.ts';
import { lossText } from './loss.ts';
import { createNavigation, type Navigation } from './navigate.ts';
import { firstOfInterest, replay } from './replay.ts';

export interface EngineOptions {
  readonly store: AppStore;
  readonly createWorker: () => WorkerLike;
  readonly fetchCapture: FetchCapture;
  /** Milliseconds. */
  readonly now: () => number;
  readonly patience?: number;
}

/** What a place to start from consists of: a sample, a link, or the work saved here. */
export interface Work {
  readonly text: string;
  readonly syntax: Syntax;
  readonly programType: ProgramTypeName;
  readonly sample?: string | undefined;
  readonly capture?: CaptureChoice | undefined;
  readonly breakpointLines?: readonly number[];
  readonly breakpointSlots?: readonly { readonly program: number; readonly pc: number }[];
  readonly position?: SessionPosition | undefined;
}

export interface Engine extends Navigation, Pick<Captures, 'need' | 'search'> {
  readonly store: AppStore;
  open(work: Work): Promise<void>;
  openCapture(choice: CaptureChoice): Promise<void>;
  setText(text: string): void;
  setSyntax(syntax: Syntax): void;
  setProgramType(type: ProgramTypeName): void;
  toggleLineBreakpoint(line: number): void;
  moveLineBreakpoints(lines: readonly number[]): void;
  toggleSlotBreakpoint(program: number, pc: number): void;
  clearBreakpoints(): void;
  /** All packets on fresh maps, then back to where the page stands. */
  replayAll(): Promise<void>;
  stopReplay(): void;
  mapEntries(map: number, offset: number, limit: number): Promise<Outcome<readonly MapEntryView[]>>;
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
  dispose(): void;
}

const PATIENCE = 10_000;
const TYPING_PAUSE = 120;
/** A replay that takes longer is not repeated at every change of the text. */
const QUICK_REPLAY = 400;

export function createEngine(options: EngineOptions): Engine {
  const { store, now } = options;
  let typing: ReturnType<typeof setTimeout> | undefined;
  let losses = 0;
  let work = 0;

  const client = createClient({
    createWorker: options.createWorker,
    patience: options.patience ?? PATIENCE,
    lost: (reason) => {
      context.rebuilding = rebuild(reason).finally(() => {
        context.rebuilding = undefined;
      });
    },
  });
  const context: EngineContext = { store, client, inRun: false, abortReplay: undefined, rebuilding: undefined };
  const navigation = createNavigation(context);
  const captures = createCaptures(context, options.fetchCapture);

  const counted = async <Of>(task: () => Promise<Of>): Promise<Of> => {
    work++;
    try {
      return await task();
    } finally {
      work--;
    }
  };

  const sendBreakpoints = (): void => {
    const breakpoints = effectiveBreakpoints(store.getState().source);
    void client.call('setBreakpoints', { breakpoints });
  };

  const compile = async (): Promise<boolean> => {
    const { source } = store.getState();
    context.abortReplay?.();
    context.inRun = false;
    const outcome = await client.call('load', { source: toSource(source) });
    if (outcome.status !== 'ok') return false;
    update(store, 'source', (latest) => withCompilation(latest, source.epoch, outcome.value));
    const taken = store.getState().source;
    if (taken.compiledEpoch !== source.epoch) return false;
    if (taken.epoch === source.epoch && !outcome.value.runnable) {
      update(store, 'machine', (machine) => left(machine, { wanted: true }));
      update(store, 'replay', outdated);
    }
    sendBreakpoints();
    return isRunnable(store.getState().source);
  };

  /** Program and capture stand: shows every verdict and enters a packet. */
  const start = async (choose: 'wanted' | 'interesting'): Promise<void> => {
    const state = store.getState();
    if (!isRunnable(state.source)) return;
    const { epoch } = state.source;
    const captureEpoch = state.capture.epoch;
    const quick = state.replay.verdicts === undefined || state.replay.milliseconds < QUICK_REPLAY;
    if (!quick) update(store, 'replay', outdated);
    else if (!(await replay(context, now)) && store.getState().replay.status !== 'failed') return;
    const latest = store.getState();
    if (latest.source.epoch !== epoch || latest.capture.epoch !== captureEpoch) return;
    const wanted = latest.machine.wanted;
    const last = (latest.capture.view?.packetCount ?? 1) - 1;
    const position =
      choose === 'wanted' && wanted !== undefined
        ? { packet: Math.min(wanted.packet, Math.max(0, last)), step: wanted.step }
        : { packet: firstOfInterest(latest.replay.verdicts), step: 0 };
    await navigation.goTo(position);
  };

  const changed = (): void => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      typing = undefined;
      void counted(async () => {
        if (context.rebuilding) await context.rebuilding;
        if (await compile()) await start(store.getState().machine.wanted ? 'wanted' : 'interesting');
      });
    }, TYPING_PAUSE);
  };

  /** After a worker was lost: the same session again, from its inputs. The second time in a row without running it. */
  const rebuild = async (reason: LossReason): Promise<void> => {
    losses++;
    context.inRun = false;
    context.abortReplay = undefined;
    const mine = losses;
    const again = losses === 1;
    update(store, 'notices', (notices) =>
      withNotice(notices, { id: 'worker', tone: again ? 'info' : 'warning', text: lossText(reason, again) }),
    );
    update(store, 'machine', (machine) => ({ ...machine, busy: false, epoch: machine.epoch + 1 }));
    update(store, 'replay', (state) => (state.status === 'running' ? outdated(state) : state));
    if (losses > 2) return;
    const { source, capture } = store.getState();
    const choice = capture.choice;
    const loaded = await client.call('load', { source: toSource(source) });
    if (loaded.status !== 'ok' || losses !== mine) return;
    update(store, 'source', (latest) => ({ ...latest, compilation: loaded.value, compiledEpoch: source.epoch }));
    sendBreakpoints();
    if (choice !== undefined && capture.status === 'ready') {
      const blob = choice.kind === 'own' ? choice.blob : await options.fetchCapture(choice.name);
      await client.call('openCapture', { name: choice.name, blob });
    }
    context.rebuilding = undefined;
    const { wanted } = store.getState().machine;
    if (again && wanted !== undefined) await navigation.goTo(wanted);
    if (losses === mine) losses = 0;
  };

  return {
    store,
    ...navigation,
    need: captures.need,
    search: captures.search,
    open: (next) =>
      counted(async () => {
        clearTimeout(typing);
        typing = undefined;
        losses = 0;
        update(store, 'notices', (notices) => withoutNotice(notices, 'worker'));
        update(store, 'machine', (machine) => ({ ...left(machine, { wanted: false }), wanted: next.position }));
        update(store, 'replay', (state) => ({ ...outdated(state), verdicts: undefined, status: 'none' }));
        update(store, 'source', (source) => ({
          ...source,
          text: next.text,
          syntax: next.syntax,
          programType: next.programType,
          sample: next.sample,
          breakpointLines: new Set(next.breakpointLines),
          breakpointSlots: next.breakpointSlots ?? [],
          epoch: source.epoch + 1,
        }));
        const opening = next.capture ? captures.open(next.capture) : Promise.resolve(false);
        const [runnable] = await Promise.all([compile(), opening]);
        if (runnable) await start('wanted');
      }),
    openCapture: (choice) =>
      counted(async () => {
        update(store, 'machine', (machine) => left(machine, { wanted: false }));
        if (await captures.open(choice)) await start('interesting');
      }),
    setText(text) {
      const before = store.getState().source.epoch;
      update(store, 'source', (source) => withText(source, text));
      if (store.getState().source.epoch !== before) changed();
    },
    setSyntax(syntax) {
      update(store, 'source', (source) => withSyntax(source, syntax));
      changed();
    },
    setProgramType(type) {
      update(store, 'source', (source) => withProgramType(source, type));
      changed();
    },
    toggleLineBreakpoint(line) {
      update(store, 'source', (source) => toggleLine(source, line));
      sendBreakpoints();
    },
    moveLineBreakpoints(lines) {
      const before = store.getState().source.breakpointLines;
      if (lines.length === before.size && lines.every((line) => before.has(line))) return;
      update(store, 'source', (source) => ({ ...source, breakpointLines: new Set(lines) }));
    },
    toggleSlotBreakpoint(program, pc) {
      update(store, 'source', (source) => toggleInstruction(source, { program, pc }));
      sendBreakpoints();
    },
    clearBreakpoints() {
      update(store, 'source', (source) => ({ ...source, breakpointLines: new Set(), breakpointSlots: [] }));
      sendBreakpoints();
    },
    replayAll: () =>
      counted(async () => {
        losses = 0;
        if (!isRunnable(store.getState().source)) return;
        if (await replay(context, now)) {
          const { wanted } = store.getState().machine;
          await navigation.goTo(wanted ?? { packet: firstOfInterest(store.getState().replay.verdicts), step: 0 });
        }
      }),
    stopReplay: () => context.abortReplay?.(),
    mapEntries: (map, offset, limit) => client.call('mapEntries', { map, offset, limit }),
    async idle() {
      while (work > 0 || typing !== undefined || client.pending() > 0 || context.rebuilding) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    dispose() {
      clearTimeout(typing);
      client.dispose();
    },
  };
}
