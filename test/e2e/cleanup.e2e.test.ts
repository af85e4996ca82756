import { setTimeout as delay } from 'node:timers/promises';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount } from '../../infra/cli/accounts/add-account.ts';
import { configureAccount } from '../../infra/cli/accounts/configure-account.ts';
import { register } from '../../infra/cli/users/commands.ts';
import { fireJob } from '../../infra/local/day/fire-job.ts';
import { type Simulator, startSimulator } from '../../infra/local/day/simulator.ts';
import type { Relay } from '../../infra/local/relay.ts';
import { DEFAULT_CLEANUP_POLICY } from '../../shared/users/cleanup-policy.ts';
import { loadNewestPlan, type PlanHeader } from '../../shared/users/plan-header.ts';
import { openRelay } from './support/open-relay.ts';

const DAY_MS = 86_400_000;
const GONE = 'gone@agency.example';
const LEAVER = 'leaver@agency.example';
const PAIR = ['first@agency.example', 'second@agency.example'];
const POLICY = {
  mode: 'enforce',
  roster: { key: 'roster.csv', addressColumn: 'email', leftOnColumn: 'left_on' },
  protect: { addresses: ['desk@agency.example'], youngerThanDays: 0 },
  graceDays: 1,
  breaker: { count: 1, share: 0.5 },
};

let simulator: Simulator;
let relay: Relay;
/** Rows of the staff system. */
const staff = new Map<string, string>();

beforeAll(async () => {
  [simulator, relay] = await Promise.all([startSimulator({ seed: 5 }), openRelay()]);
  for (const email of [GONE, LEAVER, ...PAIR]) await addUser(email);
  for (const { email } of (await simulator.truth()).users) if (email !== GONE) staff.set(email, '');
  const { url: baseUrl, apiKey } = simulator;
  await addAccount(relay.operator, { account: 'default', apiKey, baseUrl, takeOver: true });
  await sweep();
});
afterAll(async () => {
  await relay?.close();
  await simulator?.close();
});

async function tellSimulator(path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(`${simulator.controlUrl}/${path}`, init);
  expect(response.status).toBe(200);
}

async function addUser(email: string): Promise<void> {
  const createdAt = new Date(Date.now() - 90 * DAY_MS).toISOString();
  await tellSimulator('actions', { action: 'addUser', email, createdAt, role: 'Collaborator' });
}

async function sweep(): Promise<void> {
  await fireJob(relay, 'order-sweep', 'open');
  await relay.settle();
}

/** The nightly export, then the day's plan. */
async function plan(): Promise<PlanHeader> {
  const rows = [...staff].map(([email, leftOn]) => `${email},${leftOn}\n`);
  await relay.operator.rosters.put('roster.csv', `email,left_on\n${rows.join('')}`, 'text/csv');
  // A schedule tells whole seconds, and a plan is named for its own.
  await relay.stack.clock.advance(1_000);
  await fireJob(relay, 'user-cleanup-plan');
  await relay.settle();
  const newest = await loadNewestPlan(relay.operator.table, 'default');
  if (newest === undefined) throw new Error('there is no plan');
  return newest.header;
}

async function nextDay(): Promise<void> {
  await simulator.moveClock(relay.stack.clock.offsetMs() + DAY_MS);
  await relay.stack.clock.advance(DAY_MS);
  await relay.settle();
}

/** `relay users …`, by the clock of the stack; answers what it printed. */
async function users(...args: string[]): Promise<string> {
  const printed: string[] = [];
  const { operator, stack } = relay;
  const deps = { ...operator, now: stack.clock.now, userDeletions: operator.queue('user-deletions.fifo') };
  const program = new Command('relay').exitOverride();
  register(program, { open: async () => deps });
  const { write } = process.stdout;
  process.stdout.write = ((text: string) => printed.push(text) > 0) as typeof write;
  try {
    await program.parseAsync(['node', 'relay', 'users', ...args]);
  } finally {
    process.stdout.write = write;
  }
  return printed.join('');
}

async function isThere(email: string): Promise<boolean> {
  return (await simulator.truth()).users.some((user) => user.email === email);
}

async function stillThere(): Promise<readonly string[]> {
  return (await simulator.truth()).users.flatMap(({ email }) => (PAIR.includes(email) ? [email] : []));
}

async function audited(prefix: string): Promise<readonly string[]> {
  return (await relay.operator.audit.list(prefix)).keys;
}

/** Types of the events about users that the company's own consumer got. */
function told(): readonly string[] {
  const all = relay.deliveries.all.filter(({ destination }) => destination === 'own-consumer');
  return all.flatMap(({ type }) => (type.startsWith('cubicasa.user.') ? [type] : []));
}

