import { REVISION_KINDS } from '../../shared/orders/revision-kind.ts';
import { type Check, isFlag, isList, isText, optional } from '../../shared/users/policy-checks.ts';
import { between, checkFields, checkPart, elsewhere, type Fields, isFields, matches } from './check-fields.ts';

/** Everything that is wrong with the destinations, each with its place, e.g. `destinations[1].url`. */
export function findDestinationFaults(destinations: unknown): string[] {
  if (!Array.isArray(destinations) || destinations.length === 0) {
    return ['destinations must name at least one destination: nothing would leave the relay'];
  }
  const faults = destinations.flatMap((destination: unknown, index) =>
    findFaults(destination, `destinations[${index}]`),
  );
  return [...faults, ...findRepeatedNames(destinations)];
}

const ANY: Readonly<Record<string, Check>> = {
  name: matches(/^[a-z][a-z0-9-]{0,29}$/, 'must be 1 to 30 lower-case letters, digits and hyphens, a letter first'),
  kind: elsewhere,
  filter: elsewhere,
  draining: optional(isFlag),
  backfill: (value) =>
    value === undefined || (isFields(value) && isDay(value.since)) ? undefined : "must be { since: '2026-01-31' }",
};

const CONCURRENCY = { concurrency: optional(between(2, 1_000)) };
const HOSTS = optional(isList(matches(/^(\*\.)?[a-z0-9.:-]+$/i, 'must hold host names'), 0));

const KINDS: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  queue: {
    ...ANY,
    consumerAccounts: optional(isList(matches(/^\d{12}$/, 'must hold AWS account numbers of 12 digits'), 1)),
    visibilityTimeoutSeconds: optional(between(30, 43_200)),
    maxReceiveCount: optional(between(1, 1_000)),
  },
  http: { ...ANY, ...CONCURRENCY, url: elsewhere, timeoutMs: optional(between(100, 30_000)), allowPrivateHosts: HOSTS },
  archive: {
    ...ANY,
    ...CONCURRENCY,
    keyTemplate: optional(
      matches(/orderId/, 'must hold {orderId} or {externalId|orderId}, or orders overwrite each other'),
    ),
    allowedHosts: optional(isList(matches(/^(\*\.)?[a-z0-9.:-]+$/i, 'must hold host names'), 1)),
    maxAssetBytes: optional(between(1, 5 * 1024 ** 4)),
  },
  'event-bus': { ...ANY, ...CONCURRENCY, eventBusName: optional(isText) },
};

const FILTER: Readonly<Record<string, Check>> = {
  kinds: optional(isList(isKind, 1)),
  statuses: optional(isList(isText, 1)),
  products: optional(isList(isText, 1)),
  packages: optional(isList(isText, 1)),
  addOns: optional(isList(isText, 1)),
  accounts: optional(isList(isText, 1)),
  accountLabels: optional(isList(isText, 1)),
  users: optional(isList(isText, 1)),
  externalIdPrefix: optional(isText),
};

function findFaults(destination: unknown, place: string): string[] {
  if (!isFields(destination)) return [`${place} must be an object`];
  const checks = KINDS[String(destination.kind)];
  if (checks === undefined) return [`${place}.kind must be one of ${Object.keys(KINDS).join(', ')}`];
  return [
    ...checkFields(place, destination, checks),
    ...checkPart(`${place}.filter`, destination.filter, FILTER),
    ...(destination.kind === 'http' ? findAddressFaults(destination, place) : []),
  ];
}

/** Events hold signed links: they leave by https alone, but for a host of this machine. */
function findAddressFaults({ url, allowPrivateHosts }: Fields, place: string): string[] {
  const address = typeof url === 'string' && URL.canParse(url) ? new URL(url) : undefined;
  if (address === undefined) return [`${place}.url must be a web address, e.g. https://example.com/cubicasa`];
  const isPrivate = Array.isArray(allowPrivateHosts) && allowPrivateHosts.includes(address.hostname);
  if (address.protocol !== 'https:' && !(isPrivate && address.protocol === 'http:'))
    return [`${place}.url must begin with https://`];
  return address.username === '' && address.password === '' ? [] : [`${place}.url must hold no name or password`];
}

function findRepeatedNames(destinations: readonly unknown[]): string[] {
  const names = destinations.filter(isFields).map(({ name }) => name);
  const repeated = new Set(names.filter((name, index) => name !== undefined && names.indexOf(name) !== index));
  return [...repeated].map((name) => `destinations: the name ${JSON.stringify(name)} is used more than once`);
}

function isKind(value: unknown): string | undefined {
  const known = REVISION_KINDS.some((kind) => kind === value) || String(value).startsWith('cubicasa.');
  return known
    ? undefined
    : `holds an unknown kind; known are ${REVISION_KINDS.join(', ')} and full event types (cubicasa.…)`;
}

function isDay(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value));
}
