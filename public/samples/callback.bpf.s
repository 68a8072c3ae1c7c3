; Sorts the first 64 bytes of each packet into 16 bins, with a callback.
;
; bpf_loop calls a function a number of times. Unlike a jump backwards,
; it costs the verifier one look, however many rounds there are.

.program xdp histogram
.license GPL

.map bins array key=u32 value=u64 entries=16  ; by each byte's upper half

  r2 = *(u32 *)(r1 + xdp_md.data)
  r3 = *(u32 *)(r1 + xdp_md.data_end)
  *(u64 *)(r10 - 16) = r2       ; what the callback needs lies on this stack
  *(u64 *)(r10 - 8) = r3
  r1 = 64                       ; how many times
  r2 = func[one_byte]
  r3 = r10
  r3 += -16                     ; the callback gets this address in r2
  r4 = 0
  call bpf_loop
  r0 = XDP_PASS
  exit

.func one_byte                  ; r1: which round, from 0; r2: the address
  r3 = *(u64 *)(r2 + 0)         ; data
  r4 = *(u64 *)(r2 + 8)         ; data_end
  r1 &= 63                      ; tells the verifier how large r1 can be
  r3 += r1
  r5 = r3
  r5 += 1
  if r5 > r4 goto stop          ; behind the end of the packet
  r1 = *(u8 *)(r3 + 0)
  r1 >>= 4
  *(u32 *)(r10 - 4) = r1
  r1 = map[bins]
  r2 = r10
  r2 += -4
  call bpf_map_lookup_elem
  if r0 == 0 goto stop
  r1 = 1
  lock *(u64 *)(r0 + 0) += r1
  r0 = 0                        ; 0: go on
  exit
stop:
  r0 = 1                        ; 1: leave the loop
  exit
