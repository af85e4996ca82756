import { assetPlace } from '../../shared/orders/flatten-assets.ts';
import { saveLinkBehaviour } from '../../shared/orders/link-behaviour.ts';
import { type OrderRecord, saveOrder } from '../../shared/orders/order-record.ts';
import type { DecidedOrder } from './decide-order.ts';
import type { FanOutDeps } from './fan-out-deps.ts';
import type { Look } from './look.ts';
import { readRecord, readStanding } from './read-record.ts';

/**
 * Nothing to send: what was learnt is written down, where it is more than that the order was read. What was held is
 * over once a read shows what was known.
 */
export async function keepOrder(look: Look, decided: DecidedOrder, deps: FanOutDeps): Promise<Look> {
  const { decision } = decided;
  const links = 'links' in decision ? decision.links : undefined;
  if (links !== undefined) await learnLinks(look, links, deps);
  const record =
    decision.do === 'confirm'
      ? unconfirmedRecord(look, decided)
      : { ...readRecord(look, decided), ...unheld(look, decided) };
  if (saysTheSame(record, look.kept.record)) return look;
  return { ...look, kept: await saveOrder(deps.table, record, look.kept.rev) };
}

export async function learnLinks(
  look: Look,
  links: 'stable' | 'volatile' | 'unknown',
  deps: FanOutDeps,
): Promise<void> {
  await saveLinkBehaviour(deps.table, look.account, links, new Date(look.now).toISOString());
  if (links === 'volatile') deps.report('links-volatile', { account: look.account });
}

/** An order that was taken for removed is back as it was; a file that nobody could ask after may still be another one. */
function unheld({ kept: { record } }: Look, { order, assets, validators = {} }: DecidedOrder): Partial<OrderRecord> {
  const places = order.info?.status === 'Ready' ? assets.map(assetPlace) : [];
  const isUntold = places.some((place) => record.validators?.[place] !== undefined && validators[place] === undefined);
  return { ...(isUntold ? {} : { held: null }), ...(record.removed ? readStanding(order) : {}) };
}

/** The first read of what has to be confirmed counts, however often it is seen in between. */
function unconfirmedRecord(look: Look, decided: DecidedOrder): OrderRecord {
  const { hash } = decided.content;
  const { unconfirmed } = look.kept.record;
  const since = new Date(look.now).toISOString();
  return { ...readRecord(look, decided), unconfirmed: unconfirmed?.hash === hash ? unconfirmed : { hash, since } };
}

/** Whether a record made from another one says more than that the order was read; most fields are the very same values. */
function saysTheSame(made: OrderRecord, from: OrderRecord): boolean {
  const names = Object.keys(made) as (keyof OrderRecord)[];
  return names.every((name) => name === 'readAt' || made[name] === from[name] || isSame(made[name], from[name]));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
