import type { Order } from '../../shared/cubicasa/index.ts';
import { adoptOrder } from './adopt-order.ts';
import { makeRevision } from './claim-revision.ts';
import { type DecidedOrder, decideOrder } from './decide-order.ts';
import { editAgenda } from './edit-agenda.ts';
import type { FanOutDeps } from './fan-out-deps.ts';
import { holdRevision } from './hold-revision.ts';
import { judgeRepair } from './judge-repair.ts';
import { keepOrder, learnLinks } from './keep-order.ts';
import type { Look } from './look.ts';
import { nextLooks } from './next-looks.ts';
import { noteActivity } from './note-activity.ts';
import { proposeMatches } from './propose-matches.ts';
import { believedRecord, effectiveExternalId, revisionHash } from './read-record.ts';
import { countRead, judgeStorm } from './storm-brake.ts';

/** An order was read: what is new of it becomes a revision, and the agenda says when to look again. */
export async function handleOrder(opened: Look, order: Order, deps: FanOutDeps): Promise<void> {
  await noteActivity(opened, order, deps);
  const look = await judgeRepair(opened, deps);
  const decided = withLink(await decideOrder(look, order, deps), look);
  const done = await carryOut(look, decided, deps);
  await proposeMatches(done, decided, deps);
  await editAgenda(done, deps.table, (entries) => nextLooks(entries, done, decided));
}

/** An order that was linked to a draft goes by the draft's external id from now on: that is a revision of its own. */
function withLink(decided: DecidedOrder, look: Look): DecidedOrder {
  const { record } = look.kept;
  const after = effectiveExternalId(look, decided.order);
  if (decided.decision.do !== 'keep' || look.match?.state !== 'linked' || record.externalId === after) return decided;
  const differences = [{ path: 'info.external_id', before: record.externalId ?? undefined, after: after ?? undefined }];
  return { ...decided, decision: { do: 'revise', kind: 'updated', differences } };
}

async function carryOut(look: Look, decided: DecidedOrder, deps: FanOutDeps): Promise<Look> {
  const { decision } = decided;
  switch (decision.do) {
    case 'adopt':
      return adoptOrder(look, decided, deps, decision);
    case 'revise':
      return revise(look, decided, decision, deps);
    default:
      await countRead(look, deps);
      return keepOrder(look, decided, deps);
  }
}

async function revise(
  look: Look,
  decided: DecidedOrder,
  { kind, differences, links }: Extract<DecidedOrder['decision'], { do: 'revise' }>,
  deps: FanOutDeps,
): Promise<Look> {
  if (links !== undefined) await learnLinks(look, links, deps);
  const storm = await judgeStorm(look, differences, deps);
  if (storm.verdict === 'ignore') return adoptOrder(look, decided, deps);
  const record = believedRecord(look, decided);
  const hash = revisionHash(decided, look);
  if (storm.verdict === 'hold') return holdRevision(look, { reason: 'storm', path: storm.path, hash }, deps);
  const { order, assets } = decided;
  const { status, externalId } = record;
  return makeRevision(look, { kind, hash, differences, status: status ?? '', externalId, order, assets, record }, deps);
}
