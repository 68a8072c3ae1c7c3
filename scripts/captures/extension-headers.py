"""Sends datagrams with IPv6 extension headers, made by the kernel at a program's request (RFC 3542)."""

import socket
import sys

target = sys.argv[1]
# Not named by every version of Python's socket module.
IPV6_HOPOPTS, IPV6_RTHDR, IPV6_DSTOPTS = 54, 57, 59

PADDING_4 = bytes([1, 2, 0, 0])
ROUTER_ALERT = bytes([5, 2, 0, 0])


def options(*values):
    """Next header is the kernel's; the length counts units of eight bytes behind the first."""
    body = b''.join(values)
    size = -(-(2 + len(body)) // 8) * 8
    filling = size - 2 - len(body)
    if filling == 1:
        body += b'\0'
    elif filling:
        body += bytes([1, filling - 2]) + bytes(filling - 2)
    return bytes([0, size // 8 - 1]) + body


def send(text, headers):
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as datagrams:
        for option, value in headers:
            datagrams.setsockopt(socket.IPPROTO_IPV6, option, value)
        datagrams.sendto(text, (target, 7))


def segment_routing(address):
    """A segment routing header (RFC 8754) of one segment: the target itself."""
    return bytes([0, 2, 4, 0, 0, 0, 0, 0]) + socket.inet_pton(socket.AF_INET6, address)


send(b'hop by hop', [(IPV6_HOPOPTS, options(ROUTER_ALERT))])
send(b'destination options', [(IPV6_DSTOPTS, options(PADDING_4))])
send(b'a chain', [(IPV6_HOPOPTS, options(PADDING_4)), (IPV6_DSTOPTS, options(PADDING_4))])
try:
    send(b'routing', [(IPV6_RTHDR, segment_routing(target))])
except OSError as error:
    print('no routing header:', error)
