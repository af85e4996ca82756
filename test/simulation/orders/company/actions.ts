import { deliver, quickEdit, redeliver } from '../../../simulator/company/deliver.ts';
import { createDraft, deleteDraft } from '../../../simulator/company/draft.ts';
import type { Creator, Product, SimulatedOrder, Status } from '../../../simulator/company/order.ts';
import { createGoToScan } from '../../../simulator/company/other-orders.ts';
import { ADD_ONS, PACKAGES, purchase } from '../../../simulator/company/purchase.ts';
import type { Random } from '../../../simulator/company/random.ts';
import { requestChange } from '../../../simulator/company/request-change.ts';
import { scanDraft, scanHouse } from '../../../simulator/company/scan.ts';
import type { SimulatedAccount } from '../relay/simulated-account.ts';
import type { Truth } from './truth.ts';

/** What people and production do to one order. */
type Action = (account: SimulatedAccount, order: SimulatedOrder, random: Random, truth: Truth) => void;

const products: readonly [Product, ...Product[]] = ['products_2d', 'products_3d', 'tour'];

const scan: Action = (account, order, _random, truth) => {
  const { id } = scanDraft(account.company, order.id, personOf(account));
  truth.touch(account, id);
};
const remove: Action = (account, order, _random, truth) => {
  deleteDraft(account.company, order.id);
  truth.touch(account, order.id);
  truth.remove(account, order.id);
};
const deliverOne: Action = (account, order, random, truth) => {
  deliver(account.company, order.id, order.delivered.products_2d === undefined ? 'products_2d' : random.pick(products));
  truth.changeFiles(account, order.id);
};
/** Several products at one instant: one call each. */
const deliverAll: Action = (account, order, _random, truth) => {
  for (const product of products) {
    deliver(account.company, order.id, product);
    truth.changeFiles(account, order.id);
  }
};
const edit: Action = (account, order, random, truth) => {
  quickEdit(
    account.company,
    order.id,
    order.delivered.products_3d === undefined ? 'products_2d' : random.pick(products),
  );
  truth.changeFiles(account, order.id);
};
const restyle: Action = (account, order, random, truth) => {
  redeliver(account.company, order.id, random.pick([null, 'black', 'white']));
  truth.changeFiles(account, order.id);
};
const complain: Action = (account, order, _random, truth) => {
  requestChange(account.company, order.id, { description: 'a wall is missing' });
  truth.touch(account, order.id);
};
const buy: Action = (account, order, random, truth) => {
  purchase(account.company, order.id, { packageType: random.pick(PACKAGES), addOns: [random.pick(ADD_ONS)] });
  truth.touch(account, order.id);
};

const BY_STATUS: Readonly<Record<Status, readonly [Action, ...Action[]]>> = {
  New: [scan, scan, scan, remove],
  Draft: [scan, scan, scan, remove],
  Pending: [deliverOne, deliverOne, deliverAll],
  Ready: [edit, edit, edit, edit, deliverOne, deliverAll, restyle, complain, buy],
  Fixing: [deliverOne, deliverOne, deliverAll],
  Failed: [() => {}],
};

export function actOn(account: SimulatedAccount, order: SimulatedOrder, random: Random, truth: Truth): void {
  random.pick(BY_STATUS[order.status])(account, order, random, truth);
}

/** A new order: a draft, an invitation, or a scan without either. */
export function beginOrder(account: SimulatedAccount, random: Random, truth: Truth): SimulatedOrder {
  const order = makeOrder(account, random);
  truth.begun += 1;
  truth.touch(account, order.id);
  return order;
}

function makeOrder(account: SimulatedAccount, random: Random): SimulatedOrder {
  const owner = personOf(account);
  const externalId = random.next() < 0.7 ? `JOB-${random.below(1_000_000)}` : undefined;
  const draft = { street: '12 Harbour Road', city: 'Springfield', country: 'United States', owner, externalId };
  const kind = random.below(10);
  if (kind < 5) return createDraft(account.company, draft);
  return kind < 6 ? createGoToScan(account.company, draft) : scanHouse(account.company, { scanner: owner });
}

function personOf({ company }: SimulatedAccount): Creator {
  const [first] = company.users.values();
  if (first === undefined) throw new TypeError('the company has no user');
  return { userId: first.id, email: first.email };
}
