import { type PutEntry, putEvent } from '../../../../functions/event-delivery/put-event.ts';
import type { Environment } from '../lambda/environment.ts';
import { type Attempt, type DeliverySite, startDelivery } from './delivery.ts';

/** event-delivery of one destination, down to PutEvents, whose entries fail one by one. */
export function startEventDelivery(site: DeliverySite): void {
  startDelivery(site, 'event-delivery', (environment) => connectPut(site, environment));
}

function connectPut({ consumer, platform: { journal } }: DeliverySite, environment: Environment): Attempt {
  return ({ event, text }) => {
    const put: PutEntry = () => {
      const answer = consumer.answer();
      const effect = { service: `consumer-${consumer.name}`, verb: 'put', to: event.id };
      return environment.perform(effect, () => {
        if (answer === 'refused' || answer === 'gone') return { failedWith: 'ThrottlingException' };
        environment.current?.deliveries.push(event.id);
        consumer.take(event, text);
        if (answer === 'taken') return { failedWith: undefined };
        journal.excuse(event.id);
        journal.fault('consumer-unanswered');
        throw new Error('no answer');
      });
    };
    return putEvent({ event, text }, put);
  };
}
