import { keys } from '../../../shared/ledger/keys.ts';
import type { UserRecord } from '../../../shared/users/user-record.ts';
import { isOwn } from './judge-deletion.ts';
import { ACCOUNT, DAY_MS, type ModelOrder, type Person, violate, type World } from './world.ts';

/** Where nothing breaks, whoever is off the roster and not kept by any rule is gone and proven absent in time. */
export function expectRemovals(world: World): void {
  if (world.faulty || world.counts.held > 0 || world.policy.mode !== 'enforce' || world.policy.roster === null) return;
  for (const person of world.people) {
    const due = dueBy(world, person);
    if (due === null || world.now < due) continue;
    world.counts.expected += 1;
    if (person.removedAt === null) violate(world, 'still there', person.user.id);
    else if (world.now > due + DAY_MS && recordOf(world, person)?.absentSince == null) {
      violate(world, 'removal not confirmed', person.user.id);
    }
  }
}

/** A removal that is on record as proven must be true. */
export function expectTrueProofs(world: World): void {
  for (const { user, removedAt } of world.people) {
    const record = recordOf(world, { user });
    if (record?.absentSince == null) continue;
    if (removedAt === null) violate(world, 'proven absent while there', user.id);
  }
}

/** Unix milliseconds: grace and two days after the last thing that speaks for them; null for whom a rule keeps. */
function dueBy(world: World, person: Person): number | null {
  const { protect, graceDays } = world.policy;
  const { user, employed, leftAt, addresses } = person;
  const isManager = user.role.toLowerCase() === 'manager';
  const isListed = addresses.some(
    (one) => one.startsWith('desk@') || protect.domains.some((domain) => one.endsWith(`@${domain}`)),
  );
  if (employed || leftAt === null || isManager || isListed || world.company.users.length === 0) return null;
  const orders = ordersOf(world, person);
  if (orders.some(({ open }) => open)) return null;
  const youth = user.createdAt + protect.youngerThanDays * DAY_MS;
  const lastWork = Math.max(0, ...orders.map(({ at }) => at));
  const lastOpen = Math.max(0, ...orders.map(({ closedAt }) => closedAt ?? 0));
  return Math.max(leftAt, youth, lastOpen, lastWork + graceDays * DAY_MS) + (graceDays + 2) * DAY_MS;
}

/** Their own, and those of an earlier invitation that carry an address of theirs. */
function ordersOf({ people }: World, { orders, addresses }: Person): readonly ModelOrder[] {
  const others = people.flatMap((one) => one.orders).filter(({ shown }) => isOwn(shown, addresses));
  return [...orders, ...others];
}

function recordOf({ table }: World, { user }: Pick<Person, 'user'>): UserRecord | undefined {
  return table.peek(keys.user(ACCOUNT, user.id)) as UserRecord | undefined;
}
