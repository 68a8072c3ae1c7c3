import { type Diagnostic, err, type Result } from '@skep/base';
import type { Capture } from './capture.ts';
import { captureDiagnostic } from './capture-diagnostic.ts';
import { describeOtherFormat } from './other-formats.ts';
import { openPcap, pcapFormat } from './pcap.ts';
import { isPcapng, openPcapng } from './pcapng.ts';

/**
 * Opens a pcap or pcapng file. The bytes are kept, not copied, and must not change while the capture is in use.
 *
 * A damaged or cut file gives the packets before the damage and a warning among the capture's diagnostics; what is no
 * capture at all is refused with one sentence that says what it is. Takes time and memory linear in the file's size.
 */
export function openCapture(bytes: Uint8Array): Result<Capture, Diagnostic> {
  const pcap = pcapFormat(bytes);
  if (pcap !== undefined) return openPcap(bytes, pcap);
  if (isPcapng(bytes)) return openPcapng(bytes);
  const { code, message } = describeOtherFormat(bytes);
  return err(captureDiagnostic(code, 'error', message, 0, Math.min(bytes.length, 16)));
}
