; Has a bug: it reads the first byte that a TCP segment carries, without
; looking whether it carries any.
;
; Linux would refuse to load this program. Here you can run it and see why.

.program xdp missing_check
.license GPL

.map first_bytes array key=u32 value=u64 entries=256  ; 22: TLS handshake

  r6 = *(u32 *)(r1 + xdp_md.data)
  r7 = *(u32 *)(r1 + xdp_md.data_end)
  r2 = r6
  r2 += 54                      ; Ethernet, IPv4 and TCP headers
  if r2 > r7 goto pass
  r3 = *(u16 *)(r6 + 12)        ; EtherType,
  r3 = be16 r3                  ; from network byte order
  if r3 != ETH_P_IP goto pass
  r3 = *(u8 *)(r6 + 23)
  if r3 != IPPROTO_TCP goto pass

  r4 = *(u8 *)(r6 + 46)         ; length of the TCP header in the upper
  r4 >>= 4                      ; four bits, in units of 4 bytes
  r4 <<= 2
  r6 += r4
  r3 = *(u8 *)(r6 + 34)         ; here is no check against r7
  *(u32 *)(r10 - 4) = r3
  r1 = map[first_bytes]
  r2 = r10
  r2 += -4
  call bpf_map_lookup_elem
  if r0 == 0 goto pass
  r1 = 1
  lock *(u64 *)(r0 + 0) += r1
pass:
  r0 = XDP_PASS
  exit
