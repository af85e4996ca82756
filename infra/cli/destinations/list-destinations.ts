import { listAccounts } from '../../../shared/accounts/account-state.ts';
import { parseDestinationState } from '../../../shared/delivery/destination-state.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import { listPartition } from '../../../shared/ledger/list-partition.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import type { Connection } from '../deployment/connect-deployment.ts';
import type { DeployedDestination } from '../deployment/deployment.ts';
import { deadLetterName } from '../dlq/dead-letter-name.ts';
import { type DestinationLoad, describeLife, type LifeState } from './destination-life.ts';
import { queueName } from './destination-names.ts';

/** A configured destination, or a removed one for which the ledger still holds deliveries. */
export interface ShownDestination extends Partial<DestinationLoad> {
  readonly name: string;
  readonly kind: string | null;
  readonly state: LifeState | 'removed';
  /** Why it is paused. */
  readonly reason: string | null;
  readonly noted: number;
  readonly next: string | null;
}

export type ListConnection = Pick<Connection, 'table' | 'reader'> & {
  readonly deployment: { readonly outputs: { readonly destinations: readonly DeployedDestination[] } };
};

export async function listDestinations(connection: ListConnection): Promise<readonly ShownDestination[]> {
  const { table, deployment } = connection;
  const { destinations } = deployment.outputs;
  const accounts = await listAccounts(table);
  const configured = await Promise.all(destinations.map((one) => showDestination(one, accounts, connection)));
  const names = new Set(destinations.map(({ name }) => name));
  return [...configured, ...(await showRemoved(names, accounts, table))];
}

async function showDestination(
  { name, kind, draining = false }: DeployedDestination,
  accounts: readonly string[],
  { table, reader }: ListConnection,
): Promise<ShownDestination> {
  const stored = parseDestinationState(await table.get(keys.destination(name)));
  const counts = await reader(queueName(name)).count();
  const dead = await reader(deadLetterName(queueName(name))).count();
  const load = { ...counts, deadLetters: dead.waiting, noted: await countNoted(name, accounts, table) };
  const { state, next } = describeLife({ name, draining, paused: stored.state === 'paused', load });
  return { name, kind, state, reason: stored.reason ?? null, ...load, next };
}

/** Whoever was paused once is on record, so that what was noted for it is not forgotten with its entry. */
async function showRemoved(
  configured: ReadonlySet<string>,
  accounts: readonly string[],
  table: Table,
): Promise<readonly ShownDestination[]> {
  const removed: ShownDestination[] = [];
  for await (const { sk: name } of listPartition(table, keys.destinations())) {
    const noted = configured.has(name) ? 0 : await countNoted(name, accounts, table);
    const next = `configure ${name} again, deploy, and relay destinations resume ${name}`;
    if (noted > 0) removed.push({ name, kind: null, state: 'removed', reason: null, noted, next });
  }
  return removed;
}

async function countNoted(name: string, accounts: readonly string[], table: Table): Promise<number> {
  let noted = 0;
  for (const account of accounts) {
    for await (const _ of listPartition(table, keys.paused(account, name))) noted += 1;
  }
  return noted;
}
