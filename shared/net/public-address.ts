import ipaddr from 'ipaddr.js';

/** All of IPv6 that is routed (RFC 4291); what lies outside wraps IPv4 addresses or is reserved. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address belongs to the public Internet. Loopback, private, link-local (cloud metadata), carrier-grade,
 * multicast, reserved and every address that wraps an IPv4 one in IPv6 are not; what is no address is not either.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_IPV6);
}
