; Tells user space about every UDP datagram: from whom, to whom, how long.
;
; A ring buffer hands out a record, the program fills it in, and submitting
; makes it visible. The verifier sees to it that none is forgotten.

.program xdp events
.license GPL

.map ring ringbuf entries=4096

  r6 = *(u32 *)(r1 + xdp_md.data)
  r7 = *(u32 *)(r1 + xdp_md.data_end)
  r2 = r6
  r2 += 42                      ; Ethernet, IPv4 and UDP headers
  if r2 > r7 goto pass
  r3 = *(u16 *)(r6 + 12)        ; EtherType,
  r3 = be16 r3                  ; from network byte order
  if r3 != ETH_P_IP goto pass   ; not IPv4
  r3 = *(u8 *)(r6 + 14)
  if r3 != 0x45 goto pass       ; the IPv4 header has options
  r3 = *(u8 *)(r6 + 23)
  if r3 != IPPROTO_UDP goto pass

  r1 = map[ring]
  r2 = 16                       ; bytes in a record
  r3 = 0
  call bpf_ringbuf_reserve
  if r0 == 0 goto pass          ; the buffer is full

  r1 = *(u32 *)(r6 + 26)        ; bytes 0 to 3: source address
  *(u32 *)(r0 + 0) = r1
  r1 = *(u32 *)(r6 + 30)        ; 4 to 7: destination address
  *(u32 *)(r0 + 4) = r1
  r1 = *(u32 *)(r6 + 34)        ; 8 to 11: both ports, in network order
  *(u32 *)(r0 + 8) = r1
  r1 = *(u16 *)(r6 + 38)        ; 12 to 15: length of the datagram,
  r1 = be16 r1                  ; in the byte order of this machine
  *(u32 *)(r0 + 12) = r1

  r1 = r0
  r2 = 0
  call bpf_ringbuf_submit
pass:
  r0 = XDP_PASS
  exit
