import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface RelayQueueProps {
  /** The design's name; one that ends in `.fifo` makes a FIFO queue. CloudFormation makes the physical name. */
  readonly name: string;
  readonly visibilitySeconds: number;
  /** A backstop where consumers move a message to the dead-letter queue themselves, with its reason. */
  readonly maxReceiveCount: number;
  /** Who is hurt while a message lies in the dead-letter queue. */
  readonly whoIsHurt: string;
}

/** A queue and its dead-letter queue: encrypted by SQS, TLS only, kept when the stack goes. */
export class RelayQueue extends Construct {
  readonly name: string;
  readonly deadLetterName: string;
  readonly whoIsHurt: string;
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, { name, visibilitySeconds, maxReceiveCount, whoIsHurt }: RelayQueueProps) {
    super(scope, id);
    this.name = name;
    this.deadLetterName = deadLetterName(name);
    this.whoIsHurt = whoIsHurt;
    this.deadLetterQueue = new Queue(this, 'DeadLetterQueue', settings(name));
    this.queue = new Queue(this, 'Queue', {
      ...settings(name),
      visibilityTimeout: Duration.seconds(visibilitySeconds),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount },
    });
  }

  /** Addresses by the design's names. */
  get urls(): Readonly<Record<string, string>> {
    return { [this.name]: this.queue.queueUrl, [this.deadLetterName]: this.deadLetterQueue.queueUrl };
  }
}

/** `x.fifo` has `x-dlq.fifo`, `x` has `x-dlq`. */
function deadLetterName(name: string): string {
  return name.endsWith('.fifo') ? name.replace(/\.fifo$/, '-dlq.fifo') : `${name}-dlq`;
}

/** FIFO in high-throughput mode: each group has its own limit and its own five minutes of deduplication. */
function settings(name: string): QueueProps {
  const common = {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    removalPolicy: RemovalPolicy.RETAIN,
  };
  if (!name.endsWith('.fifo')) return common;
  return {
    ...common,
    fifo: true,
    deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
    fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
  };
}
