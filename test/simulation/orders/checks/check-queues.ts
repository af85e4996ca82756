import { UNREADABLE } from '../company/noise.ts';
import type { PlayedSimulation } from '../simulation.ts';
import type { QueueMessage } from '../sqs/queue-message.ts';
import type { QueueModel } from '../sqs/queue-model.ts';

/** Nothing waits, nothing lies dead once the operator redrove it, and nothing expired. [P1] [P6] */
export function checkQueues({ parts, noise, journal }: PlayedSimulation): void {
  const { orderChanges, orderChangesDlq, accountJobs, accountJobsDlq, destinations } = parts.queues;
  const complain = (text: string): void => journal.violation('P1', text);
  for (const queue of [orderChanges, accountJobs, accountJobsDlq]) checkEmpty(queue, complain);
  checkLetters(orderChangesDlq, noise.orderChanges, complain);
  for (const [name, { queue, deadLetters }] of destinations) {
    checkEmpty(queue, complain);
    checkLetters(deadLetters, name === 'website' ? noise.website : 0, complain);
  }
}

/** What could not be read lies there, each once, and nothing else does. */
function checkLetters(queue: QueueModel, unreadable: number, complain: (text: string) => void): void {
  const letters = queue.messages();
  const expected = letters.filter(({ outgoing }) => outgoing.body === UNREADABLE);
  if (expected.length !== unreadable)
    complain(`${queue.name} holds ${expected.length} unreadable messages of ${unreadable}`);
  const [other] = letters.filter(({ outgoing }) => outgoing.body !== UNREADABLE);
  if (other !== undefined) complain(`${queue.name} holds ${describe(other)}`);
}

function describe({ outgoing }: QueueMessage): string {
  return `${outgoing.body.slice(0, 200)} ${outgoing.attributes?.reason ?? ''}`;
}

function checkEmpty(queue: QueueModel, complain: (text: string) => void): void {
  const [first] = queue.messages();
  if (first !== undefined) {
    complain(`${queue.name} holds ${queue.messages().length}: ${describe(first)}`);
  }
  if (queue.expired.length > 0) complain(`${queue.expired.length} messages of ${queue.name} ran out of retention`);
}
