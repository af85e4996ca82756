import { UNREADABLE } from '../company/noise.ts';
import type { PlayedSimulation } from '../played-simulation.ts';
import { outlastsDeadLetters } from '../scenario/outlasts-dead-letters.ts';
import type { QueueMessage } from '../sqs/queue-message.ts';
import type { QueueModel } from '../sqs/queue-model.ts';

/** Nothing waits, nothing lies dead once the operator redrove it, and nothing expired. [P1] [P6] */
export function checkQueues({ parts, scenario, noise, journal }: PlayedSimulation): void {
  const { orderChanges, orderChangesDlq, accountJobs, accountJobsDlq, destinations } = parts.queues;
  const complain = (text: string): void => journal.violation('P1', text);
  for (const queue of [orderChanges, accountJobs]) checkEmpty(queue, complain);
  // Sweeps fail by AWS's fault alone (see runSweep): one that it let down five times is made up for by the next.
  for (const _ of accountJobsDlq.messages()) journal.fault('sweep-given-up');
  const repeats = countInterruptions(journal);
  checkLetters(orderChangesDlq, noise.orderChanges, repeats, complain);
  for (const [name, { queue, deadLetters }] of destinations) {
    checkEmpty(queue, complain);
    if (outlastsDeadLetters(scenario, name)) continue;
    checkLetters(deadLetters, name === 'website' ? noise.website : 0, repeats, complain);
  }
}

/** What could not be read lies there, or lay there for its fourteen days, again only where its consumer was cut off, and nothing else does. */
function checkLetters(queue: QueueModel, unreadable: number, repeats: number, complain: (text: string) => void): void {
  const letters = queue.messages();
  const lain = [...letters, ...queue.expired];
  const found = lain.filter(({ outgoing }) => outgoing.body === UNREADABLE).length;
  if (found < unreadable || found > unreadable + repeats) {
    complain(`${queue.name} holds ${found} unreadable messages of ${unreadable}`);
  }
  const [other] = letters.filter(({ outgoing }) => outgoing.body !== UNREADABLE);
  if (other !== undefined) complain(`${queue.name} holds ${describe(other)}`);
}

function countInterruptions({ faults }: PlayedSimulation['journal']): number {
  const kinds = [...faults].filter(([kind]) => INTERRUPTION.test(kind));
  return kinds.reduce((sum, [, count]) => sum + count, 0);
}

const INTERRUPTION = /^crashed$|^timed-out$|^visibility-expired$|-unanswered$/;

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
