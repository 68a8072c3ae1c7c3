import { type Context, contextByName, contextField } from '@skep/abi';
import { ETH_P_IP, ETH_P_IPV6, etherType } from './ether-type.ts';
import { ETHERNET_HEADER_BYTES } from './packet-limits.ts';
import type { Stage } from './stage.ts';

const BPF_SOCK: Context = contextByName('bpf_sock')!;
const field = (name: string): number => contextField(BPF_SOCK, name)!.offset;

const AF_INET = 2;
const AF_INET6 = 10;
const TCP_CLOSE = 7;

/** The socket that TEST_RUN makes up for a packet: closed, with the packet's addresses. Returns its address. */
export function placeSocket(frame: Uint8Array, { memory, owners }: Stage): number {
  const { start } = owners.socket;
  const type = etherType(frame);
  const ip = frame.subarray(ETHERNET_HEADER_BYTES);
  memory.fill(start, BPF_SOCK.size, 0);
  memory.set32(start + field('state'), TCP_CLOSE);
  memory.set32(start + field('rx_queue_mapping'), -1);
  if (type === ETH_P_IP) {
    memory.set32(start + field('family'), AF_INET);
    memory.write(start + field('src_ip4'), ip.subarray(12, 16));
    memory.write(start + field('dst_ip4'), ip.subarray(16, 20));
  } else if (type === ETH_P_IPV6) {
    memory.set32(start + field('family'), AF_INET6);
    memory.write(start + field('src_ip6'), ip.subarray(8, 24));
    memory.write(start + field('dst_ip6'), ip.subarray(24, 40));
  }
  owners.socket.place({ kind: 'memory', label: 'socket', start, size: BPF_SOCK.size, writable: false }, true);
  return start;
}
