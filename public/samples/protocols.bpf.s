; Counts packets by IP protocol and drops pings.
;
; The kernel runs an XDP program for each packet that comes in, before
; anything else looks at it. Its verdict stands in r0 when it exits.

.program xdp protocols
.license GPL

.map packets array key=u32 value=u64 entries=256  ; by IP protocol
.map text array key=u32 value=u8[16] entries=1 { 0: "ping, TTL %d\n" }

  r6 = *(u32 *)(r1 + 0)         ; r1: struct xdp_md; its field data:
  r7 = *(u32 *)(r1 + 4)         ; the packet's start; data_end: its end
  r2 = r6
  r2 += 35                      ; Ethernet 14, IPv4 20, ICMP's first byte
  if r2 > r7 goto pass          ; Linux wants this check before any access

  r3 = *(u16 *)(r6 + 12)        ; EtherType,
  r3 = be16 r3                  ; from network byte order
  if r3 != ETH_P_IP goto pass

  r8 = *(u8 *)(r6 + 23)         ; protocol: 1 ICMP, 6 TCP, 17 UDP
  *(u32 *)(r10 - 4) = r8        ; the key lies in memory: on the stack
  r1 = map[packets]
  r2 = r10
  r2 += -4
  call bpf_map_lookup_elem      ; r0 = address of the value, or 0
  if r0 == 0 goto pass
  r1 = 1
  lock *(u64 *)(r0 + 0) += r1   ; atomic: other CPUs count, too

  if r8 != IPPROTO_ICMP goto pass
  r3 = *(u8 *)(r6 + 14)
  if r3 != 0x45 goto pass       ; with options, ICMP begins later
  r3 = *(u8 *)(r6 + 34)         ; type of the ICMP message
  if r3 != 8 goto pass          ; 8: echo request, a ping

  r1 = map[text][0]
  r2 = 16
  r3 = *(u8 *)(r6 + 22)         ; time to live
  call bpf_trace_printk         ; a line for the Output panel
  r0 = XDP_DROP
  exit

pass:
  r0 = XDP_PASS
  exit
