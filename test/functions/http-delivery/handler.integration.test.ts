import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { handler } from '../../../functions/http-delivery/handler.ts';
import type { Destination } from '../../../shared/delivery/destination.ts';
import { deliveryId } from '../../../shared/delivery/event.ts';
import { signingSecretForConsumer } from '../../../shared/delivery/signing-secret.ts';
import { anAsset, aRevision } from '../../support/delivery-builders.ts';
import { type DeliveryStack, startDeliveryStack } from '../../support/delivery-stack.ts';
import { type LoopbackReceiver, startReceiver } from '../../support/loopback-receiver.ts';

const SECRET = 'generated-text-of-the-signing-secret';

let stack: DeliveryStack;
let website: Destination;
let consumer: LoopbackReceiver;
let status = 200;

beforeAll(async () => {
  stack = await startDeliveryStack();
  website = await stack.addDestination('website', 'http');
  consumer = await startReceiver((_, response) => response.writeHead(status).end());
  const SecretString = JSON.stringify({ secret: SECRET });
  await stack.secrets.send(new CreateSecretCommand({ Name: 'relay/destinations/website', SecretString }));
  const settings = { name: 'website', url: consumer.url, timeoutMs: 5_000, allowPrivateHosts: ['127.0.0.1'] };
  const own = {
    DESTINATION: JSON.stringify(settings),
    SIGNING_SECRET_ID: 'relay/destinations/website',
    DESTINATION_QUEUE_URL: website.queueUrl,
    DESTINATION_DLQ_URL: stack.dlqUrl(website),
  };
  for (const [name, value] of Object.entries({ ...stack.env, ...own })) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await consumer.close();
  await stack.close();
});

const DONE = { batchItemFailures: [] };

test('an event travels from its queue to the consumer, who can verify it', async () => {
  const content = { ...aRevision(1), time: new Date().toISOString() };
  await stack.send(content, website);
  expect(await stack.consume(website, handler)).toEqual(DONE);
  const { body = '', headers = {} } = consumer.requests.at(-1) ?? {};
  const verified = new Webhook(signingSecretForConsumer(SECRET)).verify(body, headers as Record<string, string>);
  expect(verified).toMatchObject({ id: deliveryId(content, 'website'), subject: 'o1', data: content.data });
});

test('a consumer that fails gets it again later; meanwhile its order waits and another passes [P4] [P6]', async () => {
  const revision = (number: number, subject: string) => ({
    ...aRevision(number),
    subject,
    time: new Date().toISOString(),
  });
  status = 500;
  await stack.send(revision(1, 'o2'), website);
  await stack.send(revision(2, 'o2'), website);
  expect((await stack.consume(website, handler))?.batchItemFailures).toHaveLength(1);
  status = 200;
  await stack.send(revision(1, 'o3'), website);
  expect(await stack.consume(website, handler)).toEqual(DONE);
  expect(JSON.parse(consumer.requests.at(-1)?.body ?? '')).toMatchObject({ subject: 'o3' });
  expect(await stack.consume(website, handler)).toBeUndefined();
});

test('no line that is written tells a secret, the signature of a link or an answer [P8]', async () => {
  const lines: string[] = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  status = 500;
  const assets = [anAsset({ link: 'https://assets.example/plan.jpg?sig=s1gn4ture' })];
  await stack.send({ ...aRevision(1, { assets }), subject: 'o4', time: new Date().toISOString() }, website);
  await stack.consume(website, handler);
  write.mockRestore();
  expect(lines.join('')).toContain('delivery.put-off');
  expect(lines.join('')).not.toMatch(new RegExp(`${SECRET}|whsec_|s1gn4ture|JOB-1`));
});
