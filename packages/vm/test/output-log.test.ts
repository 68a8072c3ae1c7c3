import { expect, it } from 'vitest';
import type { Output } from '../src/index.ts';
import { OutputLog } from '../src/output-log.ts';

const printk = (text: string): Output => ({ kind: 'printk', text, pc: 0, step: 0 });
const texts = (log: OutputLog) => log.outputs.map((output) => output.kind === 'printk' && output.text);

it('goes back, and on in another way', () => {
  const log = new OutputLog();
  for (const text of ['a', 'b']) log.add(printk(text));
  const before = log.save();
  log.add(printk('c'));
  const after = log.save();
  log.restore(before);
  expect(texts(log)).toEqual(['a', 'b']);
  log.add(printk('d'));
  expect(texts(log)).toEqual(['a', 'b', 'd']);
  log.restore(after);
  expect(texts(log)).toEqual(['a', 'b', 'c']);
});

it('loses what is too much, by number and by size', () => {
  const log = new OutputLog();
  for (let i = 0; i < 0x10000 + 3; i++) log.add(printk(''));
  expect([log.outputs.length, log.lost]).toEqual([0x10000, 3]);
  log.clear();
  const megabyte = { kind: 'perf-event', map: 0, data: new Uint8Array(0x100000), pc: 0, step: 0 } as const;
  for (let i = 0; i < 20; i++) log.add(megabyte);
  expect([log.outputs.length, log.lost]).toEqual([16, 4]);
});
