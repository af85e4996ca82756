import { listAccounts } from '../../../shared/accounts/account-state.ts';
import { parseDestinationState } from '../../../shared/delivery/destination-state.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import type { Connection } from '../deployment/connect-deployment.ts';
import { deadLetterName } from '../dlq/dead-letter-name.ts';
import { destinationKind, destinationNames } from './destination-names.ts';

export interface ShownDestination {
  readonly name: string;
  readonly kind: string;
  readonly state: string;
  readonly reason: string | null;
  readonly waiting: number;
  readonly inFlight: number;
  readonly deadLetters: number;
  /** Deliveries noted while it is paused. */
  readonly noted: number;
}

export async function listDestinations(connection: Connection): Promise<readonly ShownDestination[]> {
  const { outputs } = connection.deployment;
  return Promise.all(destinationNames(outputs).map((name) => showDestination(name, connection)));
}

async function showDestination(name: string, connection: Connection): Promise<ShownDestination> {
  const { table, reader, deployment } = connection;
  const queue = `destination-${name}.fifo`;
  const { state, reason = null } = parseDestinationState(await table.get(keys.destination(name)));
  const counts = await reader(queue).count();
  const dead = await reader(deadLetterName(queue)).count();
  const kind = destinationKind(deployment.outputs, name);
  return { name, kind, state, reason, ...counts, deadLetters: dead.waiting, noted: await countNoted(name, connection) };
}

async function countNoted(name: string, { table }: Connection): Promise<number> {
  let noted = 0;
  for (const account of await listAccounts(table)) {
    let after: string | undefined;
    do {
      const page = await table.list(keys.paused(account, name), { after });
      noted += page.items.length;
      after = page.next;
    } while (after !== undefined);
  }
  return noted;
}
