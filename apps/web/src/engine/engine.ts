import type { ProgramTypeName } from '@skep/abi';
import type { MapEntryView, SessionPosition, Syntax } from '@skep/session';
import type { CaptureChoice } from '../store/capture.ts';
import { left } from '../store/machine.ts';
import { withoutNotice } from '../store/notices.ts';
import { outdated } from '../store/replay.ts';
import { isRunnable, toggleInstruction, toggleLine, withProgramType, withSyntax, withText } from '../store/source.ts';
import { type AppStore, update } from '../store/store.ts';
import { createClient, type WorkerLike } from '../worker/client.ts';
import type { Outcome } from '../worker/protocol.ts';
import { type Captures, createCaptures, type FetchCapture } from './captures.ts';
import type { EngineContext } from './context.ts';
import { createNavigation, type Navigation } from './navigate.ts';
import { compile, sendBreakpoints } from './program.ts';
import { createRebuilding } from './rebuild.ts';
import { packetOfInterest, replay } from './replay.ts';

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
  let changing: Promise<void> | undefined;
  let work = 0;

  const client = createClient({
    createWorker: options.createWorker,
    patience: options.patience ?? PATIENCE,
    lost: (reason) => {
      const rebuilt = rebuilding.lost(reason).finally(() => {
        if (context.rebuilding === rebuilt) context.rebuilding = undefined;
      });
      context.rebuilding = rebuilt;
    },
  });
  const context: EngineContext = { store, client, inRun: false, abortReplay: undefined, rebuilding: undefined };
  const navigation = createNavigation(context);
  const captures = createCaptures(context, options.fetchCapture);
  const rebuilding = createRebuilding(context, navigation, options.fetchCapture);

  const counted = async <Of>(task: () => Promise<Of>): Promise<Of> => {
    work++;
    try {
      return await task();
    } finally {
      work--;
    }
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
        : { packet: packetOfInterest(latest.replay.verdicts), step: 0 };
    await navigation.goTo(position);
  };

  const takeChange = (): void => {
    clearTimeout(typing);
    typing = undefined;
    const taking = counted(async () => {
      if (context.rebuilding) await context.rebuilding;
      if (await compile(context)) await start(store.getState().machine.wanted ? 'wanted' : 'interesting');
    }).finally(() => {
      if (changing === taking) changing = undefined;
    });
    changing = taking;
  };

  const changed = (): void => {
    clearTimeout(typing);
    typing = setTimeout(takeChange, TYPING_PAUSE);
  };

  /** Who steps right after typing means the program as it is now. */
  const settled = async (): Promise<void> => {
    if (typing !== undefined) takeChange();
    if (changing !== undefined) await changing;
  };

  return {
    store,
    goTo: (position) => settled().then(() => navigation.goTo(position)),
    control: (verb) => settled().then(() => navigation.control(verb)),
    seek: (step) => settled().then(() => navigation.seek(step)),
    need: (page) => captures.need(page),
    search: (text) => captures.search(text),
    open: (next) =>
      counted(async () => {
        clearTimeout(typing);
        typing = undefined;
        rebuilding.forgive();
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
          compilation: undefined,
          built: undefined,
          cursorLine: undefined,
          epoch: source.epoch + 1,
        }));
        const opening = next.capture ? captures.open(next.capture) : Promise.resolve(false);
        const [runnable] = await Promise.all([compile(context), opening]);
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
      sendBreakpoints(context);
    },
    moveLineBreakpoints(lines) {
      const before = store.getState().source.breakpointLines;
      if (lines.length === before.size && lines.every((line) => before.has(line))) return;
      update(store, 'source', (source) => ({ ...source, breakpointLines: new Set(lines) }));
    },
    toggleSlotBreakpoint(program, pc) {
      update(store, 'source', (source) => toggleInstruction(source, { program, pc }));
      sendBreakpoints(context);
    },
    clearBreakpoints() {
      update(store, 'source', (source) => ({ ...source, breakpointLines: new Set(), breakpointSlots: [] }));
      sendBreakpoints(context);
    },
    replayAll: () =>
      counted(async () => {
        rebuilding.forgive();
        if (!isRunnable(store.getState().source)) return;
        if (await replay(context, now)) {
          const { wanted } = store.getState().machine;
          await navigation.goTo(wanted ?? { packet: packetOfInterest(store.getState().replay.verdicts), step: 0 });
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
