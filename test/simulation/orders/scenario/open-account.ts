import { createCompany } from '../../../simulator/company/company.ts';
import { createUser } from '../../../simulator/company/create-user.ts';
import { addDeliveredOrder } from '../../../simulator/scenarios/populate.ts';
import { TRIGGERS } from '../../../simulator/webhooks/webhook.ts';
import type { SimulatedAccount } from '../relay/simulated-account.ts';
import type { AccountScenario } from './draw-scenario.ts';

/** Old orders are young enough for the deep sweep. */
const OLD_ORDER_EVERY_MS = 4 * 3_600_000;

/** A company with its old orders, registered with the relay. */
export function openAccount(
  scenario: Pick<AccountScenario, 'name' | 'switches' | 'oldOrders'>,
  seed: number,
  now: () => number,
): SimulatedAccount {
  const { name, switches, oldOrders } = scenario;
  const company = createCompany({ seed, now, name, switches });
  const user = createUser(company, { email: `photographer@${name}.example`, role: 'Manager' });
  for (let order = 1; order <= oldOrders; order++) addDeliveredOrder(company, user, now() - order * OLD_ORDER_EVERY_MS);
  const webhookToken = `token-of-${name}-1`;
  register(company, name, webhookToken);
  return { name, company, secret: { apiKey: company.apiKey, webhookToken } };
}

/** As a registration by PATCH leaves it. */
export function register(company: SimulatedAccount['company'], account: string, token: string): void {
  const triggers = TRIGGERS.filter((trigger) => trigger !== 'moved_to_failed');
  company.registration = { urls: [`https://relay.example/webhooks/${account}/${token}`], triggers };
}
