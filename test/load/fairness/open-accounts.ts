import { addAccount } from '../../../infra/cli/accounts/add-account.ts';
import type { Closers } from '../../../infra/local/closers.ts';
import { type Simulator, startSimulator } from '../../../infra/local/day/simulator.ts';
import type { Relay } from '../../../infra/local/relay.ts';
import type { Template } from '../../../infra/local/template/template.ts';
import { forEachAtOnce } from '../../../shared/concurrency/for-each-at-once.ts';
import { openStack } from '../open-stack.ts';
import { type Arrivals, createArrivals } from './arrivals.ts';
import { openCompany, type SimulatedCompany } from './companies.ts';
import { OLD_ORDERS, SLOW_READS } from './troubles.ts';

export interface Accounts {
  readonly relay: Relay;
  readonly companies: readonly SimulatedCompany[];
  /** Of the first company; nothing tells of them. */
  readonly oldOrders: readonly string[];
  readonly arrivals: Arrivals;
}

/**
 * Of order-fan-out, where AWS runs up to 100: as many as two cores carry. With ten the six that an account's four groups
 * leave were too few for 20 webhooks a second of the others.
 */
const PROCESSES = 16;
const ADDED_AT_ONCE = 16;

/** The stack with so many accounts, each with a company of its own behind one simulated CubiCasa. */
export async function openAccounts(count: number, closers: Closers): Promise<Accounts> {
  const simulator = await startSimulator({ seed: 1 });
  closers.add(simulator.close);
  const arrivals = createArrivals(() => performance.now());
  const { relay } = await openStack(closers, {
    processesPerFunction: PROCESSES,
    transformTemplate: withoutDeliveries,
    onDelivered: arrivals.see,
  });
  const names = Array.from({ length: count }, (_, index) => `company-${index}`);
  const companies: SimulatedCompany[] = [];
  for (const name of names) companies.push(await openCompany(simulator, name));
  const oldOrders: string[] = [];
  while (oldOrders.length < OLD_ORDERS) oldOrders.push((await companies[0]?.addOldOrder()) ?? '');
  await forEachAtOnce(companies, ADDED_AT_ONCE, (company) => addCompany(company, relay, simulator));
  for (const company of companies) await company.setFaults(SLOW_READS);
  return { relay, companies, oldOrders, arrivals };
}

async function addCompany({ name, apiKey }: SimulatedCompany, { operator }: Relay, { url }: Simulator): Promise<void> {
  await addAccount(operator, { account: name, apiKey, baseUrl: url, takeOver: true });
}

/** Events for the website, the archive and the bus stay in their queues: this machine has two cores for all of it. */
function withoutDeliveries(template: Template): Template {
  const Resources = Object.entries(template.Resources).map(([id, resource]) => {
    const off = resource.Type === 'AWS::Lambda::EventSourceMapping' && id.startsWith('Delivery');
    return [id, off ? { ...resource, Properties: { ...resource.Properties, Enabled: false } } : resource] as const;
  });
  return { ...template, Resources: Object.fromEntries(Resources) };
}
