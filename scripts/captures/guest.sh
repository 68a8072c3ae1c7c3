#!/bin/sh
# The first process of the User Mode Linux guest: prepares it, runs one scenario and halts. SCRIPTS, OUT and SCENARIO
# come from the kernel's command line.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp LC_ALL=C
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t tmpfs tmp /mnt
mkdir /mnt/out
mount -t hostfs -o "$OUT" none /mnt/out
exec >/mnt/out/log 2>&1
for directory in /run /var/log /var/lib /tmp; do
  # The scripts may lie below one of these.
  case "$SCRIPTS/" in "$directory"/*) ;; *) mount -t tmpfs tmp "$directory" ;; esac
done
hostname guest

mkdir -p /mnt/modules/lib
ln -s /usr/lib/uml/modules /mnt/modules/lib/modules
for module in ipv6 veth bridge 8021q sch_netem vxlan ip_gre ipip sit ip6_gre ip6_tunnel; do
  modprobe -d /mnt/modules "$module" || echo "no module $module"
done
ip link set lo up

export OUT=/mnt/out WORK=/mnt
set -e
. "$SCRIPTS/network.sh"
( . "$SCRIPTS/$SCENARIO.sh" ) && touch /mnt/out/done
sync
halt -f
