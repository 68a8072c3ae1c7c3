import { defineContext } from './context.ts';

export const XDP_MD = defineContext(
  { name: 'xdp_md', size: 24, source: 'uapi', doc: 'A packet as the network driver received it.' },
  [
    [0, 'u32', 'data', 'Address of the packet’s first byte (the Ethernet header).', 'packet'],
    [4, 'u32', 'data_end', 'Address just behind the packet’s last directly readable byte.', 'packet-end'],
    [
      8,
      'u32',
      'data_meta',
      'Address of the metadata in front of the packet; equals data when there is none.',
      'packet-meta',
    ],
    [12, 'u32', 'ingress_ifindex', 'Number of the network device that received the packet.'],
    [16, 'u32', 'rx_queue_index', 'Receive queue of the device.'],
    [20, 'u32', 'egress_ifindex', 'Number of the device it leaves by; only for programs in a device map.'],
  ],
);

export const SK_BUFF = defineContext(
  { name: '__sk_buff', size: 192, source: 'uapi', doc: 'A packet within the network stack.' },
  [
    [0, 'u32', 'len', 'Length of the whole packet in bytes.'],
    [
      4,
      'u32',
      'pkt_type',
      'For whom the packet is: PACKET_HOST, PACKET_BROADCAST, PACKET_MULTICAST, PACKET_OTHERHOST.',
    ],
    [8, 'u32', 'mark', 'The packet’s mark, shared with netfilter and routing rules.'],
    [12, 'u32', 'queue_mapping', 'Transmit queue, or receive queue plus one.'],
    [16, 'u32', 'protocol', 'EtherType.', 'network'],
    [20, 'u32', 'vlan_present', '1 when a VLAN tag is kept beside the packet.'],
    [24, 'u32', 'vlan_tci', 'The VLAN tag: priority and VLAN id.'],
    [28, 'u32', 'vlan_proto', 'The VLAN tag’s EtherType.', 'network'],
    [32, 'u32', 'priority', 'Queueing priority.'],
    [36, 'u32', 'ingress_ifindex', 'Number of the device that the packet came in by, 0 for local ones.'],
    [40, 'u32', 'ifindex', 'Number of the device that the packet is at.'],
    [44, 'u32', 'tc_index', 'Traffic control index.'],
    [48, 'u32[5]', 'cb', 'Five numbers that programs may keep with the packet.'],
    [68, 'u32', 'hash', 'Flow hash, 0 when not computed.'],
    [72, 'u32', 'tc_classid', 'Traffic control class that a classifier chooses.'],
    [76, 'u32', 'data', 'Address of the packet’s first directly readable byte.', 'packet'],
    [80, 'u32', 'data_end', 'Address just behind the last directly readable byte.', 'packet-end'],
    [84, 'u32', 'napi_id', 'Which receive context the packet came through.'],
    [88, 'u32', 'family', 'Address family of the socket.'],
    [92, 'u32', 'remote_ip4', 'The socket’s remote IPv4 address.', 'network'],
    [96, 'u32', 'local_ip4', 'The socket’s local IPv4 address.', 'network'],
    [100, 'u32[4]', 'remote_ip6', 'The socket’s remote IPv6 address.', 'network'],
    [116, 'u32[4]', 'local_ip6', 'The socket’s local IPv6 address.', 'network'],
    [132, 'u32', 'remote_port', 'The socket’s remote port.', 'network'],
    [136, 'u32', 'local_port', 'The socket’s local port, in host byte order.'],
    [
      140,
      'u32',
      'data_meta',
      'Address of the metadata in front of the packet; equals data when there is none.',
      'packet-meta',
    ],
    [144, 'struct bpf_flow_keys *', 'flow_keys', 'Where a flow dissector puts what it found.'],
    [152, 'u64', 'tstamp', 'Timestamp in nanoseconds: delivery time when sending.'],
    [160, 'u32', 'wire_len', 'Length on the wire, counting what segmentation will add.'],
    [164, 'u32', 'gso_segs', 'Number of segments that the packet will be cut into.'],
    [168, 'struct bpf_sock *', 'sk', 'The packet’s socket, or NULL.'],
    [176, 'u32', 'gso_size', 'Bytes of payload in a segment.'],
    [180, 'u8', 'tstamp_type', 'Which clock the timestamp belongs to.'],
    [184, 'u64', 'hwtstamp', 'Timestamp of the network card in nanoseconds, or 0.'],
  ],
);

export const BPF_FLOW_KEYS = defineContext(
  { name: 'bpf_flow_keys', size: 56, source: 'uapi', doc: 'What a flow dissector program finds out about a packet.' },
  [
    [0, 'u16', 'nhoff', 'Offset of the network header.'],
    [2, 'u16', 'thoff', 'Offset of the transport header.'],
    [4, 'u16', 'addr_proto', 'EtherType of the addresses below, in host byte order.'],
    [6, 'u8', 'is_frag', '1 for a fragment.'],
    [7, 'u8', 'is_first_frag', '1 for the first fragment.'],
    [8, 'u8', 'is_encap', '1 when the packet carries another packet.'],
    [9, 'u8', 'ip_proto', 'IP protocol number of the transport header.'],
    [10, 'be16', 'n_proto', 'EtherType.'],
    [12, 'be16', 'sport', 'Source port.'],
    [14, 'be16', 'dport', 'Destination port.'],
    [16, 'be32', 'ipv4_src', 'Source address (IPv4).'],
    [20, 'be32', 'ipv4_dst', 'Destination address (IPv4).'],
    [16, 'u32[4]', 'ipv6_src', 'Source address (IPv6).', 'network'],
    [32, 'u32[4]', 'ipv6_dst', 'Destination address (IPv6).', 'network'],
    [48, 'u32', 'flags', 'BPF_FLOW_DISSECTOR_F_*: how far to dissect.'],
    [52, 'be32', 'flow_label', 'IPv6 flow label.'],
  ],
);

export const BPF_NF_CTX = defineContext(
  { name: 'bpf_nf_ctx', size: 16, source: 'kernel', doc: 'A packet at a netfilter hook, as typed kernel pointers.' },
  [
    [0, 'const struct nf_hook_state *', 'state', 'Hook, protocol family, devices and socket.'],
    [8, 'struct sk_buff *', 'skb', 'The kernel’s own packet structure.'],
  ],
);
