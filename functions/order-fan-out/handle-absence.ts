import { keys } from '../../shared/ledger/keys.ts';
import { type AgendaEntry, type AgendaReason, withEntry } from '../../shared/orders/agenda.ts';
import { parseBaseline } from '../../shared/orders/baseline.ts';
import { hashCanonical } from '../../shared/orders/canonical-json.ts';
import { CONFIRM_AFTER_MS } from '../../shared/orders/decide-revision.ts';
import { parseHeldVerdict } from '../../shared/orders/held-path.ts';
import { GROUPS_PER_ACCOUNT } from '../../shared/orders/order-change.ts';
import { HASH_VERSION } from '../../shared/orders/order-content.ts';
import { type OrderRecord, saveOrder } from '../../shared/orders/order-record.ts';
import { nextStaleLook } from '../../shared/orders/stale-read.ts';
import { addToStorm, loadStorm, NO_COUNTS, tooManyRemovals } from '../../shared/orders/storm.ts';
import { makeRevision } from './claim-revision.ts';
import { editAgenda } from './edit-agenda.ts';
import type { FanOutDeps } from './fan-out-deps.ts';
import { holdRevision } from './hold-revision.ts';
import type { Look } from './look.ts';
import { stormPlace } from './storm-brake.ts';
import { nextSendLook } from './unsent-looks.ts';

const REMOVED_STATUS = 'Removed';
/** What `relay orders accept-change` names to let held removals out. */
const REMOVAL_PATH = 'removed';

/** CubiCasa says 404: believed for an order that was known, once a second read a minute later says so too. */
export async function handleAbsence(look: Look, deps: FanOutDeps): Promise<void> {
  const { record, rev } = look.kept;
  if (rev === 'absent' || record.removed || record.sequence === null) return lookLater(look, deps);
  if (!look.due.some(({ reason }) => reason === 'confirm-removed' || reason === 'held'))
    return confirmLater(look, deps);
  const done = await removeOrHold(look, deps);
  const held = done.kept.record.held === null ? undefined : dailyLook(look.now);
  await editAgenda(done, deps.table, () => onlyOwed([held, nextSendLook(done)]));
}

/** An order nobody met, or none left: a hint may be early, so it gets its looks; then nothing is left to do. */
async function lookLater(look: Look, deps: FanOutDeps): Promise<void> {
  if (look.kept.rev !== 'absent' && !look.kept.record.removed) await markRemoved(look, deps);
  const fresh = look.changes.some(({ cause }) => cause === 'webhook');
  const next = nextStaleLook(look.due, fresh, look.now);
  const hinted = fresh || look.due.some(({ reason }) => !UNHINTED.includes(reason));
  await editAgenda(look, deps.table, () => onlyOwed([hinted ? next : undefined, nextSendLook(look)]));
}

/** Looks that nobody's hint asked for. */
const UNHINTED: readonly AgendaReason[] = ['repair', 'missing-product', 'send'];

function onlyOwed(entries: readonly (AgendaEntry | undefined)[]): AgendaEntry[] {
  return entries.filter((entry) => entry !== undefined);
}

async function confirmLater(look: Look, deps: FanOutDeps): Promise<void> {
  const dueAt = new Date(look.now + CONFIRM_AFTER_MS).toISOString();
  await editAgenda(look, deps.table, (entries) => withEntry(entries, { reason: 'confirm-removed', dueAt, attempt: 1 }));
}

async function removeOrHold(look: Look, deps: FanOutDeps): Promise<Look> {
  const { record } = look.kept;
  const hash = hashCanonical({ removed: true, orderId: look.orderId });
  if (await mustHold(look, deps)) {
    return holdRevision(look, { reason: 'removals', path: REMOVAL_PATH, hash }, deps);
  }
  const content = { hashVersion: HASH_VERSION, hash, linkless: hash };
  const at = new Date(look.now).toISOString();
  const removed: OrderRecord = { ...record, ...GONE, content, status: REMOVED_STATUS, changedAt: at };
  const { externalId } = record;
  const revision = { kind: 'removed', hash, differences: [], status: REMOVED_STATUS, order: null, assets: [] } as const;
  return makeRevision(look, { ...revision, externalId, record: removed }, deps);
}

const GONE = { removed: true, held: null, unconfirmed: null, validators: null, lists: null, listed: null } as const;

/** Nothing was ever sent of it, so nobody has to hear that it is gone. */
async function markRemoved(look: Look, deps: FanOutDeps): Promise<void> {
  const { record, rev } = look.kept;
  await saveOrder(deps.table, { ...record, ...GONE, status: REMOVED_STATUS }, rev);
}

async function mustHold(look: Look, { table }: FanOutDeps): Promise<boolean> {
  const { account, kept } = look;
  const verdict = parseHeldVerdict(await table.get(keys.heldPath(account, REMOVAL_PATH)));
  if (verdict === 'accept') return false;
  const place = stormPlace(look);
  if (kept.record.held === null) await addToStorm(table, place, { ...NO_COUNTS, removals: 1 });
  const counts = await loadStorm(table, account, place.hour, GROUPS_PER_ACCOUNT);
  return tooManyRemovals(counts, parseBaseline(await table.get(keys.baseline(account)))?.orders);
}

function dailyLook(now: number): AgendaEntry {
  return { reason: 'held', dueAt: new Date(now + 86_400_000).toISOString(), attempt: 1 };
}
