# What parsers stumble over: two hosts with one cable, and everything that can stand between Ethernet and a port.
#
#   left ======== right      wire0: all frames; wire1: a second cable, captured at 96 bytes a packet

for name in left right; do
  host "$name"
  # No link-local addresses and no search for routers: they would drown what this is about.
  on "$name" sysctl -qw net.ipv6.conf.default.addr_gen_mode=1 net.ipv6.conf.default.router_solicitations=0
done
cable left wire0 02:00:00:00:00:0a right wire0 02:00:00:00:00:0b
cable left wire1 02:00:00:00:01:0a right wire1 02:00:00:00:01:0b
for name in left right; do
  end=$([ $name = left ] && echo 1 || echo 2)
  ip -n $name address add 192.0.2.$end/28 dev wire0
  ip -n $name address add 2001:db8::$end/64 dev wire0 nodad
  ip -n $name address add 192.0.2.$((32 + end))/28 dev wire1
done
sleep 2

# A small web server and an echo server on every address of the right.
on right socat TCP6-LISTEN:80,ipv6-v6only=0,fork,reuseaddr SYSTEM:'read line; echo "HTTP/1.0 200 OK"; echo; echo "from the other side"' &
on right socat UDP6-LISTEN:7,ipv6-v6only=0,fork EXEC:/bin/cat &
sleep 1

record left wire0 wire0
record left wire1 wire1 -s 96

fetch() {
  on left curl -s -g --max-time 3 "http://$1/" >/dev/null || true
}

phase 'A VLAN (802.1Q): ping and HTTP with tag 10'
for name in left right; do ip -n $name link add link wire0 name vlan10 type vlan id 10 egress-qos-map 0:5; done
for name in left right; do
  end=$([ $name = left ] && echo 49 || echo 50)
  ip -n $name address add 192.0.2.$end/28 dev vlan10
  ip -n $name address add 2001:db8:0:10::$end/64 dev vlan10 nodad
  ip -n $name link set vlan10 up
done
on left ping -c 2 -i 0.3 192.0.2.50
fetch 192.0.2.50
on left ping -c 1 2001:db8:0:10::50

phase 'A VLAN in a VLAN (802.1ad, QinQ): service tag 100, customer tag 20'
for name in left right; do
  end=$([ $name = left ] && echo 65 || echo 66)
  ip -n $name link add link wire0 name service type vlan proto 802.1ad id 100
  ip -n $name link set service up
  ip -n $name link add link service name customer type vlan id 20
  ip -n $name address add 192.0.2.$end/28 dev customer
  ip -n $name link set customer up
done
on left ping -c 2 -i 0.3 192.0.2.66
fetch 192.0.2.66

phase 'Fragments: pings and datagrams larger than a frame, IPv4 and IPv6'
on left ping -c 1 -s 4000 192.0.2.2
on left ping -c 1 -s 4000 2001:db8::2
yes 'Bees live in a skep.' | head -c 3000 | on left socat -b 4000 -t 1 - UDP4:192.0.2.2:7 >/dev/null
yes 'Bees live in a skep.' | head -c 3000 | on left socat -b 4000 -t 1 - UDP6:[2001:db8::2]:7 >/dev/null

phase 'An oversized ping: 20,000 bytes'
on left ping -c 1 -s 20000 192.0.2.2

# tunnel DEVICE KIND OPTIONS...: both ends, over wire0; LOCAL and REMOTE stand for the addresses
tunnel() {
  device=$1 number=$2
  shift 2
  ip -n left link add "$device" type $(echo "$*" | sed 's/LOCAL4/192.0.2.1/; s/REMOTE4/192.0.2.2/; s/LOCAL6/2001:db8::1/; s/REMOTE6/2001:db8::2/')
  ip -n right link add "$device" type $(echo "$*" | sed 's/LOCAL4/192.0.2.2/; s/REMOTE4/192.0.2.1/; s/LOCAL6/2001:db8::2/; s/REMOTE6/2001:db8::1/')
  for name in left right; do
    end=$([ $name = left ] && echo $((number + 1)) || echo $((number + 2)))
    # Tunnels of Ethernet get random addresses unless told otherwise; the others have none to set.
    ip -n $name link set "$device" address "02:00:00:00:$number:0$((end - number))" 2>/dev/null || true
    ip -n $name link set "$device" up
    ip -n $name address add 198.51.100.$end/28 dev "$device"
    ip -n $name address add 2001:db8:0:$number::$end/64 dev "$device" nodad
  done
}

