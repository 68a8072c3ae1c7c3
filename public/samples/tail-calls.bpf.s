; Three programs: the first jumps into one of the others.
;
; A tail call replaces the running program with one from a program array.
; It comes back only when the array has none at that index.

.license GPL
.map parsers prog_array key=u32 value=u32 entries=256 {
  IPPROTO_TCP: "tcp", IPPROTO_UDP: "udp"
}

.program xdp dispatch
  r2 = *(u32 *)(r1 + xdp_md.data)
  r3 = *(u32 *)(r1 + xdp_md.data_end)
  r4 = r2
  r4 += 34                      ; Ethernet and IPv4 headers
  if r4 > r3 goto pass
  r5 = *(u16 *)(r2 + 12)        ; EtherType,
  r5 = be16 r5                  ; from network byte order
  if r5 != ETH_P_IP goto pass
  r3 = *(u8 *)(r2 + 23)         ; the protocol is the index
  r2 = map[parsers]
  call bpf_tail_call            ; r1 still is the context
pass:                           ; neither TCP nor UDP: nobody there
  r0 = XDP_PASS
  exit

.program xdp tcp
  r2 = *(u32 *)(r1 + xdp_md.data)
  r3 = *(u32 *)(r1 + xdp_md.data_end)
  r4 = r2
  r4 += 54                      ; Ethernet, IPv4 and TCP headers
  if r4 > r3 goto pass          ; each program must check for itself
  r5 = *(u16 *)(r2 + 36)        ; destination port
  r5 = be16 r5
  if r5 != 80 goto pass         ; HTTP, not encrypted
  r0 = XDP_DROP
  exit
pass:
  r0 = XDP_PASS
  exit

.program xdp udp
  r0 = XDP_DROP                 ; no UDP today
  exit
