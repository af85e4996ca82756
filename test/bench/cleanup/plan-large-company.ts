import { runCleanupPlan } from '../../../functions/user-cleanup-plan/run-cleanup-plan.ts';
import type { AccountClients } from '../../../shared/accounts/account-client.ts';
import type { AccountJob } from '../../../shared/accounts/account-job.ts';
import type { CubiCasaClient, Page, User } from '../../../shared/cubicasa/index.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import { parseCleanupPolicy } from '../../../shared/users/cleanup-policy.ts';
import { createMemoryBucket } from '../../support/memory-bucket.ts';
import { createMemoryQueue } from '../../support/memory-queue.ts';

export interface LargeCompany {
  readonly users: number;
  readonly orders: number;
}

export interface LargePlan {
  readonly slices: number;
  readonly apiCalls: number;
  readonly peakHeap: number;
}

const NOW = Date.UTC(2026, 5, 1);
const PAGE_SIZE = 50;
/** About what a slice of 90 s reads at 4 to 5 pages a second. */
const PAGES_A_SLICE = 400;
const ACCOUNT = 'default';

/** Orders are counted by address when they are read, so that a million of them are as many items as there are makers. */
export async function fillLedger(table: Table, { users, orders }: LargeCompany): Promise<void> {
  const at = new Date(NOW - 40 * 86_400_000).toISOString();
  for (let id = 0; id < users; id += 1) {
    const address = addressOf(id);
    const data = { v: 1, address, orders: Math.round(orders / users), lastOrderId: `order-${id}`, lastAt: at };
    await table.put({ ...keys.activity(ACCOUNT, address), data }, 'absent');
  }
  const baseline = { v: 1, generation: 1, startedAt: at, completedAt: at, orders };
  await table.put({ ...keys.baseline(ACCOUNT), data: baseline }, 'absent');
}

/** A plan from the first slice to the last, as `account-jobs` would carry it on. */
export async function planLargeCompany(table: Table, company: LargeCompany): Promise<LargePlan> {
  const seen = { apiCalls: 0, peakHeap: 0 };
  const deps = connect(table, company, () => {
    seen.apiCalls += 1;
  });
  const hasTime = (until: number) => () => {
    seen.peakHeap = Math.max(seen.peakHeap, process.memoryUsage().heapUsed);
    return seen.apiCalls < until;
  };
  let job: AccountJob & { readonly account: string } = {
    v: 1,
    job: 'user-cleanup-plan',
    account: ACCOUNT,
    scheduledAt: new Date(NOW).toISOString(),
  };
  for (let slices = 1; ; slices += 1) {
    const answer = await runCleanupPlan(job, { ...deps, hasTime: hasTime(seen.apiCalls + PAGES_A_SLICE) });
    if (!('continuation' in answer)) return { slices, ...seen };
    job = { ...job, continuation: { ...answer.continuation } };
  }
}

/** One in a thousand is not on the roster. */
function connect(table: Table, { users }: LargeCompany, onCall: () => void) {
  const rows = Array.from({ length: Math.floor(users * 0.999) }, (_, id) => addressOf(id));
  const roster = { text: `email\n${rows.join('\n')}\n`, version: 'r1', modifiedAt: new Date(NOW).toISOString() };
  return {
    table,
    audit: createMemoryBucket('audit'),
    rosters: { load: async () => roster },
    configured: parseCleanupPolicy({
      mode: 'enforce',
      roster: { key: 'staff.csv' },
      inactivity: { days: 90, alone: true },
      protect: { addresses: [addressOf(0)] },
    }),
    clients: clientsOf(users, onCall),
    userDeletions: createMemoryQueue(),
    sendUserEvent: async () => {},
    report: () => {},
    now: () => NOW,
  };
}

function clientsOf(users: number, onCall: () => void): AccountClients {
  const page = async ({ offset = 0 }: { readonly offset?: number }): Promise<Page<User>> => {
    onCall();
    const count = Math.min(PAGE_SIZE, users - offset);
    const items = Array.from({ length: count }, (_, place) => toUser(offset + place));
    return { items, pagination: null, nextOffset: offset + count < users ? offset + count : null };
  };
  const client = { users: { page } } as unknown as CubiCasaClient;
  return { open: async () => client, use: (_account, work) => work(client) };
}

function addressOf(id: number): string {
  return `user${id}@agency.example`;
}

function toUser(id: number): User {
  const made = NOW / 1_000 - 40_000_000;
  return { id: `u${id}`, email: addressOf(id), role: 'Collaborator', created_at: made, email_confirmed: true } as User;
}
