# A small office network on a quiet morning: a laptop asks for an address, looks up names, pings, and fetches pages
# over HTTP, TLS 1.3, TLS 1.2 and IPv6, once over a lossy link; a server elsewhere is a router away.
#
#   laptop --.
#   www -----+-- br0 (lan) -- gateway -- remote (198.51.100.20)
#   printer -'

for name in lan laptop www printer gateway remote; do host "$name"; done
ip -n lan link add br0 type bridge mcast_snooping 0
ip -n lan link set br0 address 02:00:00:00:00:fe
on lan sysctl -qw net.ipv6.conf.br0.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
cable lan to-gateway 02:00:00:00:01:01 gateway eth0 02:00:00:00:00:01
cable lan to-www 02:00:00:00:01:50 www eth0 02:00:00:00:00:50
cable lan to-printer 02:00:00:00:01:63 printer eth0 02:00:00:00:00:63
cable gateway eth1 02:00:00:00:02:01 remote eth0 02:00:00:00:02:20
for name in gateway www printer; do ip -n lan link set "to-$name" master br0; done
ip -n lan link set br0 up

ip -n gateway address add 192.0.2.1/24 dev eth0
ip -n gateway address add 198.51.100.1/24 dev eth1
ip -n gateway address add 2001:db8::1/64 dev eth0 nodad
ip -n www address add 192.0.2.80/24 dev eth0
ip -n www address add 2001:db8::80/64 dev eth0 nodad
ip -n www route add default via 192.0.2.1
ip -n printer address add 192.0.2.99/24 dev eth0
ip -n remote address add 198.51.100.20/24 dev eth0
ip -n remote route add default via 198.51.100.1
on gateway sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1

# Servers: names and addresses from dnsmasq, pages from nginx, TLS from openssl, echo from socat.
on gateway dnsmasq --conf-file=/dev/null --user=root --pid-file="$WORK/dnsmasq.pid" --no-resolv --no-hosts --local=/example.com/ \
  --dhcp-leasefile="$WORK/leases" --interface=eth0 --bind-interfaces --dhcp-range=192.0.2.100,192.0.2.150,1h \
  --address=/www.example.com/192.0.2.80 --address=/www.example.com/2001:db8::80 --host-record=remote.example.com,198.51.100.20 \
  --enable-ra --dhcp-range=2001:db8::,ra-only --cname=shop.example.com,remote.example.com

mkdir -p "$WORK/site" "$WORK/nginx" /var/log/nginx /var/lib/nginx
/usr/bin/python3 - "$WORK/site" <<'PAGES'
import sys
site = sys.argv[1]
open(site + '/index.html', 'w').write('<!doctype html><title>A page</title><h1>It works</h1>' + '<p>Bees live in a skep.</p>' * 20)
open(site + '/picture.bin', 'wb').write(bytes((i * 7 + i // 251) % 256 for i in range(24000)))
PAGES
cat >"$WORK/nginx.conf" <<CONF
pid $WORK/nginx/pid;
error_log $WORK/nginx/error;
user root;
events {}
http { access_log off; server { listen 80; listen [::]:80; root $WORK/site; } }
CONF
on www nginx -c "$WORK/nginx.conf" -e "$WORK/nginx/error"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj /CN=remote.example.com \
  -keyout "$WORK/key" -out "$WORK/certificate" 2>/dev/null
on remote openssl s_server -quiet -accept 443 -key "$WORK/key" -cert "$WORK/certificate" -www >/dev/null &
on printer socat UDP4-LISTEN:7,fork EXEC:/bin/cat &
sleep 2

record lan br0 everyday

# The laptop is plugged in.
cable lan to-laptop 02:00:00:00:01:0a laptop eth0 02:00:00:00:00:0a
ip -n lan link set to-laptop master br0
sleep 2
cat >"$WORK/lease.sh" <<'LEASE'
#!/bin/sh
[ "$1" = bound ] || exit 0
ip address add "$ip/${mask:-24}" dev "$interface"
ip route add default via "$router"
LEASE
chmod +x "$WORK/lease.sh"
phase 'DHCP'
on laptop udhcpc -i eth0 -q -n -f -s "$WORK/lease.sh" -x 61:01020000000000 -V skep
sleep 1

phase 'Ping of the gateway and of the web server, IPv4 and IPv6'
on laptop ping -c 3 -i 0.4 192.0.2.1
on laptop ping -c 2 -i 0.4 2001:db8::80

phase 'Names: an address, an IPv6 address, one that does not exist'
on laptop dig +noall @192.0.2.1 www.example.com A
on laptop dig +noall @192.0.2.1 www.example.com AAAA
on laptop dig +noall @192.0.2.1 nowhere.example.com A
on laptop dig +noall @192.0.2.1 shop.example.com A

phase 'A page over HTTP'
on laptop curl -s -o "$WORK/page" http://192.0.2.80/
on laptop curl -s -o "$WORK/page" -g 'http://[2001:db8::80]/'
on laptop curl -s -o "$WORK/page" http://192.0.2.80/missing

phase 'A picture over a link that loses frames between the bridge and the laptop'
on lan tc qdisc add dev to-laptop root netem delay 4ms loss 12%
on laptop curl -s -o "$WORK/page" --max-time 20 http://192.0.2.80/picture.bin
on lan tc qdisc del dev to-laptop root

phase 'TLS 1.3 and TLS 1.2 to a server behind the gateway'
printf 'GET / HTTP/1.0\r\n\r\n' | on laptop timeout 5 openssl s_client -quiet -connect 198.51.100.20:443 -servername remote.example.com -tls1_3 >/dev/null
printf 'GET / HTTP/1.0\r\n\r\n' | on laptop timeout 5 openssl s_client -quiet -connect 198.51.100.20:443 -servername remote.example.com -tls1_2 >/dev/null

phase 'UDP: an echo, and a port where nobody listens'
echo 'one for the bees' | on laptop socat -t 1 - UDP4:192.0.2.99:7
echo 'two for the honey' | on laptop socat -t 1 - UDP4:192.0.2.99:7
echo 'is anybody there' | on laptop socat -t 1 - UDP4:192.0.2.99:9 || true

phase 'The way to a server behind the gateway'
on laptop traceroute -n -q 1 -N 1 -w 1 198.51.100.20

phase 'A connection that is refused'
on laptop curl -s --max-time 2 http://192.0.2.99/ || true

phase 'Is the printer there'
on laptop arping -c 2 -I eth0 192.0.2.99
stop
