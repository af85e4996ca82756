import { describe, expect, it } from 'vitest';
import { applyDeletion } from '../../../functions/user-cleanup-apply/apply-deletion.ts';
import type { ApplyDeps } from '../../../functions/user-cleanup-apply/apply-deps.ts';
import { pauseCleanup } from '../../../infra/cli/users/pause-cleanup.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import type { Bucket } from '../../../shared/storage/bucket.ts';
import { parseDeletionMessage } from '../../../shared/users/deletion-message.ts';
import { type CleanupStage, createApprovedStage } from '../../support/cleanup-stage.ts';

const CUT_OFF = 'the function was cut off';

interface Cut {
  readonly effect: number;
  readonly when: 'before' | 'after';
}

/** Every effect of apply in order: files, ledger, the call to CubiCasa and events; one of them is cut off. */
function cutOff({ deps }: CleanupStage, cut?: Cut): { readonly deps: ApplyDeps; readonly done: () => number } {
  let effects = 0;
  const point = async <T>(work: () => Promise<T>): Promise<T> => {
    const isHere = cut?.effect === effects;
    effects += 1;
    if (isHere && cut.when === 'before') throw new Error(CUT_OFF);
    const result = await work();
    if (isHere) throw new Error(CUT_OFF);
    return result;
  };
  const { table, audit, listings, clients, sendUserEvent } = deps;
  const cuttable = (bucket: Bucket): Bucket => ({
    ...bucket,
    put: (key, body) => point(() => bucket.put(key, body)),
    putOnce: (key, body) => point(() => bucket.putOnce(key, body)),
  });
  const use: ApplyDeps['clients']['use'] = (account, work) => {
    return clients.use(account, (client) => {
      const users = { ...client.users, delete: (id: string) => point(() => client.users.delete(id)) };
      return work(Object.assign(Object.create(client), { users }));
    });
  };
  return {
    done: () => effects,
    deps: {
      ...deps,
      table: { ...table, put: (item, expected) => point(() => table.put(item, expected)) },
      audit: cuttable(audit),
      listings: cuttable(listings),
      clients: { ...clients, use },
      sendUserEvent: (event, labels) => point(() => sendUserEvent(event, labels)),
    },
  };
}

async function deleteEve(cut?: Cut, meanwhile: (made: CleanupStage) => Promise<unknown> = async () => undefined) {
  const made = await createApprovedStage();
  await made.sweep();
  let gone = 0;
  made.company.onGone = () => {
    gone += 1;
  };
  const message = parseDeletionMessage(made.queue.messages[0]?.body ?? '');
  const cutting = cutOff(made, cut);
  const first = await applyDeletion(message, cutting.deps).catch((error: Error) => error.message);
  const listingsBefore = made.company.calls.listings;
  made.stage.now += 60_000;
  await meanwhile(made);
  await applyDeletion(message, made.deps);
  const looked = made.company.calls.listings > listingsBefore;
  return { ...made, first, gone, looked, effects: cutting.done() };
}

const { effects } = await deleteEve();
const cuts = Array.from({ length: effects }, (_, effect) => effect).flatMap((effect): Cut[] => [
  { effect, when: 'before' },
  { effect, when: 'after' },
]);

describe('[P7] a deletion that is cut off', () => {
  it('has effects to be cut off at', () => {
    expect(effects).toBe(8);
  });

  it.each(cuts)('$when its effect $effect is finished when its message comes again', async (cut) => {
    const made = await deleteEve(cut);
    expect(made.first).toBe(CUT_OFF);
    expect(made.gone).toBe(1);
    expect((await made.eve()).deletion).toMatchObject({ outcome: 'deleted', announced: true });
    expect(made.audit.objects.has(`deletions/default/eve/${made.planId}.json`)).toBe(true);
    const counted = (await made.table.list(keys.deletions('default'))).items.map(({ data }) => data);
    expect(new Set(counted.map((one) => (one as { userId: string }).userId))).toEqual(new Set(['eve']));
    const told = made.events.filter(({ kind }) => kind === 'deleted');
    expect(new Set(told.map(({ at }) => at)).size).toBe(1);
  });

  it.each(cuts)('$when its effect $effect is looked at before it is called again', async (cut) => {
    const made = await deleteEve(cut);
    expect(made.company.calls.deletes < 2 || made.looked).toBe(true);
  });

  it('after its call is told as done although cleanup was paused meanwhile, since a look shows it', async () => {
    const pause = ({ operator }: CleanupStage) =>
      pauseCleanup(operator, { account: 'default', paused: true, reason: null, by: 'op', dryRun: false });
    const made = await deleteEve({ effect: 4, when: 'after' }, pause);
    expect((await made.eve()).deletion).toMatchObject({ outcome: 'deleted', announced: true });
    expect(made.events.map(({ kind }) => kind)).toEqual(['cleanup-planned', 'deleted']);
  });
});
