import { defineContext } from './context.ts';

export const BPF_SOCK = defineContext(
  { name: 'bpf_sock', size: 80, source: 'uapi', doc: 'A socket; also what `sk` fields and lookup helpers point at.' },
  [
    [0, 'u32', 'bound_dev_if', 'Number of the device that the socket is bound to, 0 for none.'],
    [4, 'u32', 'family', 'Address family, for example AF_INET (2).'],
    [8, 'u32', 'type', 'Socket type, for example SOCK_STREAM (1).'],
    [12, 'u32', 'protocol', 'IP protocol number.'],
    [16, 'u32', 'mark', 'Mark given to the socket’s packets.'],
    [20, 'u32', 'priority', 'Queueing priority of the socket’s packets.'],
    [24, 'u32', 'src_ip4', 'Local IPv4 address.', 'network'],
    [28, 'u32[4]', 'src_ip6', 'Local IPv6 address.', 'network'],
    [44, 'u32', 'src_port', 'Local port, in host byte order.'],
    [48, 'be16', 'dst_port', 'Remote port.'],
    [52, 'u32', 'dst_ip4', 'Remote IPv4 address.', 'network'],
    [56, 'u32[4]', 'dst_ip6', 'Remote IPv6 address.', 'network'],
    [72, 'u32', 'state', 'TCP state, for example BPF_TCP_ESTABLISHED (1) or BPF_TCP_LISTEN (10).'],
    [76, 's32', 'rx_queue_mapping', 'Receive queue of the last packet, -1 when unknown.'],
  ],
);

export const BPF_SOCK_ADDR = defineContext(
  {
    name: 'bpf_sock_addr',
    size: 72,
    source: 'uapi',
    doc: 'A bind, connect, sendmsg or the like with the address it was given.',
  },
  [
    [0, 'u32', 'user_family', 'Address family of the address that the process gave.'],
    [4, 'u32', 'user_ip4', 'IPv4 address that the process gave.', 'network'],
    [8, 'u32[4]', 'user_ip6', 'IPv6 address that the process gave.', 'network'],
    [24, 'u32', 'user_port', 'Port that the process gave.', 'network'],
    [28, 'u32', 'family', 'The socket’s address family.'],
    [32, 'u32', 'type', 'The socket’s type.'],
    [36, 'u32', 'protocol', 'The socket’s IP protocol.'],
    [40, 'u32', 'msg_src_ip4', 'Source IPv4 address of a message being sent.', 'network'],
    [44, 'u32[4]', 'msg_src_ip6', 'Source IPv6 address of a message being sent.', 'network'],
    [64, 'struct bpf_sock *', 'sk', 'The socket.'],
  ],
);

export const SK_REUSEPORT_MD = defineContext(
  {
    name: 'sk_reuseport_md',
    size: 56,
    source: 'uapi',
    doc: 'A packet for which a socket of a reuseport group is chosen.',
  },
  [
    [0, 'void *', 'data', 'Address of the transport header.', 'packet'],
    [8, 'void *', 'data_end', 'Address just behind the last directly readable byte.', 'packet-end'],
    [16, 'u32', 'len', 'Bytes from the transport header on, readable directly or not.'],
    [20, 'u32', 'eth_protocol', 'EtherType.', 'network'],
    [24, 'u32', 'ip_protocol', 'IP protocol number.'],
    [28, 'u32', 'bind_inany', '1 when the socket is bound to any address.'],
    [32, 'u32', 'hash', 'Hash of addresses and ports.'],
    [40, 'struct bpf_sock *', 'sk', 'A socket of the group.'],
    [
      48,
      'struct bpf_sock *',
      'migrating_sk',
      'The socket that is to be moved, or NULL when one is chosen for a new packet.',
    ],
  ],
);

export const SK_MSG_MD = defineContext(
  { name: 'sk_msg_md', size: 80, source: 'uapi', doc: 'Data that a process is sending over a socket in a socket map.' },
  [
    [0, 'void *', 'data', 'Address of the directly readable data.', 'packet'],
    [8, 'void *', 'data_end', 'Address just behind the directly readable data.', 'packet-end'],
    [16, 'u32', 'family', 'The socket’s address family.'],
    [20, 'u32', 'remote_ip4', 'Remote IPv4 address.', 'network'],
    [24, 'u32', 'local_ip4', 'Local IPv4 address.', 'network'],
    [28, 'u32[4]', 'remote_ip6', 'Remote IPv6 address.', 'network'],
    [44, 'u32[4]', 'local_ip6', 'Local IPv6 address.', 'network'],
    [60, 'u32', 'remote_port', 'Remote port.', 'network'],
    [64, 'u32', 'local_port', 'Local port, in host byte order.'],
    [68, 'u32', 'size', 'Bytes in the whole message.'],
    [72, 'struct bpf_sock *', 'sk', 'The sending socket.'],
  ],
);

export const BPF_SK_LOOKUP = defineContext(
  { name: 'bpf_sk_lookup', size: 72, source: 'uapi', doc: 'A packet for which a listening socket is looked up.' },
  [
    [0, 'struct bpf_sock *', 'sk', 'The socket chosen so far, or NULL.'],
    [0, 'u64', 'cookie', 'In a test run: the cookie of the chosen socket, else 0.'],
    [8, 'u32', 'family', 'AF_INET (2) or AF_INET6 (10).'],
    [12, 'u32', 'protocol', 'IPPROTO_TCP or IPPROTO_UDP.'],
    [16, 'u32', 'remote_ip4', 'Remote IPv4 address.', 'network'],
    [20, 'u32[4]', 'remote_ip6', 'Remote IPv6 address.', 'network'],
    [36, 'be16', 'remote_port', 'Remote port.'],
    [40, 'u32', 'local_ip4', 'Local IPv4 address.', 'network'],
    [44, 'u32[4]', 'local_ip6', 'Local IPv6 address.', 'network'],
    [60, 'u32', 'local_port', 'Local port, in host byte order.'],
    [64, 'u32', 'ingress_ifindex', 'Number of the device that the packet came in by.'],
  ],
);
