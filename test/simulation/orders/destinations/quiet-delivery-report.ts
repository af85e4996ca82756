import type { DeliveryReport } from '../../../../shared/delivery/delivery-report.ts';
import type { Journal } from '../report/journal.ts';

/** What people would learn of deliveries, as counts. */
export function quietDeliveryReport(journal: Journal): Omit<DeliveryReport, 'paused'> {
  return {
    delivered: () => journal.report('delivery-delivered'),
    skipped: (_message, admission) => journal.report(`delivery-${admission}`),
    putOff: () => journal.report('delivery-put-off'),
    noted: () => journal.report('delivery-noted'),
    givenUp: (_message, reason) => {
      journal.report('delivery-given-up');
      journal.trace(() => `a delivery is given up: ${reason}`);
    },
  };
}
