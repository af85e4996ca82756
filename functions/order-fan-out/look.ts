import { type AccountSettings, parseAccountSettings } from '../../shared/accounts/account-settings.ts';
import { type Breaker, parseBreaker } from '../../shared/accounts/breaker.ts';
import { type Channel, parseChannel } from '../../shared/accounts/channel.ts';
import { parseRegistration } from '../../shared/accounts/registration.ts';
import { WEBHOOK_TRIGGERS, type WebhookTrigger } from '../../shared/accounts/webhook-settings.ts';
import type { Destination } from '../../shared/delivery/destination.ts';
import { isPaused } from '../../shared/delivery/destination-state.ts';
import { keys } from '../../shared/ledger/keys.ts';
import type { Key, StoredItem, Table } from '../../shared/ledger/table.ts';
import { type AgendaEntry, type AgendaReason, type KeptAgenda, parseAgendaItem } from '../../shared/orders/agenda.ts';
import { parseBaseline } from '../../shared/orders/baseline.ts';
import { type DraftMatch, parseDraftMatch } from '../../shared/orders/draft-match.ts';
import { type LinkBehaviour, parseLinkBehaviour } from '../../shared/orders/link-behaviour.ts';
import type { OrderChange } from '../../shared/orders/order-change.ts';
import { type KeptOrder, newOrderRecord, parseOrderRecord } from '../../shared/orders/order-record.ts';
import type { FoldedOrder } from './fold-changes.ts';

/** Everything the ledger knows that a look at one order needs, read at once. */
export interface Look {
  readonly account: string;
  readonly orderId: string;
  readonly changes: readonly OrderChange[];
  readonly kept: KeptOrder;
  readonly agenda: KeptAgenda;
  /** Agenda entries whose time has come. */
  readonly due: readonly AgendaEntry[];
  /** Those that a read answers: what is due, and what waits for nothing but a read that works. */
  readonly answered: readonly AgendaEntry[];
  readonly breaker: Breaker;
  readonly settings: AccountSettings;
  readonly channel: Channel | undefined;
  /** What the account's webhook is registered for; everything where nothing is on record. */
  readonly triggers: readonly WebhookTrigger[];
  readonly links: LinkBehaviour;
  /** The draft this order was probably made from, or was linked to. */
  readonly match: DraftMatch | undefined;
  readonly paused: ReadonlySet<string>;
  /** Of sequences; a rebuilt ledger starts a new one. */
  readonly generation: number;
  /** Lists show of an order what a read shows. */
  readonly listsAsRead: boolean;
  /** Unix milliseconds. */
  readonly now: number;
}

/** The drain sends an order a little before or after its time. */
const DUE_SLACK_MS = 5_000;

const WAITS_FOR_READ: readonly AgendaReason[] = ['parked', 'failed'];

export async function openLook(
  table: Table,
  folded: FoldedOrder,
  destinations: readonly Destination[],
  now: number,
): Promise<Look> {
  const { account, orderId, changes } = folded;
  const found = await loadItems(table, [
    keys.order(account, orderId),
    keys.agenda(account, orderId),
    keys.breaker(account),
    keys.settings(account),
    keys.links(account),
    keys.channel(account),
    keys.registration(account),
    keys.baseline(account),
    keys.draftMatch(account, orderId),
    ...destinations.map(({ name }) => keys.destination(name)),
  ]);
  const baseline = parseBaseline(found(keys.baseline(account)));
  const agenda = keptAgenda(found(keys.agenda(account, orderId)));
  return {
    account,
    orderId,
    changes,
    kept: keptOrder(found(keys.order(account, orderId)), account, orderId, now),
    agenda,
    due: agenda.entries.filter((entry) => isDue(entry, now)),
    answered: agenda.entries.filter((entry) => isDue(entry, now) || WAITS_FOR_READ.includes(entry.reason)),
    breaker: parseBreaker(found(keys.breaker(account))),
    settings: parseAccountSettings(found(keys.settings(account))),
    channel: parseChannel(found(keys.channel(account))),
    triggers: parseRegistration(found(keys.registration(account)))?.triggers ?? WEBHOOK_TRIGGERS,
    links: parseLinkBehaviour(found(keys.links(account))),
    match: parseDraftMatch(found(keys.draftMatch(account, orderId))),
    paused: new Set(destinations.map(({ name }) => name).filter((name) => isPaused(found(keys.destination(name))))),
    generation: baseline?.generation ?? 1,
    listsAsRead: baseline?.listsAsRead ?? false,
    now,
  };
}

function isDue({ dueAt }: AgendaEntry, now: number): boolean {
  return Date.parse(dueAt) <= now + DUE_SLACK_MS;
}

async function loadItems(table: Table, wanted: readonly Key[]): Promise<(key: Key) => StoredItem | undefined> {
  const items = await table.getMany(wanted);
  return (key) => items.find(({ pk, sk }) => sk === key.sk && pk === key.pk);
}

function keptOrder(item: StoredItem | undefined, account: string, orderId: string, now: number): KeptOrder {
  if (item !== undefined) return { record: parseOrderRecord(item), rev: item.rev };
  return { record: newOrderRecord(account, orderId, new Date(now).toISOString()), rev: 'absent' };
}

function keptAgenda(item: StoredItem | undefined): KeptAgenda {
  return item === undefined
    ? { entries: [], rev: 'absent' }
    : { entries: parseAgendaItem(item).entries, rev: item.rev };
}
