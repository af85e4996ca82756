import { isIP } from 'node:net';

/** Why a link is not followed. */
export type LinkRefusal = 'host-not-allowed' | 'not-https';

/** Hosts on the list that are of this machine or an address: only by naming them so are they reached, http included. */
export function selectPrivateHosts(allowedHosts: readonly string[]): string[] {
  return allowedHosts.map((host) => host.toLowerCase()).filter((host) => host === 'localhost' || isIP(host) !== 0);
}

/** `*.example.com` stands for every name below `example.com`; ports do not count. */
export function isAllowedHost(hostname: string, allowedHosts: readonly string[]): boolean {
  const host = hostname.toLowerCase().replace(/^\[|\]$/g, '');
  return allowedHosts.some((allowed) => {
    const pattern = allowed.toLowerCase();
    return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern;
  });
}

/** Nothing where the link may be followed. */
export function refuseLink(link: URL, allowedHosts: readonly string[]): LinkRefusal | undefined {
  if (!isAllowedHost(link.hostname, allowedHosts)) return 'host-not-allowed';
  const isPrivate = isAllowedHost(link.hostname, selectPrivateHosts(allowedHosts));
  return link.protocol === 'https:' || (isPrivate && link.protocol === 'http:') ? undefined : 'not-https';
}
