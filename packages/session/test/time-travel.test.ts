import { beforeEach, describe, expect, it } from 'vitest';
import type { MachineView, Session } from '../src/index.ts';
import { loadedSession } from './support/session.ts';

const WITH_CALLS = `
r6 = 3
again:
r1 = r6
call twice
r6 += -1
if r6 != 0 goto again
r0 = 2
exit
.func twice
r0 = r1
r0 += r1
exit
`;

async function entered(text: string, packet = 0, packets = 1): Promise<Session> {
  const session = loadedSession(text, { packets });
  const result = await session.enter(packet);
  if (!result.ok) throw new Error(result.error.message);
  return session;
}

const at = (view: MachineView | undefined): string => `${view?.step}@${view?.pc} ${view?.stop.reason}`;

describe('control verbs', () => {
  let session: Session;
  beforeEach(async () => {
    session = await entered(WITH_CALLS);
  });

  it('enters before the first instruction, knowing how long the run is', () => {
    expect(at(session.view())).toBe('0@0 entry');
    expect(session.view()?.totalSteps).toBe(1 + 3 * 7 + 2);
  });

  it('steps into a function and out of it', () => {
    session.stepIn();
    session.stepIn();
    expect(at(session.stepIn())).toBe('3@7 step');
    expect(session.view()?.frames.map((frame) => frame.function)).toEqual(['main', 'twice']);
    expect(at(session.stepOut())).toBe('6@3 step');
  });

  it('steps over a call in both directions', () => {
    session.seek(2);
    expect(at(session.next())).toBe('6@3 step');
    expect(at(session.previous())).toBe('2@2 step');
  });

  it('goes back exactly where it came from', () => {
    const forward = Array.from({ length: 24 }, (_, step) => session.seek(step));
    for (let step = 23; step >= 0; step--) {
      const { stop: _there, ...view } = session.seek(step)!;
      const { stop: _here, ...expected } = forward[step]!;
      expect(view).toEqual(expected);
    }
  });

  it('stops at breakpoints in both directions, and at the ends without', () => {
    session.setBreakpoints([{ program: 0, pc: 8 }]);
    expect(at(session.continue())).toBe('4@8 breakpoint');
    expect(at(session.continue())).toBe('11@8 breakpoint');
    expect(at(session.reverseContinue())).toBe('4@8 breakpoint');
    expect(at(session.reverseContinue())).toBe('0@0 entry');
    session.setBreakpoints([]);
    expect(session.continue()?.stop).toEqual({ reason: 'exited', r0: 2n });
    expect(session.view()?.verdict).toBe('XDP_PASS');
    expect(at(session.stepBack())).toBe('23@6 step');
  });

  it('finds the slots of a source line', () => {
    expect(session.slotsOfLine(4)).toEqual([{ program: 0, pc: 1 }]);
    expect(session.slotsOfLine(1)).toEqual([]);
  });

  it('marks what the last step changed and read', () => {
    const view = session.seek(2)!;
    expect(view.registers.filter(({ changed }) => changed).map(({ index }) => index)).toEqual([1]);
    expect(view.registers.filter(({ read }) => read).map(({ index }) => index)).toEqual([6]);
  });

  it('traces the slots of the run and stays where it is', async () => {
    session.seek(5);
    const trace = await session.trace();
    expect([...trace!.pcs.slice(0, 8)]).toEqual([0, 1, 2, 7, 8, 9, 3, 4]);
    expect(trace!.pcs.length).toBe(24);
    expect(at(session.view())).toBe('5@9 step');
  });
});

const COUNTER = `
.map count array key=u32 value=u64 entries=1
*(u32 *)(r10 -4) = 0
r2 = r10
r2 += -4
r1 = map[count]
call map_lookup_elem
if r0 == 0 goto out
r1 = *(u64 *)(r0 +0)
r1 += 1
*(u64 *)(r0 +0) = r1
out:
r0 = 2
exit
`;

describe('between packets', () => {
  it('shows maps as the packets before left them, in any order of visits', async () => {
    const session = await entered(COUNTER, 0, 300);
    for (const packet of [0, 299, 7, 130, 64, 65]) {
      await session.enter(packet);
      const [entry] = session.view()!.maps[0]!.entries;
      expect([...entry!.values[0]!]).toEqual([packet & 255, packet >> 8, 0, 0, 0, 0, 0, 0]);
    }
  });

  it('replays all packets on fresh maps', async () => {
    const session = await entered(COUNTER, 5, 300);
    const result = await session.replay();
    expect(result.ok && result.value.counts).toEqual([{ verdict: 'XDP_PASS', packets: 300, bytes: 300 * 64 }]);
    expect(session.mapEntries(0, 0, 1)[0]!.values[0]![0]).toBe(300 & 255);
  });

  it('refuses a packet that is not there', async () => {
    const session = await entered(COUNTER, 0, 3);
    const result = await session.enter(3);
    expect(result.ok || result.error.code).toBe('session/no-such-packet');
  });
});

describe('runs that do not end well', () => {
  it('stops a program that loops for ever and says so', async () => {
    const session = await entered('again: goto again');
    expect(session.continue()?.stop).toEqual({ reason: 'budget', limit: 2_000_000 });
    const replay = await session.replay();
    expect(replay.ok && replay.value.complete).toBe(true);
  });

  it('stands after the faulting instruction, which can be stepped back over', async () => {
    const session = await entered('r1 = 0\nr0 = *(u8 *)(r1 +4)\nexit');
    const view = session.continue()!;
    expect(view.stop.reason === 'fault' && view.stop.fault.code).toBe('vm/null-access');
    expect(at(session.stepBack())).toBe('1@1 step');
  });

  it('scrubs a run of a million steps in well under 100 ms to any step', async () => {
    const session = await entered('r0 = 0\nagain: r0 += 1\nif r0 < 600000 goto again\nexit');
    const total = session.view()!.totalSteps;
    expect(total).toBe(1_200_002);
    const slowest = Math.max(
      ...Array.from({ length: 50 }, (_, index) => {
        const step = (index * 7_919_237) % total;
        const before = performance.now();
        session.seek(step);
        return performance.now() - before;
      }),
    );
    expect(slowest).toBeLessThan(100);
  });
});
