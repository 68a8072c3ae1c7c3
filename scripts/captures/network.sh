# Functions that the scenarios share. Every host is a network namespace.

# host NAME: a namespace of its own; addresses come with `link`.
host() {
  ip netns add "$1"
  ip -n "$1" link set lo up
}

on() {
  name=$1
  shift
  ip netns exec "$name" "$@"
}

# plain NAME DEVICE: checksums and segments are made by the kernel, not left to a card that does not exist, so that
# frames look as they do on a wire.
plain() {
  on "$1" ethtool -K "$2" tx off tso off gso off gro off >/dev/null
}

# cable HOST DEVICE MAC HOST DEVICE MAC: a veth pair between two hosts.
cable() {
  ip link add name "$2" netns "$1" address "$3" type veth peer name "$5" netns "$4" address "$6"
  plain "$1" "$2"
  plain "$4" "$5"
  ip -n "$1" link set "$2" up
  ip -n "$4" link set "$5" up
}

# record HOST DEVICE NAME [tcpdump options]: captures until `stop`.
record() {
  where=$1 device=$2 name=$3
  shift 3
  on "$where" tcpdump -Z root -i "$device" -n -s 0 -U -B 4096 --time-stamp-precision=nano -w "$OUT/$name.pcap" "$@" &
  recorders="$recorders $!"
  sleep 1
}
recorders=

stop() {
  sleep 1
  kill -TERM $recorders
  wait $recorders || true
}

# phase TEXT: what happens from now on; becomes the comment of the next packet where the format has comments.
phase() {
  sleep 0.5
  echo "$(date +%s.%N) $*" >>"$OUT/phases"
  echo "== $*"
}
