import type { Construct } from 'constructs';
import type { HttpDeliveryEnvironment } from '../../../functions/http-delivery/config.ts';
import type { HttpDestinationSettings } from '../../../shared/delivery/destination-settings.ts';
import type { HttpDestinationConfig } from '../../configuration/destination-config.ts';
import { commonProps, type Foundation } from '../foundation.ts';
import {
  consumeFrom,
  readAccountSecrets,
  readObjects,
  sendTo,
  tellMissing,
  useLedger,
  writeObjects,
} from '../grant.ts';
import { createKeptSecret } from '../kept-secret.ts';
import { RelayFunction } from '../relay-function.ts';
import type { RelayQueue } from '../relay-queue.ts';

/** Posts each event; its signing secret is generated and `shared/delivery/signing-secret.ts` reads it. */
export function createHttpDelivery(
  scope: Construct,
  { name, url, timeoutMs = 10_000, allowPrivateHosts = [] }: HttpDestinationConfig,
  { queue, deadLetterQueue }: RelayQueue,
  foundation: Foundation,
): RelayFunction {
  const { config, stores } = foundation;
  const signing = createKeptSecret(scope, 'SigningSecret', {
    name: `${config.prefix}/destinations/${name}`,
    description: `Signs what is posted to the destination ${name}`,
    template: {},
    generatedField: 'secret',
  });
  return new RelayFunction(scope, 'Delivery', {
    job: 'http-delivery',
    ...commonProps(foundation),
    environment: {
      DESTINATION: JSON.stringify({ name, url, timeoutMs, allowPrivateHosts } satisfies HttpDestinationSettings),
      SIGNING_SECRET_ID: signing.secretArn,
      ACCOUNT_SECRET_PREFIX: config.prefix,
      LEDGER_TABLE: stores.ledger.tableName,
      REVISIONS_BUCKET: stores.revisions.bucketName,
      DESTINATION_QUEUE_URL: queue.queueUrl,
      DESTINATION_DLQ_URL: deadLetterQueue.queueUrl,
    } satisfies HttpDeliveryEnvironment,
    grants: [
      consumeFrom(queue),
      sendTo(deadLetterQueue),
      { actions: ['secretsmanager:GetSecretValue'], resources: [signing.secretArn] },
      readAccountSecrets(config.prefix),
      useLedger(stores.ledger),
      readObjects(stores.revisions, 'large/'),
      // An event whose links were read anew is offloaded anew.
      writeObjects(stores.revisions, 'large/'),
      tellMissing(stores.revisions),
    ],
  });
}
