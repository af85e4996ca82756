import { keys } from '../../../shared/ledger/keys.ts';
import type { PlanBody } from '../../../shared/users/plan-body.ts';
import type { PlanHeader } from '../../../shared/users/plan-header.ts';
import { policyHash } from '../../../shared/users/policy-hash.ts';
import { rosterBroken, rosterLines } from './judge-roster.ts';
import { ACCOUNT, DAY_MS, iso, isUnseen, type ModelOrder, type Person, violate, type World } from './world.ts';

/** What the outside sees of a deletion at the moment it reaches CubiCasa, judged without the relay's own rules. */
export function judgeDeletion(world: World, userId: string): void {
  const person = world.people.find(({ user }) => user.id === userId);
  if (person === undefined) throw new Error(`the relay deleted ${userId}, whom nobody knows`);
  const isLeaver = hasLeft(world, person);
  const broken = [
    ...protectionBroken(world, person, isLeaver),
    ...activityBroken(world, person, isLeaver),
    ...evidenceBroken(world, person, isLeaver),
    ...approvalBroken(world, userId),
    ...breakerBroken(world, userId),
    ...(isLeaver ? [] : graceBroken(world, userId)),
    ...rosterBroken(world),
    ...knowledgeBroken(world),
    ...(hasRecord(world, userId) ? [] : ['deleted without a record']),
    ...(world.unlooked.has(userId) ? ['deletion in doubt repeated without a look'] : []),
  ];
  for (const invariant of broken) violate(world, invariant, userId);
}

function hasLeft({ policy, roster, now }: World, { user, requestedAt, addresses }: Person): boolean {
  if (requestedAt !== null && user.createdAt <= requestedAt) return true;
  if (policy.roster?.leftOnColumn == null) return false;
  return rosterLines(roster?.text).some(([address, leftOn]) => {
    const at = Date.parse(leftOn);
    return addresses.includes(address) && at <= now && user.createdAt < at;
  });
}

function protectionBroken(world: World, { user, orders, addresses }: Person, isLeaver: boolean): string[] {
  const { protect } = world.policy;
  const { now, company } = world;
  const role = user.role.toLowerCase();
  const managers = countManagers(world);
  const listed = addresses.some((address) => protect.addresses.includes(address));
  const domain = addresses.some((address) => protect.domains.some((one) => address.endsWith(`@${one}`)));
  const ordinary = {
    'protected role deleted': protect.roles.some((one) => one.toLowerCase() === role),
    'young user deleted': now - user.createdAt < protect.youngerThanDays * DAY_MS,
    'user with an open order deleted': orders.some(
      ({ open, told, shown }) => open && told === 'open' && isOwn(shown, addresses),
    ),
  };
  const always = {
    'protected address deleted': listed || domain,
    'managers below the floor': role === 'manager' && company.users.includes(user) && managers - 1 < protect.managers,
  };
  return Object.entries(isLeaver ? always : { ...always, ...ordinary }).flatMap(([name, is]) => (is ? [name] : []));
}

function countManagers(world: World): number {
  return world.people.filter((person) => {
    return (person.removedAt === null || isUnseen(world, person)) && person.user.role.toLowerCase() === 'manager';
  }).length;
}

/** Whether an order shows one of these addresses. */
export function isOwn(shown: string | null, addresses: readonly string[]): boolean {
  return shown !== null && addresses.includes(shown.toLowerCase());
}

function activityBroken({ policy, now }: World, { orders, addresses }: Person, isLeaver: boolean): string[] {
  if (isLeaver) return [];
  const since = now - policy.graceDays * DAY_MS;
  const active = orders.some(({ at, told, shown }) => told !== null && at > since && isOwn(shown, addresses));
  return active ? ['active user deleted'] : [];
}

/** By the files as they lie there now and all orders that a sweep could show, this person should go. */
function evidenceBroken(world: World, person: Person, isLeaver: boolean): string[] {
  const { policy, roster, now } = world;
  const { addresses, user } = person;
  const orders = person.orders.filter(({ told }) => told !== null);
  const rows = rosterLines(roster?.text).filter(([address]) => addresses.includes(address));
  const offRoster = policy.roster !== null && rows.every(([, leftOn]) => leftOn !== '' && Date.parse(leftOn) <= now);
  const outside = policy.allowedDomains !== null && addresses.every((one) => !one.endsWith('@agency.example'));
  const invited = policy.unconfirmedDays !== null && !user.confirmed && orders.length === 0;
  const silent =
    policy.inactivity?.alone === true && lastWork(user.createdAt, orders) < now - policy.inactivity.days * DAY_MS;
  return isLeaver || offRoster || outside || invited || silent ? [] : ['deleted without evidence'];
}

