; Counts packets by IP protocol and drops pings.
;
; The kernel runs an XDP program for each packet
; that comes in, before anything else looks at it.
; Its verdict stands in r0 when it exits.

.program xdp protocols
.license GPL
.map packets array key=u32 value=u64 entries=256
.map text array key=u32 value=u8[16] entries=1 { 0: "ping, TTL %d\n" }

  ; r1 points at struct xdp_md: it says where the
  ; packet begins and where it ends
  r6 = *(u32 *)(r1 + xdp_md.data)
  r7 = *(u32 *)(r1 + xdp_md.data_end)

  ; is it long enough for Ethernet, IPv4 and a byte
  ; of ICMP? Linux insists on such a check
  r2 = r6
  r2 += 35
  if r2 > r7 goto pass

  ; EtherType, from network byte order
  r3 = *(u16 *)(r6 + 12)
  r3 = be16 r3
  if r3 != ETH_P_IP goto pass

  ; packets[protocol] += 1
  r8 = *(u8 *)(r6 + 23)       ; protocol
  *(u32 *)(r10 - 4) = r8      ; on the stack
  r1 = map[packets]
  r2 = r10
  r2 += -4
  call bpf_map_lookup_elem    ; address, or 0
  if r0 == 0 goto pass
  r1 = 1
  lock *(u64 *)(r0 + 0) += r1

  ; an ICMP echo request, a ping?
  if r8 != IPPROTO_ICMP goto pass
  r3 = *(u8 *)(r6 + 14)
  if r3 != 0x45 goto pass     ; has IP options
  r3 = *(u8 *)(r6 + 34)
  if r3 != 8 goto pass

  ; then say so (see Output) and drop it
  r1 = map[text][0]
  r2 = 16
  r3 = *(u8 *)(r6 + 22)       ; time to live
  call bpf_trace_printk
  r0 = XDP_DROP
  exit

pass:
  r0 = XDP_PASS
  exit
