import type { CaptureFile } from './pcap.ts';
import { idle, type Skep } from './skep.ts';

/** Through the button of the capture panel and the platform's file chooser. */
export async function openCaptureFile(skep: Skep, capture: CaptureFile): Promise<void> {
  const chooser = skep.page.waitForEvent('filechooser');
  await skep
    .panel('Capture')
    .getByRole('button', { name: /^(A pcap or pcapng file|Open a capture file)/ })
    .first()
    .click();
  await (await chooser).setFiles(capture);
  await idle(skep);
}

/** Drops a file onto the middle of the page. */
export async function dropFile(skep: Skep, { name, buffer }: CaptureFile): Promise<void> {
  const data = await skep.page.evaluateHandle(
    ({ name: called, bytes }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(bytes)], called));
      return transfer;
    },
    { name, bytes: [...buffer] },
  );
  const target = skep.page.getByRole('main');
  for (const type of ['dragenter', 'dragover', 'drop']) await target.dispatchEvent(type, { dataTransfer: data });
  await idle(skep);
}
