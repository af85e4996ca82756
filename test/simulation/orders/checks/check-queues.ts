import type { PlayedSimulation } from '../simulation.ts';
import type { QueueModel } from '../sqs/queue-model.ts';

/** Nothing waits, nothing expired, and dead letters only where a destination was away for longer than its budget. [P1] [P6] */
export function checkQueues({ parts, scenario, journal }: PlayedSimulation): void {
  const { orderChanges, orderChangesDlq, accountJobs, accountJobsDlq, destinations } = parts.queues;
  const mustBeEmpty = [orderChanges, orderChangesDlq, accountJobs, accountJobsDlq];
  for (const [name, { queue, deadLetters }] of destinations) {
    mustBeEmpty.push(queue);
    const down = scenario.consumers[name as keyof typeof scenario.consumers].down;
    if (down === undefined || down.to - down.from < 2 * 86_400_000) mustBeEmpty.push(deadLetters);
  }
  for (const queue of mustBeEmpty) checkEmpty(queue, (text) => journal.violation('P1', text));
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
