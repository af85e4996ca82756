import type { Queue } from '../../../shared/queue/queue.ts';
import { endpointOf, type SignedCaller, type SignerOptions } from './signed-call.ts';

/** A queue reached without the SDK. A repeated attempt is folded by the deduplication id. */
export function createSignedQueue(call: SignedCaller, env: SignerOptions['env'], queueUrl: string): Queue {
  return {
    async send({ body, groupId, deduplicationId }) {
      const answer = await call({
        service: 'sqs',
        url: `${endpointOf(env, 'SQS', 'sqs')}/`,
        method: 'POST',
        headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
        body: JSON.stringify({
          QueueUrl: queueUrl,
          MessageBody: body,
          MessageGroupId: groupId,
          MessageDeduplicationId: deduplicationId,
        }),
      });
      if (!answer.ok) throw new Error(`SQS SendMessage answered ${answer.status}`);
    },
  };
}
