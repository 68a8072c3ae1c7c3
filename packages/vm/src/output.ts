/** Something a program said to user space, in order. `step` is the number of instructions executed before it in its run. */
export type Output =
  | { readonly kind: 'printk'; readonly text: string; readonly pc: number; readonly step: number }
  | {
      readonly kind: 'perf-event';
      readonly map: number;
      readonly data: Uint8Array;
      readonly pc: number;
      readonly step: number;
    }
  | {
      readonly kind: 'ringbuf';
      readonly map: number;
      readonly data: Uint8Array;
      readonly pc: number;
      readonly step: number;
    };
