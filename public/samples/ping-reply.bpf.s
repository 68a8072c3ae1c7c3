; Answers pings itself: turns the echo request round and sends it back.

.program xdp ping_reply
.license GPL

  r6 = *(u32 *)(r1 + xdp_md.data)
  r7 = *(u32 *)(r1 + xdp_md.data_end)
  r2 = r6
  r2 += 42                      ; Ethernet, IPv4 and ICMP headers
  if r2 > r7 goto pass
  r3 = *(u16 *)(r6 + 12)        ; EtherType,
  r3 = be16 r3                  ; from network byte order
  if r3 != ETH_P_IP goto pass   ; not IPv4
  r3 = *(u8 *)(r6 + 14)
  if r3 != 0x45 goto pass       ; the IPv4 header has options
  r3 = *(u8 *)(r6 + 23)
  if r3 != IPPROTO_ICMP goto pass
  r3 = *(u8 *)(r6 + 34)
  if r3 != 8 goto pass          ; not an echo request

  r2 = *(u32 *)(r6 + 0)         ; swap the MAC addresses: 4 bytes ...
  r3 = *(u16 *)(r6 + 4)         ; ... and 2
  r4 = *(u32 *)(r6 + 6)
  r5 = *(u16 *)(r6 + 10)
  *(u32 *)(r6 + 0) = r4
  *(u16 *)(r6 + 4) = r5
  *(u32 *)(r6 + 6) = r2
  *(u16 *)(r6 + 10) = r3

  r2 = *(u32 *)(r6 + 26)        ; swap the IPv4 addresses: the header's
  r3 = *(u32 *)(r6 + 30)        ; checksum is a sum and stays as it is
  *(u32 *)(r6 + 26) = r3
  *(u32 *)(r6 + 30) = r2

  *(u8 *)(r6 + 34) = 0          ; type 8, request, becomes 0, reply
  r2 = *(u16 *)(r6 + 36)        ; RFC 1624: the checksum gains what the
  r2 += 8                       ; message lost, in one's complement: a carry
  r3 = r2
  r3 >>= 16
  r2 += r3                      ; is added at the other end
  *(u16 *)(r6 + 36) = r2

  r0 = XDP_TX
  exit
pass:
  r0 = XDP_PASS
  exit