phase 'VXLAN, network identifier 42'
tunnel vxlan42 16 vxlan id 42 dstport 4789 local LOCAL4 remote REMOTE4
on left ping -c 2 -i 0.3 198.51.100.18
fetch 198.51.100.18

phase 'GRE with a key, and GRE that carries Ethernet'
tunnel gre1 32 gre local LOCAL4 remote REMOTE4 key 7
on left ping -c 2 -i 0.3 198.51.100.34
fetch 198.51.100.34
tunnel gretap1 48 gretap local LOCAL4 remote REMOTE4
on left ping -c 1 198.51.100.50

phase 'IPv4 in IPv4, IPv6 in IPv4, and IPv4 and IPv6 in IPv6'
ip -n left link add ipip1 type ipip local 192.0.2.1 remote 192.0.2.2
ip -n right link add ipip1 type ipip local 192.0.2.2 remote 192.0.2.1
ip -n left link add sit1 type sit local 192.0.2.1 remote 192.0.2.2
ip -n right link add sit1 type sit local 192.0.2.2 remote 192.0.2.1
ip -n left link add six1 type ip6tnl mode any local 2001:db8::1 remote 2001:db8::2
ip -n right link add six1 type ip6tnl mode any local 2001:db8::2 remote 2001:db8::1
for name in left right; do
  end=$([ $name = left ] && echo 1 || echo 2)
  for device in ipip1 sit1 six1; do ip -n $name link set $device up; done
  ip -n $name address add 198.51.100.$((64 + end))/28 dev ipip1
  ip -n $name address add 2001:db8:0:64::$end/64 dev sit1 nodad
  ip -n $name address add 198.51.100.$((80 + end))/28 dev six1
  ip -n $name address add 2001:db8:0:80::$end/64 dev six1 nodad
done
on left ping -c 1 198.51.100.66
fetch 198.51.100.66
on left ping -c 1 2001:db8:0:64::2
on left ping -c 1 198.51.100.82
on left ping -c 1 2001:db8:0:80::2

phase 'IPv4 options: record route and timestamps'
on left ping -c 1 -R 192.0.2.2
on left ping -c 1 -T tsandaddr 192.0.2.2

phase 'IPv6 extension headers: hop-by-hop options, destination options, a routing header'
on left /usr/bin/python3 "$SCRIPTS/extension-headers.py" 2001:db8::2

phase 'Connections refused'
fetch '192.0.2.2:81'
fetch '[2001:db8::2]:81'

phase 'A connection that is reset in the middle'
on left /usr/bin/python3 -c "
import socket, struct
s = socket.create_connection(('192.0.2.2', 80))
s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
s.send(b'GET ')
s.close()"

phase 'A port scan with SYNs'
on left nmap -n -Pn -sS -p 20-25,53,79-82,110,143,443,445,3306,8080 --max-retries 1 192.0.2.2 >/dev/null

phase 'Odd flags: FIN, NULL and Xmas scans, a scan in tiny fragments, and wrong checksums'
on left nmap -n -Pn -sF -p 80,81 --max-retries 0 192.0.2.2 >/dev/null
on left nmap -n -Pn -sN -p 80,81 --max-retries 0 192.0.2.2 >/dev/null
on left nmap -n -Pn -sX -p 80,81 --max-retries 0 192.0.2.2 >/dev/null
on left nmap -n -Pn -sS -f -p 80,81 --max-retries 0 192.0.2.2 >/dev/null
on left nmap -n -Pn -sS --badsum -p 80,81 --max-retries 0 192.0.2.2 >/dev/null

phase 'Checksums left to a network card, and segments larger than a frame'
on left ethtool -K wire0 tx on tso on gso on >/dev/null
on right ethtool -K wire0 tx on tso on gso on >/dev/null
yes 'Bees live in a skep.' | head -c 6000 | on left socat -b 6000 -t 1 - TCP4:192.0.2.2:80 >/dev/null || true
echo 'left to the card' | on left socat -t 1 - UDP4:192.0.2.2:7

phase 'The second cable: packets cut at 96 bytes'
on left ping -c 2 -i 0.3 -s 400 192.0.2.34
fetch 192.0.2.34
stop
