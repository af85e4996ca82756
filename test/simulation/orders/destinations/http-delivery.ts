import { type DeliverEventDeps, deliverEvent } from '../../../../functions/http-delivery/deliver-event.ts';
import { httpOutcome } from '../../../../functions/http-delivery/http-outcome.ts';
import type { CloudEvent } from '../../../../shared/delivery/event.ts';
import type { AttemptOutcome } from '../../../../shared/delivery/next-attempt.ts';
import { createFreshOrderReader } from '../../../../shared/delivery/read-fresh-order.ts';
import type { Environment } from '../lambda/environment.ts';
import { openClients } from '../relay/account-access.ts';
import { performBucket } from '../stores/performed-bucket.ts';
import { performTable } from '../stores/performed-table.ts';
import { type Attempt, type DeliverySite, startDelivery } from './delivery.ts';

/** http-delivery of one destination, down to the POST. */
export function startHttpDelivery(site: DeliverySite): void {
  startDelivery(site, 'http-delivery', (environment) => connectPost(site, environment));
}

function connectPost(site: DeliverySite, environment: Environment): Attempt {
  const { parts, platform } = site;
  const table = performTable(parts.table, environment);
  const readFreshOrder = createFreshOrderReader(openClients(parts.accounts, table, environment, platform), table);
  const deps: Omit<DeliverEventDeps, 'post'> = {
    loadSecrets: async () => ({ secret: 'whsec_c2ltdWxhdGlvbg==' }),
    readOrder: async (account, orderId) => (await readFreshOrder(account, orderId)).order,
    largeEvents: performBucket(parts.revisions, environment),
    now: platform.loop.now,
  };
  return (message) =>
    deliverEvent(message, { ...deps, post: ({ body }) => post(message.event, body, site, environment) });
}

/** The wire and what lies behind it. */
async function post(
  event: CloudEvent,
  body: string,
  { consumer, platform: { journal, loop } }: DeliverySite,
  environment: Environment,
): Promise<AttemptOutcome> {
  const answer = consumer.answer();
  const effect = { service: `consumer-${consumer.name}`, verb: 'post', to: event.id };
  return environment.perform(effect, () => {
    if (answer === 'refused') return httpOutcome(503, undefined, loop.now());
    if (answer === 'gone') return httpOutcome(410, undefined, loop.now());
    environment.current?.deliveries.push(event.id);
    consumer.take(event, body);
    if (answer === 'taken') return httpOutcome(200, undefined, loop.now());
    journal.excuse(event.id);
    journal.fault('consumer-unanswered');
    return { kind: 'failed', reason: 'timeout' };
  });
}
