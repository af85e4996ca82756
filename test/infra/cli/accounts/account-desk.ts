import { afterEach } from 'vitest';
import { type Simulator, startSimulator } from '../../../simulator/start-simulator.ts';
import { createMemoryTable } from '../../../support/memory-table.ts';
import { START } from '../../../support/order-builder.ts';

const open: Simulator[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

/** A simulated company of its own, until the test ends. */
export async function startCompany(seed: number) {
  const simulator = await startSimulator({ seed });
  open.push(simulator);
  return { apiKey: simulator.apiKey, baseUrl: simulator.url, simulator };
}

/** Where commands about accounts find their ledger and secrets. */
export function createDesk() {
  const table = createMemoryTable();
  const secrets = new Map<string, string>();
  const invoked: unknown[] = [];
  const deps = {
    table,
    readSecret: async (account: string) => secrets.get(account),
    writeSecret: async (account: string, secret: object) => void secrets.set(account, JSON.stringify(secret)),
    invoke: async (_name: string, event: unknown) => invoked.push(event),
    now: () => START,
  };
  return { table, secrets, invoked, deps };
}
