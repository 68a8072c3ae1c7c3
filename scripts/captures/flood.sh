# What one web server's card receives within some seconds: visitors who fetch a page, two hosts that scan its ports,
# and one that floods it with SYNs from an address that nobody has. Only received frames are recorded, as an XDP program on that card would see them.
#
#   visitors 192.0.2.10-12, scanners 192.0.2.66-67, flood from 198.51.100.66 (behind the gateway) -> www 192.0.2.80

for name in lan www gateway flooder visitor1 visitor2 visitor3 scanner1 scanner2; do
  host "$name"
  on "$name" sysctl -qw net.ipv6.conf.default.disable_ipv6=1
done
ip -n lan link add br0 type bridge mcast_snooping 0
ip -n lan link set br0 up
plug() {
  cable lan "to-$1" "02:00:00:00:01:$2" "$1" eth0 "02:00:00:00:00:$2"
  ip -n lan link set "to-$1" master br0
  ip -n "$1" address add "192.0.2.$3/24" dev eth0
}
plug www 50 80
plug gateway 01 1
plug visitor1 0a 10
plug visitor2 0b 11
plug visitor3 0c 12
plug scanner1 42 66
plug scanner2 43 67
ip -n www route add default via 192.0.2.1
cable gateway eth1 02:00:00:00:02:01 flooder eth0 02:00:00:00:02:42
ip -n gateway address add 198.51.100.1/24 dev eth1
ip -n flooder address add 198.51.100.2/24 dev eth0
ip -n flooder route add default via 198.51.100.1
on gateway sysctl -qw net.ipv4.ip_forward=1

mkdir -p "$WORK/site" "$WORK/nginx" /var/log/nginx /var/lib/nginx
echo '<!doctype html><title>A page</title><h1>Still here</h1>' >"$WORK/site/index.html"
cat >"$WORK/nginx.conf" <<CONF
pid $WORK/nginx/pid;
error_log $WORK/nginx/error;
user root;
events {}
http { access_log off; server { listen 80 backlog=512; root $WORK/site; } }
CONF
on www nginx -c "$WORK/nginx.conf" -e "$WORK/nginx/error"
sleep 2

record www eth0 flood -Q in

visit() {
  for round in 1 2 3 4 5 6 7 8; do
    on "$1" curl -s -o /dev/null --max-time 3 http://192.0.2.80/ || true
    sleep "0.$2"
  done
}

phase 'Visitors'
visit visitor1 4 &
visit visitor2 5 &
on visitor3 ping -c 16 -i 0.4 192.0.2.80 >/dev/null &
sleep 1
phase 'Scanners'
on scanner1 nmap -n -Pn -sS -F --max-retries 0 --max-rate 40 192.0.2.80 >/dev/null &
on scanner2 nmap -n -Pn -sU -p 53,67,69,111,123,137,161,500,514,520,1900,5353 --max-retries 0 --max-rate 20 192.0.2.80 >/dev/null &
sleep 2
phase 'The flood'
on flooder hping3 -q -S -a 198.51.100.66 -p 80 -i u1500 -c 700 192.0.2.80 >/dev/null 2>&1 || true
sleep 2
stop
