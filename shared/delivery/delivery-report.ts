import type { Log } from '../telemetry/log.ts';
import type { MetricName } from '../telemetry/metric-names.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { DeliveryMessage } from './delivery-message.ts';
import type { Admission } from './delivery-progress.ts';

/** What people and alarms learn of deliveries. */
export interface DeliveryReport {
  delivered(message: DeliveryMessage, attempts: number): void;
  skipped(message: DeliveryMessage, admission: Exclude<Admission, 'deliver'>): void;
  putOff(message: DeliveryMessage, reason: string, seconds: number): void;
  noted(message: DeliveryMessage): void;
  paused(message: DeliveryMessage): void;
  /** No message: it could not be read. */
  givenUp(message: DeliveryMessage | undefined, reason: string): void;
}

export function createDeliveryReport(destination: string, log: Log, metrics: Metrics): DeliveryReport {
  const ids = (message?: DeliveryMessage) => ({
    destination,
    account: message?.account,
    subject: message?.event.subject,
    sequence: message?.sequence,
    deliveryId: message?.event.id,
  });
  const count = (name: MetricName) => metrics.count(name, 1, { destination });
  return {
    delivered(message, attempts) {
      log.info('delivery.delivered', { ...ids(message), attempts });
      count('delivery-delivered');
    },
    skipped: (message, admission) => log.info(`delivery.${admission}`, ids(message)),
    putOff(message, reason, seconds) {
      log.warn('delivery.put-off', { ...ids(message), reason, seconds });
      count('delivery-put-off');
    },
    noted: (message) => log.info('delivery.noted', ids(message)),
    paused(message) {
      log.error('destination.paused', { ...ids(message), reason: 'gone' });
      count('destination-paused');
    },
    givenUp(message, reason) {
      log.error('delivery.given-up', { ...ids(message), reason });
      count('delivery-given-up');
      if (reason === 'expiring') count('delivery-expiring');
    },
  };
}
