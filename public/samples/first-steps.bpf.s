; First steps, with mnemonics: what is the largest number that divides
; both 1071 and 462?
;
; There are eleven registers, r0 to r10, of 64 bits each. Step through the
; program and watch r1 and r2 shrink until both are the answer, 21.

.program xdp first_steps

  mov64 r1, 1071
  mov64 r2, 462
again:
  jeq r1, r2, done      ; if r1 == r2, go on at done
  jgt r1, r2, larger    ; if r1 > r2, go on at larger
  sub64 r2, r1          ; r2 = r2 - r1
  ja again              ; go back
larger:
  sub64 r1, r2          ; r1 = r1 - r2
  ja again
done:
  mov64 r0, XDP_PASS    ; the verdict: let the packet pass
  exit
