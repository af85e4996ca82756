import type { Construct } from 'constructs';
import type { OrderSweepEnvironment } from '../../../functions/order-sweep/config.ts';
import { destinationsJson } from '../environment-json.ts';
import { commonProps, type Foundation } from '../foundation.ts';
import { queryByTime, readAccountSecrets, sendTo, useLedger } from '../grant.ts';
import { RelayFunction } from '../relay-function.ts';

export function createOrderSweep(scope: Construct, foundation: Foundation): RelayFunction {
  const { config, stores, queues } = foundation;
  const { callsPerHour, deepDays, silenceHours } = config.sweep;
  return new RelayFunction(scope, 'OrderSweep', {
    job: 'order-sweep',
    ...commonProps(foundation),
    continues: true,
    environment: {
      ACCOUNT_SECRET_PREFIX: config.prefix,
      LEDGER_TABLE: stores.ledger.tableName,
      ORDER_CHANGES_QUEUE_URL: queues.orderChanges.queue.queueUrl,
      SWEEP: JSON.stringify({ callsPerHour, deepDays, silenceHours }),
      DESTINATIONS: destinationsJson(foundation),
    } satisfies OrderSweepEnvironment,
    grants: [
      readAccountSecrets(config.prefix),
      useLedger(stores.ledger),
      queryByTime(stores.ledger),
      sendTo(queues.orderChanges.queue),
    ],
  });
}
