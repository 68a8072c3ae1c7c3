import { parseArgs } from 'node:util';
import { runOnce } from '@skep/session';
import type { MachineEvent, Stop } from '@skep/vm';
import { type Command, UsageError } from '../command.ts';
import { bytesOption, numberOption, readBytes } from '../input.ts';
import { loadProgram, RUN_OPTIONS, RUN_USAGE, runSettings } from '../program-options.ts';
import { diagnosticLine, toJson } from '../report.ts';

const NOW = { time: 3_600_000_000_000n, cpu: 0 };
const MOST_ENTRIES = 1024;

function stopText(stop: Stop): string {
  switch (stop.reason) {
    case 'exited':
      return `r0 = 0x${stop.r0.toString(16)} (${BigInt.asIntN(64, stop.r0)})`;
    case 'fault':
      return `fault: ${stop.fault.message} [${stop.fault.code}]`;
    case 'budget':
      return `stopped: the program had not ended after ${stop.limit} instructions`;
    default:
      return stop.reason;
  }
}

interface EventValues {
  readonly packet?: string | undefined;
  readonly mem?: string | undefined;
  readonly ctx?: string | undefined;
}

function eventOf({ packet, mem, ctx }: EventValues): MachineEvent {
  if (packet !== undefined) {
    return { kind: 'packet', data: bytesOption(packet, '--packet'), ingressIfindex: 1, rxQueueIndex: 0, ...NOW };
  }
  if (ctx !== undefined) return { kind: 'context', context: bytesOption(ctx, '--ctx'), ...NOW };
  return { kind: 'memory', data: mem === undefined ? new Uint8Array() : bytesOption(mem, '--mem'), ...NOW };
}

export const run: Command = {
  name: 'run',
  summary: 'run a program once: on a packet, a context, or plain memory (r1 = address, r2 = length)',
  usage: `FILE [--capture FILE --index N | --packet HEX | --ctx HEX | --mem HEX] ${RUN_USAGE}`,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...RUN_OPTIONS,
        capture: { type: 'string' },
        index: { type: 'string' },
        packet: { type: 'string' },
        mem: { type: 'string' },
        ctx: { type: 'string' },
      },
    });
    const [path] = positionals;
    if (path === undefined) throw new UsageError('run takes a source file.');
    const loaded = loadProgram(path, values, terminal);
    if (loaded === undefined) return 1;
    const { session, compilation } = loaded;

    let outcome: ReturnType<typeof runOnce>;
    if (values.capture !== undefined) {
      const opened = session.openCapture(values.capture, readBytes(values.capture));
      const entered = opened.ok ? await session.enter(numberOption(values.index, '--index', 0)) : opened;
      if (!entered.ok) {
        terminal.error(diagnosticLine(values.capture, entered.error));
        return 1;
      }
      outcome = { ok: true, value: session.seek(entered.value.totalSteps)! };
    } else {
      outcome = runOnce(compilation.object!, runSettings(values), eventOf(values));
    }
    if (!outcome.ok) {
      for (const each of outcome.error) terminal.error(diagnosticLine(path, each));
      return 1;
    }

    const { stop, step, outputs, packet } = outcome.value;
    // On plain memory the program is a function; its result is no verdict.
    const verdict = packet === undefined && values.ctx === undefined ? undefined : outcome.value.verdict;
    if (values.json) {
      const maps = outcome.value.maps.map(({ definition, entries }) => ({
        name: definition.name,
        entries: entries.slice(0, MOST_ENTRIES),
      }));
      const registers = outcome.value.registers.map(({ value }) => value);
      terminal.out(
        toJson({
          ok: stop.reason === 'exited',
          stop,
          verdict,
          steps: step,
          registers,
          outputs,
          packet: packet?.bytes,
          maps,
        }),
      );
    } else {
      for (const output of outputs) if (output.kind === 'printk') terminal.out(`printk: ${output.text}`);
      terminal.out(stopText(stop));
      terminal.out(`${verdict === undefined ? '' : `${verdict}, `}${step} instructions`);
    }
    return stop.reason === 'exited' ? 0 : 1;
  },
};
