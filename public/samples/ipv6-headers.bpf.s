; Finds out what IPv6 packets carry: past VLAN tags and extension headers.
;
; Linux accepts a loop when its verifier sees that it ends: r9 counts on.

.program xdp ipv6_headers
.license GPL

.map packets array key=u32 value=u64 entries=256  ; 6 TCP, 17 UDP, 58 ICMPv6

  r6 = *(u32 *)(r1 + xdp_md.data)
  r7 = *(u32 *)(r1 + xdp_md.data_end)
  r6 += 12                      ; to the EtherType
  r9 = 0
next_tag:
  r2 = r6
  r2 += 42                      ; EtherType (2 bytes) and IPv6 header (40)
  if r2 > r7 goto pass
  r3 = *(u16 *)(r6 + 0)
  r3 = be16 r3                  ; from network byte order
  if r3 == ETH_P_IPV6 goto ipv6
  if r3 != ETH_P_8021Q goto pass ; a VLAN tag
  r6 += 4                       ; is 4 bytes long
  r9 += 1
  if r9 < 3 goto next_tag
  goto pass                     ; more tags than anybody uses

ipv6:
  r8 = *(u8 *)(r6 + 8)          ; what comes after the IPv6 header
  r6 = r2
  r9 = 0
next_header:
  if r8 == IPPROTO_HOPOPTS goto extension
  if r8 == IPPROTO_ROUTING goto extension
  if r8 != IPPROTO_DSTOPTS goto count
extension:
  r2 = r6
  r2 += 8
  if r2 > r7 goto pass
  r8 = *(u8 *)(r6 + 0)          ; what comes after this header
  r3 = *(u8 *)(r6 + 1)          ; its length in units of 8 bytes, less one
  r3 += 1
  r3 <<= 3
  r6 += r3
  r9 += 1
  if r9 < 6 goto next_header
  goto pass

count:
  *(u32 *)(r10 - 4) = r8
  r1 = map[packets]
  r2 = r10
  r2 += -4
  call bpf_map_lookup_elem
  if r0 == 0 goto pass
  r1 = 1
  lock *(u64 *)(r0 + 0) += r1
pass:
  r0 = XDP_PASS
  exit
