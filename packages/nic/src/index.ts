export type { Capture, CapturedPacket, CaptureInterface } from './capture/capture.ts';
export { linkTypeName } from './capture/link-type.ts';
export { openCapture } from './capture/open-capture.ts';
export { type PacketToWrite, type PcapOptions, writePcap } from './capture/write-pcap.ts';
export { type InterfaceToWrite, type PcapngPacket, writePcapng } from './capture/write-pcapng.ts';
export { type Dissection, dissect, type Layer } from './dissect/dissect.ts';
export type { Field } from './dissect/field.ts';
export { fieldAt } from './dissect/field-at.ts';
export { type Summary, summarize } from './dissect/summarize.ts';