describe('[P7] user cleanup on the local stack', () => {
  it('reports, and deletes nobody, while the policy does not enforce', async () => {
    expect(await plan()).toMatchObject({ state: 'report', heldBy: [] });
    expect(await users('show')).toContain(GONE);
    expect(await isThere(GONE)).toBe(true);
    expect(told()).toEqual([]);
  });

  it('marks first, and once the grace is over waits for an approval', async () => {
    const deps = { ...relay.operator, cleanup: DEFAULT_CLEANUP_POLICY };
    await configureAccount(deps, { account: 'default', set: { cleanup: POLICY }, unset: [] });
    expect(await plan()).toMatchObject({ state: 'applied', deletes: 0, verdicts: { mark: 1 } });
    expect(told()).toEqual(['cubicasa.user.cleanup-marked']);
    await nextDay();
    expect(await plan()).toMatchObject({ state: 'awaiting-approval', deletes: 1 });
    await sweep();
    expect(await isThere(GONE)).toBe(true);
  });

  it('deletes exactly whom the approved plan names, and writes it down before', async () => {
    const { planId } = await plan();
    await sweep();
    expect(await users('approve', planId)).toContain('Nothing was changed');
    expect(await isThere(GONE)).toBe(true);
    const before = (await simulator.truth()).users.length;
    await users('approve', planId, '--by', 'administrator', '--yes');
    await relay.settle();
    expect(await isThere(GONE)).toBe(false);
    expect((await simulator.truth()).users).toHaveLength(before - 1);
    const [record = ''] = await audited('deletions/default/');
    expect(JSON.parse((await relay.operator.audit.get(record)) ?? '')).toMatchObject({
      planId,
      approver: 'administrator',
      user: { email: GONE },
    });
    expect(told()).toContain('cubicasa.user.deleted');
  });

  it('holds the next deletion of the month, and everything while paused', async () => {
    staff.set(LEAVER, new Date(relay.stack.clock.now() - 3 * DAY_MS).toISOString().slice(0, 10));
    await users('pause', '--reason', 'audit', '--yes');
    expect(await plan()).toMatchObject({ state: 'held', heldBy: ['paused'] });
    await users('resume', '--yes');
    const { planId, state, heldBy } = await plan();
    expect({ state, heldBy }).toEqual({ state: 'held', heldBy: ['breaker'] });
    await expect(users('approve', planId, '--yes')).rejects.toThrow('--over-limit');
    expect(await isThere(LEAVER)).toBe(true);
  });

  it('lets a person pass the breaker for that plan alone, and proves that the leaver is gone', async () => {
    const { planId } = await plan();
    await sweep();
    await users('approve', planId, '--over-limit', '--by', 'administrator', '--yes');
    await relay.settle();
    expect(await isThere(LEAVER)).toBe(false);
    await nextDay();
    await plan();
    const day = (offset: number) => new Date(relay.stack.clock.now() + offset * DAY_MS).toISOString().slice(0, 10);
    const period = ['--since', day(-30), '--until', day(1)];
    const { rows } = JSON.parse(await users('report', ...period, '--json'));
    expect(rows).toMatchObject([{ email: LEAVER, status: 'removed', approver: 'administrator', source: 'roster' }]);
    expect(rows[0].confirmedAbsentAt > rows[0].deletedAt).toBe(true);
    expect(await users('report', ...period, '--csv')).toContain(LEAVER);
  });

  it('pauses between two messages that are queued: the call under way ends, and nothing begins', async () => {
    const leftOn = new Date(relay.stack.clock.now() - 3 * DAY_MS).toISOString().slice(0, 10);
    for (const email of PAIR) staff.set(email, leftOn);
    const { planId } = await plan();
    await sweep();
    await tellSimulator('faults', { kind: 'latency', operation: 'deleteUser', count: 1, delayMs: 5_000 });
    await users('approve', planId, '--over-limit', '--yes');
    while ((await stillThere()).length === PAIR.length) await delay(50);
    await users('pause', '--reason', 'audit', '--yes');
    await relay.settle();
    expect(await stillThere()).toHaveLength(1);
    expect(JSON.parse(await users('show', planId, '--json'))).toMatchObject({ state: 'held', heldBy: ['paused'] });
    expect(told().slice(-2).sort()).toEqual(['cubicasa.user.cleanup-aborted', 'cubicasa.user.deleted']);
    await users('resume', '--yes');
    expect((await plan()).deletes).toBe(1);
  });

  it('leaves a report and a body of every plan behind, and nothing went wrong on the way', async () => {
    const [bodies, reports] = [await audited('plans/default/'), await audited('reports/default/')];
    expect(reports).toHaveLength(bodies.length * 2);
    expect(await audited('deletions/default/')).toHaveLength(3);
    expect(relay.problems).toEqual([]);
  });
});
