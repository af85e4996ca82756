import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareTemplate } from '../../infra/local/prepare/prepare-template.ts';
import { readyLine } from '../../infra/local/ready-line.ts';
import { LOCAL_DIR, type Relay, startRelay } from '../../infra/local/relay.ts';

let dir: string;
let relay: Relay;
let webhookUrl: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'relay-e2e-'));
  relay = await startRelay({
    templateDir: (await prepareTemplate(join(LOCAL_DIR, 'template'))).dir,
    dataDir: join(dir, 's3'),
    stateFile: join(dir, 'stack.json'),
    consumeQueue: false,
    onDelivered: () => undefined,
  });
  ({ webhookUrl } = await readyLine(relay, 'default', 'http://127.0.0.1:1'));
});
afterAll(async () => {
  await relay?.close();
  await rm(dir, { recursive: true, force: true });
});

const post = (url: string, body: string): Promise<Response> =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });

describe('the webhook route', () => {
  it.each([
    ['malformed JSON', '{"id":', 400, 'the body is no JSON'],
    ['a body over its limit', JSON.stringify({ text: 'x'.repeat(65 * 1024) }), 413, 'the body is over 65536 bytes'],
    ['a body over the limit of API Gateway', 'x'.repeat(11 * 1024 * 1024), 413, 'Request Entity Too Large'],
  ])('refuses %s and says so', async (_, body, status, message) => {
    const answer = await post(webhookUrl, body);
    expect([answer.status, await answer.json()]).toEqual([status, { message }]);
  });

  it('answers a wrong token and an unknown account alike', async () => {
    const wrongToken = await post(webhookUrl.replace(/[^/]+$/, 'guess'), '{}');
    const unknownAccount = await post(webhookUrl.replace('/default/', '/nobody/'), '{}');
    expect([wrongToken.status, unknownAccount.status]).toEqual([404, 404]);
    expect(await wrongToken.text()).toBe(await unknownAccount.text());
    for (let stranger = 0; stranger < 20; stranger++)
      expect((await post(webhookUrl.replace('/default/', `/nobody-${stranger}/`), '{}')).status).toBe(404);
  });

  it('takes nothing but POST', async () => {
    expect((await fetch(webhookUrl)).status).toBe(404);
  });

  it('keeps what no parser knows, and takes it', async () => {
    expect((await post(webhookUrl, '{"new":"shape"}')).status).toBe(200);
    expect((await relay.operator.revisions.list('parked/default/')).keys).toHaveLength(1);
  });

  it('[P1] answers 503 while the queue is away, 200 once it is back', async () => {
    const body = JSON.stringify({ id: 'o1', previous_status: 'Draft', current_status: 'Pending', product_type: null });
    relay.stack.setFault('sqs', { kind: 'unavailable', actions: ['SendMessage'] });
    expect((await post(webhookUrl, body)).status).toBe(503);
    relay.stack.setFault('sqs', undefined);
    expect((await post(webhookUrl, body)).status).toBe(200);
  });

  it('needed nothing that its role lacks', () => {
    expect(relay.stack.denied).toEqual([]);
  });
});
