import type { HttpDestinationSettings } from '../../shared/delivery/destination-settings.ts';

/** @throws TypeError naming the field that is wrong. */
export function parseHttpSettings(value: unknown): HttpDestinationSettings {
  const { name, url, timeoutMs, allowPrivateHosts } = (value ?? {}) as Partial<HttpDestinationSettings>;
  if (typeof name !== 'string' || name === '') throw new TypeError('name is missing');
  if (typeof url !== 'string' || !/^https?:\/\//i.test(url) || !URL.canParse(url))
    throw new TypeError('url must be a web address');
  if (typeof timeoutMs !== 'number' || !(timeoutMs > 0)) throw new TypeError('timeoutMs must be a positive number');
  if (!Array.isArray(allowPrivateHosts)) throw new TypeError('allowPrivateHosts must be a list');
  return { name, url, timeoutMs, allowPrivateHosts };
}
