import type { CloudEvent } from '../../../../shared/delivery/event.ts';
import type { OrderEventData } from '../../../../shared/delivery/order-event.ts';
import { isRevisionEvent } from '../../../../shared/delivery/revision-event.ts';
import type { Random } from '../../../simulator/company/random.ts';
import type { Journal } from '../report/journal.ts';

/** How a consumer outside answers a POST; `taken-unanswered`: it keeps the event and its answer is lost. */
type ConsumerAnswer = 'taken' | 'taken-unanswered' | 'refused' | 'gone';

export interface ConsumerWeather {
  /** Unix milliseconds between which it takes nothing. */
  readonly down: { readonly from: number; readonly to: number } | undefined;
  readonly refused: number;
  readonly unanswered: number;
  /** Says 410: it wants nothing until an operator resumes. */
  readonly gone: number;
}

/** One system of the company's at the far end of a destination. */
export interface Consumer {
  readonly name: string;
  isDown(): boolean;
  answer(): ConsumerAnswer;
  take(event: CloudEvent, body: string): void;
  /** From now on it is up and takes everything. */
  recover(): void;
}

export function createConsumer(
  name: string,
  weather: ConsumerWeather,
  random: Random,
  journal: Journal,
  now: () => number,
): Consumer {
  let calm = false;
  const isDown = (): boolean => weather.down !== undefined && now() >= weather.down.from && now() < weather.down.to;
  return {
    name,
    isDown,
    answer() {
      if (isDown()) return 'refused';
      if (calm) return 'taken';
      const chance = random.next();
      if (chance < weather.refused) return 'refused';
      if (chance < weather.refused + weather.gone) return 'gone';
      return chance < weather.refused + weather.gone + weather.unanswered ? 'taken-unanswered' : 'taken';
    },
    take(event, body) {
      if (!isRevisionEvent(event)) return;
      const { account, orderId, revision } = (event as CloudEvent<OrderEventData>).data;
      const { sequence } = revision;
      journal.arrived({
        destination: name,
        deliveryId: event.id,
        account,
        orderId,
        sequence,
        type: event.type,
        body,
        at: now(),
      });
    },
    recover() {
      calm = true;
    },
  };
}
