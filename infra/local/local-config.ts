import type relayConfig from '../config.ts';

type RelayConfig = typeof relayConfig;
type DestinationConfig = RelayConfig['destinations'][number];

/** Stands in the template for the loopback website's address, which is known only at the start. */
export const WEBSITE_PLACEHOLDER = 'http://127.0.0.1:1';

const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];

/** The operator's configuration with its outside moved to this machine: the website, the hosts of files, the webhook. */
export function localConfig(config: RelayConfig): RelayConfig {
  return {
    ...config,
    webhooks: { ...config.webhooks, existing: 'replace' },
    destinations: config.destinations.map(toLocal),
  };
}

/** Each `http` destination posts to a path of its own, by which the website tells them apart. */
function toLocal(destination: DestinationConfig): DestinationConfig {
  if (destination.kind === 'http') {
    return { ...destination, url: `${WEBSITE_PLACEHOLDER}/${destination.name}`, allowPrivateHosts: LOOPBACK };
  }
  if (destination.kind === 'archive') {
    return { ...destination, allowedHosts: [...(destination.allowedHosts ?? []), ...LOOPBACK] };
  }
  return destination;
}
