import type { Show } from './field.ts';
import { u16 } from './read.ts';
import { withName } from './show.ts';

/** Well-known ports: https://www.iana.org/assignments/service-names-port-numbers (the common ones). */
const PORT_NAMES: Readonly<Record<number, string>> = {
  7: 'echo',
  20: 'ftp-data',
  21: 'ftp',
  22: 'ssh',
  23: 'telnet',
  25: 'smtp',
  53: 'dns',
  67: 'dhcp server',
  68: 'dhcp client',
  69: 'tftp',
  80: 'http',
  88: 'kerberos',
  110: 'pop3',
  123: 'ntp',
  143: 'imap',
  161: 'snmp',
  179: 'bgp',
  389: 'ldap',
  443: 'https',
  445: 'smb',
  500: 'ike',
  514: 'syslog',
  520: 'rip',
  546: 'dhcpv6 client',
  547: 'dhcpv6 server',
  587: 'submission',
  853: 'dns over tls',
  993: 'imaps',
  995: 'pop3s',
  1812: 'radius',
  1883: 'mqtt',
  3306: 'mysql',
  3389: 'rdp',
  4789: 'vxlan',
  5060: 'sip',
  5353: 'mdns',
  5355: 'llmnr',
  5432: 'postgresql',
  6081: 'geneve',
  6379: 'redis',
  8080: 'http-alt',
  8472: 'vxlan (old)',
};

/** `443 (https)` */
export const showPort: Show = (bytes, at) => withName(String(u16(bytes, at)), PORT_NAMES[u16(bytes, at)]);
