import type { Destination } from '../../shared/delivery/destination.ts';
import type { EventContent } from '../../shared/delivery/event.ts';
import { selectDestinations } from '../../shared/delivery/filter.ts';
import { orderFilterSubject } from '../../shared/delivery/filter-subject.ts';
import { isHeldBack } from '../../shared/delivery/note-paused.ts';
import { ORDER_EVENT_SCHEMA } from '../../shared/delivery/order-event.ts';
import { indexes } from '../../shared/ledger/keys.ts';
import { type DraftMatch, saveDraftMatch } from '../../shared/orders/draft-match.ts';
import { type OrderRecord, parseOrderRecord } from '../../shared/orders/order-record.ts';
import { isNear, placeOf } from '../../shared/orders/place.ts';
import type { DecidedOrder } from './decide-order.ts';
import type { FanOutDeps } from './fan-out-deps.ts';
import type { Look } from './look.ts';

const JUST_MS = 3_600_000;
const MATCH_TYPE = 'cubicasa.order.draft-match-proposed';

/** An order delivered without an external id, beside a draft at the same address: a pair for a person to decide. */
export async function proposeMatches(look: Look, decided: DecidedOrder, deps: FanOutDeps): Promise<void> {
  if (!isJustDelivered(look) || decided.order.info?.external_id || look.match !== undefined) return;
  const draft = await findDraft(look, decided, deps);
  if (draft === undefined) return;
  const at = new Date(look.now).toISOString();
  const { account, orderId } = look;
  const { orderId: draftId, externalId } = draft;
  const match: DraftMatch = { v: 1, account, orderId, draftId, externalId, state: 'proposed', at };
  await saveDraftMatch(deps.table, match);
  await announce(look, match, deps);
}

/** Its first delivery is its last change: a look that was cut off behind the revision is made up for by the next one. */
function isJustDelivered({ kept: { record }, now }: Look): boolean {
  const { sequence, deliveredAt, changedAt } = record;
  return sequence !== null && deliveredAt === changedAt && now - Date.parse(changedAt) < JUST_MS;
}

async function findDraft(look: Look, { order }: DecidedOrder, { table }: FanOutDeps): Promise<OrderRecord | undefined> {
  const place = placeOf(order);
  let after: string | undefined;
  do {
    const page = await table.listByTime(indexes.open(look.account), { after });
    const drafts = page.items.map(parseOrderRecord).filter(({ status }) => status === 'Draft');
    const found = drafts.find((draft) => draft.place !== null && isNear(draft.place, place));
    if (found !== undefined) return found;
    after = page.next;
  } while (after !== undefined);
  return undefined;
}

/** `relay orders link` lists the proposals; the event is for those who would rather hear of them. */
async function announce(look: Look, match: DraftMatch, deps: FanOutDeps): Promise<void> {
  const { account, orderId, draftId, externalId, at } = match;
  const content: EventContent = {
    v: 1,
    account,
    type: MATCH_TYPE,
    subject: orderId,
    sequence: look.kept.record.sequence ?? '',
    time: at,
    dataschema: ORDER_EVENT_SCHEMA.replace('/order/', '/draft-match/'),
    data: { schemaVersion: 1, account, orderId, draftId, externalId },
  };
  const subject = orderFilterSubject({
    type: MATCH_TYPE,
    account,
    accountLabels: look.settings.labels,
    order: null,
    status: null,
    externalId,
    assets: [],
  });
  for (const destination of selectDestinations(deps.destinations, subject)) {
    await tryToAnnounce(look, content, destination, deps);
  }
}

/** The proposal is on record whether or not everybody hears of it: the order's own look goes on. */
async function tryToAnnounce(
  { account, orderId }: Look,
  content: EventContent,
  destination: Destination,
  deps: FanOutDeps,
): Promise<void> {
  try {
    const stores = { table: deps.table, contents: deps.revisions };
    if (!(await isHeldBack(stores, content, destination))) await deps.sendEvent(content, destination);
  } catch {
    deps.report('destination-unreachable', { account, orderId, destination: destination.name });
  }
}
