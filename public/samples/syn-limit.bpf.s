; Lets each address begin three TCP connections a second, drops the rest.
;
; A full LRU hash forgets what was not used for longest, so that a flood
; from many addresses cannot fill it for good.

.program xdp syn_limit
.license GPL

.map sources lru_hash key=ipv4 value=u64[2] entries=1024  ; since (ns), SYNs
.const SECOND 1000000000
.const MOST_SYNS 3

  r6 = *(u32 *)(r1 + xdp_md.data)
  r7 = *(u32 *)(r1 + xdp_md.data_end)
  r2 = r6
  r2 += 54                      ; Ethernet, IPv4 and TCP headers
  if r2 > r7 goto pass
  r3 = *(u16 *)(r6 + 12)        ; EtherType,
  r3 = be16 r3                  ; from network byte order
  if r3 != ETH_P_IP goto pass   ; not IPv4
  r3 = *(u8 *)(r6 + 23)
  if r3 != IPPROTO_TCP goto pass
  r3 = *(u8 *)(r6 + 47)         ; TCP flags
  r3 &= 0x12
  if r3 != 0x02 goto pass       ; SYN without ACK: somebody wants to connect

  r3 = *(u32 *)(r6 + 26)        ; the source address is the key
  *(u32 *)(r10 - 4) = r3
  call bpf_ktime_get_ns
  r8 = r0                       ; now
  r1 = map[sources]
  r2 = r10
  r2 += -4
  call bpf_map_lookup_elem
  if r0 == 0 goto first

  r1 = *(u64 *)(r0 + 0)
  r1 += SECOND
  if r8 >= r1 goto first        ; the second is over: begin another
  r1 = *(u64 *)(r0 + 8)
  r1 += 1
  *(u64 *)(r0 + 8) = r1
  if r1 <= MOST_SYNS goto pass
  r0 = XDP_DROP
  exit

first:
  *(u64 *)(r10 - 24) = r8       ; the value on the stack: now, 1
  *(u64 *)(r10 - 16) = 1
  r1 = map[sources]
  r2 = r10
  r2 += -4
  r3 = r10
  r3 += -24
  r4 = BPF_ANY
  call bpf_map_update_elem
pass:
  r0 = XDP_PASS
  exit
