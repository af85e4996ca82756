import { setTimeout as delay } from 'node:timers/promises';
import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { createSqsClient } from '../../../shared/aws/clients.ts';
import type { Fault } from '../../simulator/company/faults.ts';
import { fillBacklog } from './fill-backlog.ts';
import type { Accounts } from './open-accounts.ts';

/** What befalls the first account while the others are measured. */
export interface Trouble {
  begin(): Promise<void>;
  end(): Promise<void>;
}

export interface Troubles {
  /** So many messages of it wait. */
  readonly backlog: Trouble;
  /** Its API answers nothing, and some messages of it wait. */
  readonly hang: Trouble;
}

/** More than an account's four groups can read while the others are measured; what waits behind them is a name. */
export const OLD_ORDERS = 1_000;
const WAITING = 50_000;
const WAITING_FOR_NOTHING = 500;
const QUEUE = 'order-changes.fifo';
const STILL_MS = 100;

/** CubiCasa's API takes its time; else this machine's two cores would be all that anybody waits for. */
export const SLOW_READS: readonly Fault[] = [{ kind: 'latency', operation: 'getOrder', delayMs: 500 }];

export function createTroubles({ relay, companies, oldOrders }: Accounts): Troubles {
  const [first] = companies;
  const { queues } = relay.operator.deployment.outputs;
  const QueueUrl = queues[QUEUE];
  if (first === undefined || QueueUrl === undefined) throw new TypeError('there is no account, or no queue');
  const { endpoints, accessKeyId, secretAccessKey, region } = relay.stack.state;
  const client = createSqsClient({ region, endpoint: endpoints.sqs, credentials: { accessKeyId, secretAccessKey } });
  const fill = (orderIds: readonly string[]) => fillBacklog(client, QueueUrl, first.name, orderIds);
  const comeToRest = async (): Promise<void> => {
    await client.send(new PurgeQueueCommand({ QueueUrl }));
    while (relay.stack.functions.running() > 0) await delay(STILL_MS);
  };
  return {
    backlog: {
      begin: () => fill(Array.from({ length: WAITING }, (_, place) => oldOrders[place] ?? `order-${place}`)),
      end: comeToRest,
    },
    hang: {
      async begin() {
        await first.setFaults([{ kind: 'hang' }]);
        await fill(oldOrders.slice(0, WAITING_FOR_NOTHING));
      },
      async end() {
        await comeToRest();
        await first.setFaults(SLOW_READS);
      },
    },
  };
}
