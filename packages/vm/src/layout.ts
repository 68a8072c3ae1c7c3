/**
 * Where things lie in the machine's memory:
 *
 *     0x00000  nobody: null and whatever a signed 16-bit offset reaches from it
 *     0x08000  stacks of the 8 frames, 512 bytes each, with as much of nobody's memory before each
 *     0x0b000  one address for each map, which stands for the map as a whole
 *     ......   context
 *     ......   packet or other input
 *     ......   maps
 *
 * Nothing lies below 0x8000, and the whole is smaller than 2 GiB. So `register + offset` may be added in 32 bits: a sum
 * that wraps ends below 0x8000, and is refused like any other address there.
 */
export const LOWEST_ADDRESS = 0x8000;
export const MAX_MEMORY_BYTES = 0x7fff_0000;

/** `MAX_CALL_FRAMES` of `include/linux/bpf_verifier.h`. */
export const MAX_FRAMES = 8;
/** `MAX_BPF_STACK` of `include/linux/filter.h`. */
export const STACK_BYTES = 512;
const STACK_GAP = 512;

export const MAP_HANDLES = 0xb000;
const MAP_HANDLE_BYTES = 64;

/** `BPF_PROG_TEST_RUN` of a syscall program takes at most `U16_MAX` bytes of context. */
export const MAX_CONTEXT_BYTES = 0x10000;
/** Enough for the largest frame that capture tools keep by default (262,144 bytes). */
export const MAX_INPUT_BYTES = 0x40000;
/** Before the data: `XDP_PACKET_HEADROOM`, and more than `NET_SKB_PAD`. */
export const INPUT_HEADROOM = 256;
/** After the data, at most: what is left of a 4 KiB frame. */
const INPUT_TAILROOM = 0x1000;
const PAGE = 0x1000;

const roundUp = (value: number, unit: number): number => Math.ceil(value / unit) * unit;

/** First byte of a frame's stack. */
export function stackStart(frame: number): number {
  return LOWEST_ADDRESS + frame * (STACK_GAP + STACK_BYTES) + STACK_GAP;
}

/** The address that stands for a map. */
export function mapHandle(map: number): number {
  return MAP_HANDLES + map * MAP_HANDLE_BYTES;
}

export interface Layout {
  readonly context: number;
  /** First byte of the headroom. */
  readonly input: number;
  readonly inputBytes: number;
  /** By map. */
  readonly maps: readonly number[];
  /** Bytes in all. */
  readonly size: number;
}

/** @param mapBytes what each map needs */
export function layOut(mapBytes: readonly number[]): Layout {
  const context = roundUp(mapHandle(mapBytes.length) + PAGE, PAGE);
  const input = context + MAX_CONTEXT_BYTES + PAGE;
  const inputBytes = INPUT_HEADROOM + MAX_INPUT_BYTES + INPUT_TAILROOM;
  let end = roundUp(input + inputBytes, PAGE) + PAGE;
  const maps = mapBytes.map((bytes) => {
    const start = end;
    end = roundUp(start + bytes, PAGE) + PAGE;
    return start;
  });
  return { context, input, inputBytes, maps, size: end };
}