function lastWork(createdAt: number, orders: readonly ModelOrder[]): number {
  return Math.max(createdAt, ...orders.map(({ at }) => at));
}

function approvalBroken(world: World, userId: string): string[] {
  const { approvals, applying, policy } = world;
  const hash = policyHash(policy);
  const approved = approvals.some(({ planId, ids }) => planId === applying && ids.has(userId));
  const automatic = approvals.at(-1)?.policyHash === hash && planOf(world)?.approval?.by === 'operator';
  const isNewest =
    newestPlan(world)?.verdicts.some((one) => one.userId === userId && one.verdict === 'delete') ?? false;
  return [
    ...(approved || automatic ? [] : ['deleted without approval']),
    ...(planOf(world)?.policyHash === hash ? [] : ['old approval used under a new policy']),
    ...(isNewest ? [] : ['deleted by a plan that a newer one took back']),
  ];
}

function planOf({ table, applying }: World): PlanHeader | undefined {
  return table.plans().find(({ planId }) => planId === applying);
}

function newestPlan({ table, audit }: World): PlanBody | undefined {
  const text = audit.objects.get(table.plans().at(-1)?.bodyKey ?? '');
  return text === undefined ? undefined : (JSON.parse(text) as PlanBody);
}

/** All that took effect in 30 days, with this one; of all users, those deleted included. */
function breakerBroken(world: World, userId: string): string[] {
  const { policy, people, deletions, now, approvals, applying } = world;
  const recent = deletions.filter((one) => one.at > now - 30 * DAY_MS && one.userId !== userId);
  const gone = new Set(recent.map((one) => one.userId));
  const company = people.filter(
    (one) => one.removedAt === null || isUnseen(world, one) || gone.has(one.user.id) || one.user.id === userId,
  );
  const limit = Math.min(policy.breaker.count, Math.max(1, Math.floor(policy.breaker.share * company.length)));
  const mayPass = approvals.some((one) => one.planId === applying && one.overLimit);
  return recent.length + 1 > limit && !mayPass ? ['breaker passed'] : [];
}

/** Two enforcing plans, the grace apart, both said that this person goes. */
function graceBroken(world: World, userId: string): string[] {
  const { table, audit, applying, policy } = world;
  const headers = table.plans();
  const acting = headers.find(({ planId }) => planId === applying);
  if (acting === undefined) return ['deleted by no plan'];
  const latest = iso(Date.parse(acting.at) - policy.graceDays * DAY_MS);
  const marked = headers.some(({ at, mode, bodyKey }) => {
    if (at > latest || mode !== 'enforce') return false;
    const { verdicts } = JSON.parse(audit.objects.get(bodyKey) ?? '{"verdicts":[]}') as PlanBody;
    return verdicts.some((one) => one.userId === userId && (one.verdict === 'mark' || one.verdict === 'delete'));
  });
  return marked ? [] : ['deleted within the grace'];
}

function knowledgeBroken(world: World): string[] {
  const swept = world.table.peek(keys.sweep(ACCOUNT, 'open')) as { startedAt: string } | undefined;
  const begunAt = iso(world.planStarts.get(planOf(world)?.planId ?? '') ?? 0);
  const checks = {
    'deleted before a sweep was completed': swept === undefined || swept.startedAt < begunAt,
    'deleted while paused or parked': isStopped(world),
  };
  return Object.entries(checks).flatMap(([name, is]) => (is ? [name] : []));
}

function isStopped({ table }: World): boolean {
  const pause = table.peek(keys.cleanup(ACCOUNT, 'pause')) as { paused: boolean } | undefined;
  const breaker = table.peek(keys.breaker(ACCOUNT)) as { parked: unknown } | undefined;
  return pause?.paused === true || (breaker?.parked ?? null) !== null;
}

function hasRecord({ audit, applying }: World, userId: string): boolean {
  return audit.objects.has(`deletions/${ACCOUNT}/${userId}/${applying}.json`);
}
