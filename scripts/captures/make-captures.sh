#!/bin/sh
# Makes the captures of public/captures again, from real programs that talk over veth pairs in network namespaces.
#
#   scripts/captures/make-captures.sh [everyday] [edge] [flood]
#
# Everything happens inside of User Mode Linux, a Linux kernel that runs as a program: the host's network is not
# touched, and its kernel has all the modules (VLAN, tunnels, netem) that a host may lack.
# Debian packages: user-mode-linux kmod iproute2 ethtool tcpdump tshark dnsmasq-base bind9-dnsutils iputils-ping
# iputils-arping traceroute udhcpc nginx-light curl openssl socat nmap hping3 python3, and Node with the project's own
# packages for the index.
set -eu

scripts=$(cd "$(dirname "$0")" && pwd)
captures=$scripts/../../public/captures
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PATH="$PATH:/usr/sbin:/sbin"

# What a scenario's frames must hold to be worth keeping: chance decides what netem loses.
everyday_must_hold='tcp.analysis.retransmission'
edge_must_hold='ipv6.fragment'
flood_must_hold='tcp.flags.syn == 1'

record() {
  scenario=$1
  must_hold=$2
  for attempt in 1 2 3 4 5; do
    rm -rf "$work/$scenario" && mkdir "$work/$scenario"
    linux.uml mem=512M rootfstype=hostfs ro quiet con=null con0=null ssl=null \
      init="$scripts/guest.sh" SCRIPTS="$scripts" OUT="$work/$scenario" SCENARIO="$scenario" </dev/null >"$work/$scenario/console" 2>&1 || true
    [ -e "$work/$scenario/done" ] || { cat "$work/$scenario/log" >&2; echo "$scenario: the scenario failed" >&2; exit 1; }
    found=$(for file in "$work/$scenario"/*.pcap; do tshark -n -r "$file" -Y "$must_hold" 2>/dev/null; done | wc -l)
    [ "$found" -gt 0 ] && return
    echo "$scenario: nothing matches '$must_hold' (attempt $attempt), once more" >&2
  done
  exit 1
}

mkdir -p "$captures"
for scenario in ${*:-everyday edge flood}; do
  eval "record $scenario \"\$${scenario}_must_hold\""
  node "$scripts/assemble.mjs" "$scenario" "$work/$scenario" "$captures"
done
