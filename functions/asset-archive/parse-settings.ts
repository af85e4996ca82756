import type { ArchiveDestinationSettings } from '../../shared/delivery/destination-settings.ts';

/** @throws TypeError naming the field that is wrong. */
export function parseArchiveSettings(value: unknown): ArchiveDestinationSettings {
  const { name, keyTemplate, allowedHosts, maxAssetBytes } = (value ?? {}) as Partial<ArchiveDestinationSettings>;
  if (typeof name !== 'string' || name === '') throw new TypeError('name is missing');
  if (typeof keyTemplate !== 'string' || keyTemplate === '') throw new TypeError('keyTemplate is missing');
  if (!Array.isArray(allowedHosts) || allowedHosts.length === 0) throw new TypeError('allowedHosts must name a host');
  if (typeof maxAssetBytes !== 'number' || !(maxAssetBytes > 0)) {
    throw new TypeError('maxAssetBytes must be a positive number');
  }
  return { name, keyTemplate, allowedHosts, maxAssetBytes };
}
