; Traffic control (tc): counts bytes by protocol, lets DNS go first.
;
; It runs after XDP, when the kernel has made a struct __sk_buff of the
; packet, and may say how the packet is to be queued.

.program sched_cls dns_priority
.license GPL

.map bytes array key=u32 value=u64 entries=256  ; by IP protocol

  r6 = r1
  r2 = *(u32 *)(r6 + __sk_buff.protocol)
  r2 = be16 r2                  ; EtherType, from network byte order
  if r2 != ETH_P_IP goto ok     ; not IPv4
  r2 = 23                       ; from byte 23 of the packet, its protocol,
  r3 = r10
  r3 += -4                      ; to the stack
  r4 = 1
  *(u32 *)(r10 - 4) = 0
  call bpf_skb_load_bytes       ; checks the bounds itself
  if r0 != 0 goto ok

  r1 = map[bytes]
  r2 = r10
  r2 += -4                      ; what was loaded is the key
  call bpf_map_lookup_elem
  if r0 == 0 goto ok
  r1 = *(u32 *)(r6 + __sk_buff.len)
  lock *(u64 *)(r0 + 0) += r1

  r1 = *(u8 *)(r10 - 4)
  if r1 != IPPROTO_UDP goto ok
  r1 = r6
  r2 = 36                       ; destination port of a plain IPv4 packet
  r3 = r10
  r3 += -8
  r4 = 2
  call bpf_skb_load_bytes
  if r0 != 0 goto ok
  r1 = *(u16 *)(r10 - 8)
  r1 = be16 r1
  if r1 != 53 goto ok           ; not DNS
  *(u32 *)(r6 + __sk_buff.priority) = 6   ; TC_PRIO_INTERACTIVE
ok:
  r0 = TC_ACT_OK
  exit
