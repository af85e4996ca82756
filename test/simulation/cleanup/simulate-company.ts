import { expectRemovals, expectTrueProofs } from './expect-removal.ts';
import { exportRoster } from './export-roster.ts';
import { judgeDeletion } from './judge-deletion.ts';
import { disturb, liveDay, settleCompany } from './live.ts';
import { operate, prepare } from './operate.ts';
import { createRelay, type Relay } from './relay.ts';
import { sweep } from './sweep.ts';
import { createWorld, HOUR_MS, setClock, type World } from './world.ts';

/** One company over some weeks, from a seed alone. */
export async function simulateCompany(seed: number): Promise<World> {
  const world = createWorld(seed);
  settleCompany(world);
  watch(world);
  await prepare(world);
  const relay = createRelay(world);
  const days = world.chance.below(0.04) ? world.chance.whole(36, 44) : world.chance.whole(8, 18);
  for (; world.day < days; world.day += 1) {
    setClock(world, 0);
    liveDay(world);
    exportRoster(world);
    await sweep(world);
    setClock(world, 2);
    if (world.faulty && world.chance.below(0.2)) await planLate(world, relay);
    else await relay.plan(world.now);
    if (world.chance.below(0.1)) await Promise.all([relay.plan(world.now + 1), relay.plan(world.now + 2)]);
    setClock(world, 3);
    if (world.faulty && world.chance.below(0.5)) liveDay(world);
    if (world.faulty && world.chance.below(0.5)) exportRoster(world);
    setClock(world, 4);
    if (!world.faulty || world.chance.below(0.9)) await sweep(world);
    await relay.apply();
    setClock(world, 9);
    await operate(world);
    setClock(world, 10);
    if (world.chance.below(0.4)) liveDay(world);
    if (world.faulty && world.chance.below(0.4)) exportRoster(world);
    if (!world.faulty || world.chance.below(0.9)) await sweep(world);
    await relay.apply();
    expectRemovals(world);
    expectTrueProofs(world);
  }
  return world;
}

/** The jobs queue was long: people worked and orders were swept between the schedule and the run. */
async function planLate(world: World, relay: Relay): Promise<void> {
  const scheduledAt = world.now;
  setClock(world, 2.4);
  await sweep(world);
  liveDay(world);
  setClock(world, 2.7);
  await relay.plan(scheduledAt);
  await relay.apply();
}

/** Whatever reaches CubiCasa is judged; calls fail, lists move and lag where the world is faulty. */
function watch(world: World): void {
  const { company, chance, people } = world;
  company.listLagMs = world.troubled ? 2 * HOUR_MS : 0;
  company.onShown = (userIds) => {
    for (const id of userIds)
      if ((world.unlooked.get(id) ?? company.calls.listings) < company.calls.listings) world.unlooked.delete(id);
  };
  company.betweenPages = () => {
    if (!world.faulty || !chance.below(0.08)) return;
    disturb(world);
    // One who goes is made up for by the overlap of the pages, two are not.
    if (chance.below(0.5)) disturb(world);
  };
  company.nextDeleteFault = () =>
    world.faulty && chance.below(world.troubled ? 0.8 : 0.3)
      ? chance.pick(['ambiguous-done', 'ambiguous-not-done', 'failed', 'forbidden'])
      : 'none';
  company.onDelete = (userId) => {
    judgeDeletion(world, userId);
    world.unlooked.set(userId, company.calls.listings);
  };
  company.onGone = (userId) => {
    const person = people.find(({ user }) => user.id === userId);
    if (person !== undefined) person.removedAt ??= world.now;
    world.deletions.push({ userId, at: world.now });
  };
}
