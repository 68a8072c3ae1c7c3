; Has a bug: it never ends. It walks to the end of a text and forgets to
; step forward.
;
; Linux would refuse to load this program: its verifier finds the infinite
; loop. Here the run is stopped in the end, and you can look into it.

.program xdp endless

  *(u64 *)(r10 - 8) = 0x706b53  ; the letters S, k, p and a zero behind them
  r2 = r10
  r2 += -8                      ; the address of the first letter
next:
  r3 = *(u8 *)(r2 + 0)
  if r3 == 0 goto end
                                ; here r2 += 1 is missing
  goto next
end:
  r0 = XDP_PASS
  exit
