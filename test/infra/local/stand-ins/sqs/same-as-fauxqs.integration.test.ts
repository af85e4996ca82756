import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { buildApp } from 'fauxqs';
import { expect, test } from 'vitest';
import { startSqs } from '../../../../../infra/local/stand-ins/sqs.ts';
import { sdkOptions } from '../sdk-options.ts';

type Step =
  | { readonly kind: 'send'; readonly group: string; readonly body: string }
  | { readonly kind: 'receive' | 'delete' | 'return' };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('send' as const),
      group: fc.constantFrom('g', 'h'),
      body: fc.constantFrom('a', 'b', 'c', 'd'),
    }),
    fc.record({ kind: fc.constantFrom('receive' as const, 'delete' as const, 'return' as const) }),
  ),
  { maxLength: 20 },
);

/** What a consumer sees of these steps: every body received, or nothing where nothing came. */
async function play(client: SQSClient, QueueName: string, script: readonly Step[]): Promise<(string | undefined)[]> {
  const Attributes = QueueName.endsWith('.fifo') ? { FifoQueue: 'true' } : {};
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName, Attributes }));
  const held: Message[] = [];
  const seen: (string | undefined)[] = [];
  for (const step of script) {
    if (step.kind === 'send') {
      const identity = { MessageGroupId: step.group, MessageDeduplicationId: step.body };
      const fifo = QueueName.endsWith('.fifo') ? identity : {};
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody: step.body, ...fifo }));
    } else if (step.kind === 'receive') {
      const { Messages: [message] = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl }));
      if (message !== undefined) held.push(message);
      seen.push(message?.Body);
    } else {
      const ReceiptHandle = held.pop()?.ReceiptHandle;
      if (ReceiptHandle === undefined) continue;
      const message = { QueueUrl, ReceiptHandle };
      if (step.kind === 'delete') await client.send(new DeleteMessageCommand(message));
      else await client.send(new ChangeMessageVisibilityCommand({ ...message, VisibilityTimeout: 0 }));
    }
  }
  return seen;
}

test('a consumer of a FIFO queue sees the same as from another stand-in for SQS', async () => {
  const ours = await startSqs({ region: 'eu-central-1' });
  const app = buildApp({ logger: false });
  const theirUrl = await app.listen({ host: '127.0.0.1', port: 0 });
  const [our, their] = [new SQSClient(sdkOptions(ours.url)), new SQSClient(sdkOptions(theirUrl))];
  let run = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (script) => {
      run += 1;
      expect(await play(our, `run-${run}.fifo`, script)).toEqual(await play(their, `run-${run}.fifo`, script));
    }),
    { numRuns: 40 },
  );
  our.destroy();
  their.destroy();
  await Promise.all([ours.close(), app.close()]);
});
