import { DeleteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount } from '../../infra/cli/accounts/add-account.ts';
import { configureAccount } from '../../infra/cli/accounts/configure-account.ts';
import { rebuildLedger } from '../../infra/cli/ledger/rebuild-ledger.ts';
import { runSweep } from '../../infra/cli/sweep/run-sweep.ts';
import { type Simulator, startSimulator } from '../../infra/local/day/simulator.ts';
import type { Relay } from '../../infra/local/relay.ts';
import { createDocumentClient } from '../../shared/aws/clients.ts';
import { DEFAULT_CLEANUP_POLICY } from '../../shared/users/cleanup-policy.ts';
import { openRelay } from './support/open-relay.ts';

let simulator: Simulator;
let relay: Relay;
let delivered: string;
let made: string;

beforeAll(async () => {
  [simulator, relay] = await Promise.all([startSimulator({ seed: 7 }), openRelay()]);
  await add();
  await sweep('open');
  delivered = orderIn('Ready', await simulator.truth());
});
afterAll(async () => {
  await relay?.close();
  await simulator?.close();
});

async function add(): Promise<void> {
  const { url: baseUrl, apiKey } = simulator;
  await addAccount(relay.operator, { account: 'default', apiKey, baseUrl, takeOver: true });
}

async function pause(paused: boolean): Promise<void> {
  const deps = { ...relay.operator, cleanup: DEFAULT_CLEANUP_POLICY };
  await configureAccount(deps, { account: 'default', set: {}, unset: [], paused });
}

async function sweep(kind: 'open' | 'full'): Promise<void> {
  await runSweep(relay.operator, 'default', kind);
  await relay.settle();
}

async function act(body: object): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(`${simulator.controlUrl}/actions`, init);
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

function orderIn(status: string, { orders }: Awaited<ReturnType<Simulator['truth']>>): string {
  const found = orders.find(({ order }) => order.info?.status === status);
  if (found === undefined) throw new Error(`no order is ${status}`);
  return found.order.id;
}

/** Of an order's revisions, in the order in which the company's own consumer got them. */
function sequencesOf(orderId: string): string[] {
  const own = relay.deliveries.all.filter(
    ({ destination, subject }) => destination === 'own-consumer' && subject === orderId,
  );
  return [...new Set(own.map(({ data }) => data.revision?.sequence ?? ''))];
}

async function loseLedger(): Promise<void> {
  const { region, accessKeyId, secretAccessKey, endpoints } = relay.stack.state;
  const credentials = { accessKeyId, secretAccessKey };
  const client = createDocumentClient({ region, credentials, endpoint: endpoints.dynamodb });
  const TableName = relay.operator.deployment.outputs.ledgerTable;
  const { Items = [] } = await client.send(new ScanCommand({ TableName }));
  for (const { pk, sk } of Items) await client.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
}

describe('[P4] [P5] a lost ledger on the local stack', () => {
  it('is rebuilt from the stored revisions', async () => {
    await act({ action: 'quickEdit', orderId: delivered });
    await expect.poll(() => sequencesOf(delivered), { timeout: 20_000 }).toEqual(['0001-00000001']);
    await relay.settle();
    await loseLedger();
    await add();
    await pause(true);
    made = String((await act({ action: 'createDraft', street: '1 Late Lane', city: 'Bergen' })).orderId);
    const rebuilt = await rebuildLedger(relay.operator, { account: 'default', execute: true });
    expect(rebuilt).toMatchObject({ orders: 1, lacking: 1, generation: 2, rebuilt: true });
  });

  it('sends nothing again, and asks for what was made meanwhile', async () => {
    await pause(false);
    await sweep('open');
    // What came while it was paused waits in the agenda for its next minute.
    await simulator.moveClock(60_000);
    await relay.stack.clock.advance(60_000);
    await expect.poll(() => sequencesOf(made), { timeout: 20_000 }).toEqual(['0002-00000001']);
    await sweep('full');
    expect(new Set(relay.deliveries.all.map(({ subject }) => subject))).toEqual(new Set([delivered, made]));
    expect(sequencesOf(delivered)).toEqual(['0001-00000001']);
  });

  it('names later revisions behind every earlier one', async () => {
    await act({ action: 'quickEdit', orderId: delivered });
    const both = ['0001-00000001', '0002-00000001'];
    await expect.poll(() => sequencesOf(delivered), { timeout: 20_000 }).toEqual(both);
    await relay.settle();
    expect(relay.problems).toEqual([]);
  });
});
