import type { PlayedSimulation } from '../simulation.ts';
import type { QueueModel } from '../sqs/queue-model.ts';

/** Nothing waits, nothing lies dead once the operator redrove it, and nothing expired. [P1] [P6] */
export function checkQueues({ parts, journal }: PlayedSimulation): void {
  const { orderChanges, orderChangesDlq, accountJobs, accountJobsDlq, destinations } = parts.queues;
  const ofDestinations = [...destinations.values()].flatMap(({ queue, deadLetters }) => [queue, deadLetters]);
  for (const queue of [orderChanges, orderChangesDlq, accountJobs, accountJobsDlq, ...ofDestinations]) {
    checkEmpty(queue, (text) => journal.violation('P1', text));
  }
}

function checkEmpty(queue: QueueModel, complain: (text: string) => void): void {
  const [first] = queue.messages();
  if (first !== undefined) {
    const { body, attributes } = first.outgoing;
    const count = queue.messages().length;
    complain(`${queue.name} holds ${count}: ${body.slice(0, 200)} ${attributes?.reason ?? ''}`);
  }
  if (queue.expired.length > 0) complain(`${queue.expired.length} messages of ${queue.name} ran out of retention`);
}
