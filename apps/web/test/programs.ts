/** Drops packets whose byte 14 is odd, counts them all. */
export const COUNT_AND_DROP = `.program xdp parity
.license GPL
.map seen array key=u32 value=u64 entries=2

  r6 = *(u32 *)(r1 + 0)
  r7 = *(u32 *)(r1 + 4)
  r2 = r6
  r2 += 15
  if r2 > r7 goto pass
  r8 = *(u8 *)(r6 + 14)
  r8 &= 1
  *(u32 *)(r10 - 4) = r8
  r1 = map[seen]
  r2 = r10
  r2 += -4
  call bpf_map_lookup_elem
  if r0 == 0 goto pass
  r1 = *(u64 *)(r0 + 0)
  r1 += 1
  *(u64 *)(r0 + 0) = r1
  if r8 == 0 goto pass
  r0 = XDP_DROP
  exit
pass:
  r0 = XDP_PASS
  exit
`;

export const ENDLESS = `.program xdp endless
top:
  r0 = 0
  goto top
  exit
`;
