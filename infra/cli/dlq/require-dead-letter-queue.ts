import { deadLetterName } from './dead-letter-name.ts';

/** The name of a queue's dead-letter queue in this deployment. @throws Error naming the queues there are. */
export function requireDeadLetterQueue(queues: Readonly<Record<string, string>>, queue: string): string {
  const known = Object.keys(queues).filter((name) => Object.hasOwn(queues, deadLetterName(name)));
  if (known.includes(queue)) return deadLetterName(queue);
  throw new Error(`there is no queue ${queue}; there are ${known.sort().join(', ')}`);
}
