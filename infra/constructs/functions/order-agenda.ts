import type { Construct } from 'constructs';
import type { OrderAgendaEnvironment } from '../../../functions/order-agenda/config.ts';
import { commonProps, type Foundation } from '../foundation.ts';
import { queryByTime, queryLedger, readAndWriteItems, sendTo } from '../grant.ts';
import { RelayFunction } from '../relay-function.ts';

export function createOrderAgenda(scope: Construct, foundation: Foundation): RelayFunction {
  const { stores, queues } = foundation;
  return new RelayFunction(scope, 'OrderAgenda', {
    job: 'order-agenda',
    ...commonProps(foundation),
    environment: {
      LEDGER_TABLE: stores.ledger.tableName,
      ORDER_CHANGES_QUEUE_URL: queues.orderChanges.queue.queueUrl,
    } satisfies OrderAgendaEnvironment,
    grants: [
      readAndWriteItems(stores.ledger),
      queryLedger(stores.ledger),
      queryByTime(stores.ledger),
      sendTo(queues.orderChanges.queue),
    ],
  });
}
