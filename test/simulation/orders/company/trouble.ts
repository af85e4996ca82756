import { createCompany } from '../../../simulator/company/company.ts';
import { createUser, creatorByEmail } from '../../../simulator/company/create-user.ts';
import { createDraft } from '../../../simulator/company/draft.ts';
import type { Fault } from '../../../simulator/company/faults.ts';
import type { Platform } from '../lambda/function-runtime.ts';
import type { SimulatedAccount } from '../relay/simulated-account.ts';
import { FORGED, type Journal } from '../report/journal.ts';
import type { AccountTrouble, PoisonedOrder } from '../scenario/draw-trouble.ts';
import type { EventLoop } from '../time/event-loop.ts';
import { orderName, type Truth } from './truth.ts';

/** Looks that are under way when it begins, each with its repeats. */
const CALLS_TO_NOTICE = 100;
/** A probe a minute with its repeats, and an open sweep. */
const CALLS_A_MINUTE = 5;

/** Lets the account's trouble begin and end. */
export function layOutTrouble(
  account: SimulatedAccount,
  trouble: AccountTrouble,
  { loop, journal }: Pick<Platform, 'loop' | 'journal'>,
): void {
  loop.at(trouble.from, () => {
    const end = begin(account, trouble);
    account.trouble = { calls: 0, counted: new Map(), pages: [] };
    loop.at(trouble.to, () => {
      end();
      judge(account, trouble, journal);
      account.trouble = undefined;
    });
  });
}

/** A call now and then tells when it is over, and one alarm is enough. [P6] */
function judge({ name, trouble }: SimulatedAccount, { kind, from, to }: AccountTrouble, journal: Journal): void {
  if (trouble === undefined) return;
  const minutes = (to - from) / 60_000;
  const most = CALLS_TO_NOTICE + minutes * CALLS_A_MINUTE;
  if (trouble.calls > most)
    journal.violation('P6', `${name} was called ${trouble.calls} times in ${minutes} min while ${kind}`);
  if (trouble.pages.length > 1) journal.violation('P6', `${name} paged for ${trouble.pages.join(', ')} while ${kind}`);
}

/** Says how it ends. */
function begin(account: SimulatedAccount, { kind }: AccountTrouble): () => void {
  const { company } = account;
  switch (kind) {
    case 'away':
      return strike(account, { kind: 'server-error', status: 503 });
    case 'throttled':
      return strike(account, { kind: 'throttle' });
    case 'revoked':
      (company as { apiKey: string }).apiKey = `${company.apiKey}-renewed`;
      return () => putKey(account, company.apiKey);
    case 'other-company':
      putKey(account, openStranger(account).apiKey);
      return () => putKey(account, company.apiKey);
  }
}

function strike({ company }: SimulatedAccount, fault: Fault): () => void {
  const { faults } = company;
  faults.add(fault);
  return () => faults.replace(faults.list().filter((one) => one !== fault));
}

function putKey(account: SimulatedAccount, apiKey: string): void {
  account.secret = { ...account.secret, apiKey };
}

/** Another company under the same address, whose orders bear ids of this account's: none of it may ever leave. */
function openStranger(account: SimulatedAccount) {
  const { company } = account;
  const stranger = createCompany({ seed: 1, now: company.now, name: FORGED, switches: company.switches });
  createUser(stranger, { email: `${FORGED}@stranger.example`, role: 'Manager' });
  const owner = creatorByEmail(stranger, `${FORGED}@stranger.example`);
  const order = createDraft(stranger, { street: FORGED, city: FORGED, country: FORGED, owner, externalId: FORGED });
  for (const id of company.orders.keys()) stranger.orders.set(id, { ...order, id });
  account.stranger = stranger;
  return stranger;
}

/** From some moment on CubiCasa answers no read of one order that just changed, until it is mended. */
export function layOutPoison(
  account: SimulatedAccount,
  { from, status }: PoisonedOrder,
  truth: Truth,
  loop: EventLoop,
) {
  const { company, name } = account;
  loop.at(from, () => {
    const orderId = [...company.orders.keys()].at(-1);
    if (orderId === undefined) return;
    truth.poisoned.add(orderName(name, orderId));
    const end = strike(account, { kind: 'server-error', operation: 'getOrder', orderId, status });
    truth.mend.push(end);
  });
}
