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
import { createFifoModel } from './fifo-model.ts';

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

/** Holds every answer that a consumer gets to what SQS promises. */
async function play(client: SQSClient, QueueName: string, script: readonly Step[]): Promise<void> {
  const { QueueUrl } = await client.send(
    new CreateQueueCommand({ QueueName, Attributes: { FifoQueue: 'true', VisibilityTimeout: '600' } }),
  );
  const model = createFifoModel();
  const held: Message[] = [];
  for (const step of script) {
    if (step.kind === 'send') {
      const { group, body } = step;
      const identity = { MessageGroupId: group, MessageDeduplicationId: body };
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody: body, ...identity }));
      model.send(group, body);
    } else if (step.kind === 'receive') {
      const { Messages: [message] = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl }));
      const body = message?.Body;
      expect({ received: body, allowed: model.mayReceive(body) }).toEqual({ received: body, allowed: true });
      if (message === undefined || body === undefined) continue;
      held.push(message);
      model.receive(body);
    } else {
      const { ReceiptHandle, Body = '' } = held.pop() ?? {};
      if (ReceiptHandle === undefined) continue;
      const message = { QueueUrl, ReceiptHandle };
      if (step.kind === 'delete') {
        await client.send(new DeleteMessageCommand(message));
        model.remove(Body);
      } else {
        await client.send(new ChangeMessageVisibilityCommand({ ...message, VisibilityTimeout: 0 }));
        model.putBack(Body);
      }
    }
  }
}

const standIns = {
  ours: () => startSqs({ region: 'eu-central-1' }),
  async fauxqs() {
    const app = buildApp({ logger: false });
    return { url: await app.listen({ host: '127.0.0.1', port: 0 }), close: () => app.close() };
  },
};

test.each(Object.entries(standIns))('a FIFO queue of %s keeps what SQS promises', async (_name, start) => {
  const { url, close } = await start();
  const client = new SQSClient(sdkOptions(url));
  let run = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (script) => {
      run += 1;
      await play(client, `run-${run}.fifo`, script);
    }),
    { numRuns: 60 },
  );
  client.destroy();
  await close();
});
