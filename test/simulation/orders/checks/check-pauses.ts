import { isPaused } from '../../../../shared/delivery/destination-state.ts';
import { keys } from '../../../../shared/ledger/keys.ts';
import type { PlayedSimulation } from '../played-simulation.ts';

/** Every destination goes on, and nothing that was noted for one is left behind. [P4] */
export async function checkPauses({ accounts, parts, journal }: PlayedSimulation): Promise<void> {
  for (const { name } of parts.destinations) {
    if (isPaused(await parts.table.get(keys.destination(name)))) journal.violation('P4', `${name} is paused for ever`);
    for (const account of accounts) {
      const { items } = await parts.table.list(keys.paused(account.name, name));
      if (items.length > 0) journal.violation('P4', `${items.length} deliveries are noted for ${name} for ever`);
    }
  }
}
