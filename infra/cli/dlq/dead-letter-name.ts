/** `x.fifo` has the dead-letter queue `x-dlq.fifo`, `x` has `x-dlq`. */
export function deadLetterName(queueName: string): string {
  return queueName.endsWith('.fifo') ? `${queueName.slice(0, -'.fifo'.length)}-dlq.fifo` : `${queueName}-dlq`;
}
