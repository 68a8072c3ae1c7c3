import type { Result } from '@skep/base';
import type { EventDiagnostic, Machine, Stop } from '@skep/vm';
import { verdictOf } from './machine-view.ts';
import type { PacketVerdict, ReplayResult } from './view.ts';

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Notes what becomes of each packet of a replay. */
export class ReplayRecorder {
  readonly #machine: Machine;
  readonly #packetData: (index: number) => Uint8Array | undefined;
  readonly #verdicts: PacketVerdict[] = [];
  readonly #counts = new Map<string, { packets: number; bytes: number }>();
  #instructions = 0;

  constructor(machine: Machine, packetData: (index: number) => Uint8Array | undefined) {
    this.#machine = machine;
    this.#packetData = packetData;
  }

  /** False when the replay should end: a program that does not come to an end on one packet will not on the next. */
  record(index: number, result: Result<Stop, EventDiagnostic>): boolean {
    const machine = this.#machine;
    const before = this.#packetData(index);
    if (!result.ok) {
      this.#verdicts.push({
        index,
        verdict: 'skipped',
        r0: 0n,
        steps: 0,
        modified: false,
        skipped: result.error.message,
      });
      this.#count('skipped', before);
      return true;
    }
    const stop = result.value;
    const verdict = verdictOf(machine, stop) ?? stop.reason;
    const length = machine.packet?.data.size;
    this.#verdicts.push({
      index,
      verdict,
      r0: stop.reason === 'exited' ? stop.r0 : 0n,
      steps: machine.step,
      modified: before !== undefined && this.#isModified(before),
      ...(length !== undefined && length !== before?.length && { lengthAfter: length }),
      stop,
    });
    this.#count(verdict, before);
    this.#instructions += machine.step;
    return stop.reason !== 'budget';
  }

  result(total: number): ReplayResult {
    const counts = [...this.#counts].map(([verdict, count]) => ({ verdict, ...count }));
    return {
      verdicts: this.#verdicts,
      counts: counts.sort((a, b) => b.packets - a.packets),
      instructions: this.#instructions,
      complete: this.#verdicts.length === total,
    };
  }

  #count(verdict: string, packet: Uint8Array | undefined): void {
    const { packets, bytes } = this.#counts.get(verdict) ?? { packets: 0, bytes: 0 };
    this.#counts.set(verdict, { packets: packets + 1, bytes: bytes + (packet?.length ?? 0) });
  }

  #isModified(before: Uint8Array): boolean {
    const packet = this.#machine.packet?.data;
    if (packet === undefined) return false;
    return !sameBytes(before, this.#machine.memory.bytes.subarray(packet.start, packet.start + packet.size));
  }
}
