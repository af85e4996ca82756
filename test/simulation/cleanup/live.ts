import { keys } from '../../../shared/ledger/keys.ts';
import type { UserRecord } from '../../../shared/users/user-record.ts';
import type { Chance } from './random.ts';
import { ACCOUNT, DAY_MS, type ModelOrder, type Person, type World } from './world.ts';

const ROLES = ['Collaborator', 'Collaborator', 'collaborator', 'User', 'Manager', 'MANAGER'] as const;
const DOMAINS = ['agency.example', 'agency.example', 'Agency.Example', 'partner.example', 'outside.example'] as const;

/** The company as it is when the relay comes: everybody made some time ago. */
export function settleCompany(world: World): void {
  const { chance } = world;
  hire(world, { email: 'Desk@Agency.example', role: 'Manager', daysAgo: 400, confirmed: true });
  hire(world, {
    email: 'boss@agency.example',
    role: chance.pick(['Manager', 'manager']),
    daysAgo: 300,
    confirmed: true,
  });
  const others = chance.whole(3, 9);
  for (let count = 0; count < others; count += 1) hireAnybody(world, chance.whole(0, 40));
}

/** A day's life: people come, go, come back, change their address, and work. */
export function liveDay(world: World): void {
  const { chance, people } = world;
  if (chance.below(0.15)) hireAnybody(world, 0);
  for (const person of people) {
    if (person.user.email.toLowerCase().startsWith('desk@')) {
      work(world, person, 0.3);
      continue;
    }
    if (person.employed && chance.below(0.04)) leave(world, person);
    else if (!person.employed && person.leftAt !== null && chance.below(0.06)) comeBack(world, person);
    if (person.removedAt === null && chance.below(0.08)) rename(world, person);
    work(world, person, person.employed ? 0.35 : 0.05);
  }
}

/** Somebody is deleted by hand, or joins, just while the relay reads. */
export function disturb(world: World): void {
  const { chance, company, people } = world;
  if (chance.below(0.5)) {
    hireAnybody(world, 0);
    return;
  }
  const user = company.users[chance.whole(0, company.users.length - 1)];
  const person = people.find((one) => one.user === user);
  if (person === undefined || user === undefined || company.users.length < 4) return;
  company.users.splice(company.users.indexOf(user), 1);
  person.removedAt = world.now;
  person.removedByHand = company.calls.listings;
}

interface Hire {
  readonly email: string;
  readonly role: string;
  readonly daysAgo: number;
  readonly confirmed: boolean;
}

function hireAnybody(world: World, daysAgo: number): void {
  const { chance, people } = world;
  const email = `p${people.length}@${chance.pick(DOMAINS)}`;
  hire(world, { email, role: chance.pick(ROLES), daysAgo, confirmed: chance.below(0.8) });
}

function hire(world: World, { email, role, daysAgo, confirmed }: Hire): void {
  const { people, company, now } = world;
  const user = { id: `u${people.length}`, email, role, createdAt: now - daysAgo * DAY_MS, confirmed };
  company.users.unshift(user);
  const none = { leftAt: null, requestedAt: null, removedAt: null, removedByHand: null };
  people.push({ user, addresses: [email.toLowerCase()], employed: true, ...none, orders: [] });
}

function leave(world: World, person: Person): void {
  person.employed = false;
  person.leftAt = world.now;
}

/** Hired again: under the same id if it is still there, else by a new invitation. */
function comeBack(world: World, person: Person): void {
  if (person.removedAt === null) {
    person.employed = true;
    person.leftAt = null;
    return;
  }
  person.leftAt = null;
  hire(world, { email: person.user.email, role: person.user.role, daysAgo: 0, confirmed: false });
}

/** Not before the relay saw the address: one that came and went between two plans is known to nobody. */
function rename(world: World, { user, addresses }: Person): void {
  const known = world.table.peek(keys.user(ACCOUNT, user.id)) as UserRecord | undefined;
  if (known?.addresses.includes(user.email.toLowerCase()) !== true) return;
  user.email = `${user.id}.${world.day}@${world.chance.pick(DOMAINS)}`;
  addresses.push(user.email.toLowerCase());
}

function work(world: World, person: Person, share: number): void {
  const { chance, now } = world;
  for (const order of person.orders) {
    if (!order.open || !chance.below(0.5)) continue;
    order.open = false;
    order.closedAt = now;
  }
  for (const order of person.orders) if (!order.open && chance.below(person.employed ? 0.01 : 0.03)) reopen(order);
  if (person.removedAt !== null || !chance.below(share)) return;
  const open = chance.below(0.3);
  person.orders.push({
    id: `o${world.day}-${person.user.id}-${person.orders.length}`,
    at: now,
    shown: shownFor(world, person),
    open,
    closedAt: null,
    told: null,
    read: null,
  });
}

/** A change was asked for: it is in production again. */
function reopen(order: ModelOrder): void {
  order.open = true;
  order.closedAt = null;
}

function shownFor({ draftCarries, chance }: World, { user }: Person): ModelOrder['shown'] {
  if (draftCarries === 'company' || (draftCarries === 'owner' && chance.below(0.5))) return 'desk@agency.example';
  return anyCase(user.email, chance);
}

export function anyCase(text: string, chance: Chance): string {
  return chance.below(0.3) ? text.toUpperCase() : text;
}
