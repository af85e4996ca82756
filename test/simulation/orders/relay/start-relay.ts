import type { Destination } from '../../../../shared/delivery/destination.ts';
import { keys } from '../../../../shared/ledger/keys.ts';
import type { Platform } from '../lambda/function-runtime.ts';
import { startAgenda } from './agenda-function.ts';
import { startFanOut } from './fan-out-function.ts';
import { createIngest, type Ingest } from './ingest-function.ts';
import { createOperator, type Operator } from './operator.ts';
import { createRelayParts, type RelayParts } from './relay-parts.ts';
import type { SimulatedAccount } from './simulated-account.ts';

interface StartedRelay {
  readonly parts: RelayParts;
  readonly operator: Operator;
  readonly ingest: Ingest;
}

/** The way of an order for these accounts: webhooks in, looks, looks that are due again, out to the destinations' queues. */
export async function startRelay(
  accounts: readonly SimulatedAccount[],
  destinations: readonly Destination[],
  platform: Platform,
): Promise<StartedRelay> {
  const byName = new Map(accounts.map((account) => [account.name, account]));
  const parts = createRelayParts(byName, { destinations }, platform.loop);
  for (const { name } of accounts) await parts.table.put({ ...keys.accountEntry(name), data: { v: 1 } }, 'absent');
  const operator = createOperator(parts, platform);
  const ingest = createIngest(parts, platform);
  startFanOut(parts, operator, platform);
  startAgenda(parts, platform);
  return { parts, operator, ingest };
}
