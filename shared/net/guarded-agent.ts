import { lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { isPublicAddress } from './public-address.ts';

/** The host is, or resolves to, an address that is not public. Nothing was sent. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError';
  constructor(host: string) {
    super(`${host} is not at a public address`);
  }
}

export interface GuardedAgentOptions {
  /** Hosts that may be at any address. */
  readonly allowPrivateHosts: readonly string[];
  readonly connectTimeoutMs?: number;
  readonly lookup?: LookupFunction;
}

/**
 * Connects to public addresses only: judged after name resolution, at every connection, on the very address that is
 * then connected to, so that a name which changes its mind in between gains nothing.
 */
export function createGuardedAgent(options: GuardedAgentOptions): Agent {
  const { connectTimeoutMs = 5_000, lookup = resolve as LookupFunction } = options;
  const allowed = new Set(options.allowPrivateHosts.map((host) => host.toLowerCase()));
  const limits = { timeout: connectTimeoutMs, allowH2: false };
  const anywhere = buildConnector({ ...limits, lookup });
  const publicOnly = buildConnector({ ...limits, lookup: publicLookup(lookup) });
  return new Agent({
    connect(target, callback) {
      const host = bareHost(target.hostname);
      if (allowed.has(host)) return anywhere(target, callback);
      if (isIP(host) !== 0 && !isPublicAddress(host)) return callback(new ForbiddenAddressError(host), null);
      return publicOnly(target, callback);
    },
  });
}

/** One address that is not public taints the name. */
function publicLookup(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, '', 0);
      const addresses = Array.isArray(found) ? found : [];
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) {
        return callback(new ForbiddenAddressError(hostname), '', 0);
      }
      return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}

function bareHost(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '').toLowerCase();
}
