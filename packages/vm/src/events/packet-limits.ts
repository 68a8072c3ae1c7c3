/** `ETH_HLEN`: TEST_RUN takes no shorter packet, and no device delivers one. */
export const ETHERNET_HEADER_BYTES = 14;

/** `SKB_DATA_ALIGN(sizeof(struct skb_shared_info))` on x86-64: what the kernel keeps at the end of a packet's buffer. */
export const SHARED_INFO_BYTES = 320;
