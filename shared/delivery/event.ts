import { hash } from 'node:crypto';

/** What a consumer of any destination receives: a CloudEvents 1.0 JSON event. */
export interface CloudEvent<Data = unknown> {
  readonly specversion: '1.0';
  /** The delivery id: the same over every attempt, replay and redrive. */
  readonly id: string;
  /** `/cubicasa-relay/<account>` */
  readonly source: string;
  readonly type: string;
  /** The order id, or the user id for `cubicasa.user.*`. */
  readonly subject: string;
  /** ISO instant at which the revision was named. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly dataschema: string;
  readonly data: Data;
}

/** An event before it is addressed: what the revision store keeps, the same for every destination. */
export interface EventContent<Data = unknown> {
  readonly v: 1;
  readonly account: string;
  readonly type: string;
  readonly subject: string;
  /** Orders what happened to one subject; sorts as text. */
  readonly sequence: string;
  readonly time: string;
  readonly dataschema: string;
  readonly data: Data;
}

/** `dl_` and 32 hex digits; holds no dot, since Standard Webhooks signs `id.timestamp.body`. */
export function deliveryId(content: EventContent, destination: string): string {
  const identity = [content.account, content.subject, content.sequence, content.type, destination];
  return `dl_${hash('sha256', JSON.stringify(identity)).slice(0, 32)}`;
}

export function addressEvent<Data>(content: EventContent<Data>, destination: string): CloudEvent<Data> {
  return {
    specversion: '1.0',
    id: deliveryId(content, destination),
    source: `/cubicasa-relay/${content.account}`,
    type: content.type,
    subject: content.subject,
    time: content.time,
    datacontenttype: 'application/json',
    dataschema: content.dataschema,
    data: content.data,
  };
}

/** Deliveries of one subject keep their order within this message group. */
export function deliveryGroupId(content: Pick<EventContent, 'account' | 'subject'>): string {
  return hash('sha256', JSON.stringify([content.account, content.subject])).slice(0, 32);
}
