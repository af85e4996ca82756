import type { Queue } from '../../../../shared/queue/queue.ts';
import type { Environment } from '../lambda/environment.ts';
import type { Journal } from '../report/journal.ts';
import type { QueueModel } from '../sqs/queue-model.ts';

/** A queue as one process sends to it. */
export function performQueue(queue: QueueModel, environment: Environment): Queue {
  const effect = { service: queue.name, verb: 'send to', to: queue.name };
  return { send: (message) => environment.perform(effect, () => queue.send(message)) };
}

/** Received messages that a process deletes itself. */
export function performDeletion(queue: QueueModel, environment: Environment) {
  return (receipts: readonly string[]): Promise<void> => {
    const effect = { service: queue.name, verb: 'delete from', to: `${queue.name} ${receipts.length} messages` };
    return environment.perform(effect, () => {
      for (const receipt of receipts) queue.remove(receipt);
    });
  };
}

/** A destination's queue: what was sent is remembered with the invocation, since a repeat of it has to be explained. */
export function performDestinationQueue(queue: QueueModel, environment: Environment, journal: Journal): Queue {
  return {
    send(message) {
      const [deliveryId = ''] = (message.deduplicationId ?? '').split('-');
      const onUnanswered = (): void => journal.excuse(deliveryId);
      return environment.perform({ service: queue.name, verb: 'send', to: deliveryId, onUnanswered }, () => {
        journal.sent(message.body);
        environment.current?.deliveries.push(deliveryId);
        queue.send(message);
      });
    },
  };
}
