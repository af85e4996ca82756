import { connectFor } from '../accounts/require-account.ts';
import type { CommandContext } from '../command-context.ts';
import { linkDraft, listProposals, planLink } from './link-draft.ts';

export interface LinkOptions {
  readonly account: string;
  readonly yes?: boolean;
}

/** `relay orders link`: without ids, the pairs that wait for a person. */
export async function runLink(
  context: CommandContext,
  draftId: string | undefined,
  orderId: string | undefined,
  { account, yes = false }: LinkOptions,
): Promise<void> {
  const { table, queue, now } = await connectFor(account, context);
  if (draftId === undefined) return context.print(await listProposals(table, account));
  if (orderId === undefined) throw new TypeError(`name the order too that was this draft: link ${draftId} <orderId>`);
  const deps = { table, orderChanges: queue('order-changes.fifo'), now };
  const link = yes ? linkDraft : planLink;
  context.print({ dryRun: !yes, linked: await link(deps, { account, draftId, orderId }) });
}
