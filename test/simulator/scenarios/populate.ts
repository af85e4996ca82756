import { geocodedAddress } from '../company/address.ts';
import type { Company } from '../company/company.ts';
import { createUser } from '../company/create-user.ts';
import { addOrder } from '../company/keep-orders.ts';
import type { SimulatedOrder } from '../company/order.ts';
import type { SimulatedUser } from '../company/user.ts';
import { PEOPLE, type Person } from './people.ts';

const DAY_MS = 86_400_000;

/** Users of every kind and the orders that were delivered before anybody listened. */
export function populate(company: Company): void {
  for (const person of PEOPLE) {
    const user = addPerson(company, person);
    for (const daysAgo of person.ordersDaysAgo) addDeliveredOrder(company, user, company.now() - daysAgo * DAY_MS);
  }
}

function addPerson(company: Company, { name, surname, role, joinedDaysAgo, confirmed, roster }: Person): SimulatedUser {
  const email = `${name.toLowerCase()}@${company.email.split('@')[1]}`;
  const createdAt = company.now() - joinedDaysAgo * DAY_MS;
  if (roster !== 'absent') company.roster = [...company.roster, rosterEntry(company, email, roster)];
  return createUser(company, { email, name, surname, role, createdAt, emailConfirmed: confirmed });
}

function rosterEntry(company: Company, email: string, roster: 'present' | 'left') {
  const yesterday = new Date(company.now() - DAY_MS).toISOString().slice(0, 10);
  return roster === 'left' ? { email, leftOn: yesterday } : { email };
}

/** An order as it stands after all was done: no webhook tells of it. */
export function addDeliveredOrder(company: Company, user: SimulatedUser, createdAt: number): SimulatedOrder {
  const creator = { userId: user.id, email: user.email };
  const order = addOrder(
    company,
    {
      status: 'Pending',
      origin: 'app',
      owner: creator,
      scanner: creator,
      address: geocodedAddress(company.random),
      externalId: null,
      addInfo: '',
      packageType: 'base',
      addOns: [],
      styleTemplate: null,
      goToScan: null,
      isScan: true,
      modelId: company.uuid(),
      floors: 1 + company.random.below(3),
    },
    createdAt,
  );
  return settle(company, order, createdAt + DAY_MS / 4);
}

function settle(company: Company, order: SimulatedOrder, deliveredAt: number): SimulatedOrder {
  const at = Math.min(deliveredAt, company.now());
  const done = { ...order, status: 'Ready', version: 2, changedAt: at, firstDeliveredAt: at } as const;
  const settled: SimulatedOrder = { ...done, delivered: { products_2d: 2 }, filesMadeAt: { products_2d: at } };
  company.index.remove(order);
  company.orders.set(order.id, settled);
  company.index.add(settled);
  return settled;
}
