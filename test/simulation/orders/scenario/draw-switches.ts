import type { Random } from '../../../simulator/company/random.ts';
import { type Switches, switchTable } from '../../../simulator/company/switches.ts';

/** Open questions that bear on orders; the others stay as the contract says to take them. */
const DRAWN = [
  'paginationOffset',
  'lastNextOffset',
  'reportedLimit',
  'overLimit',
  'listOrder',
  'listAssets',
  'statusFilter',
  'errorBody',
  'refusedStatus',
  'retryAfter',
  'webhookApiKeyHeader',
  'webhookSuccess',
  'emptyWebhookFields',
  'deliveryType',
  'linkSignature',
  'homeReport',
  'omittedDraftFields',
  'scannedDraft',
  'scannedArea',
  'createdBy',
  'assetPaths',
  'companyEcho',
  'emptyGroups',
  'firstDelivery',
  'draftStatus',
  'unknownFields',
  'assetValidators',
] as const satisfies readonly (keyof Switches)[];

const LAGS_MS = [0, 0, 0, 2_000, 30_000, 120_000];
const SPACINGS_MS = [200, 1_000, 30_000, 300_000];

/** One answer to each open question, each away from the default a third of the time. */
export function drawSwitches(random: Random): Partial<Switches> {
  const drawn = DRAWN.map((name) => [name, drawAnswer(random, switchTable[name])] as const);
  return {
    ...Object.fromEntries(drawn),
    // Orders of few files are quicker to play, and no rule counts files.
    planFormats: drawFormats(random.next()),
    maxLimit: random.next() < 0.7 ? 50 : 20,
    readLagMs: LAGS_MS[random.below(LAGS_MS.length)] ?? 0,
    webhookSpacingMs: SPACINGS_MS[random.below(SPACINGS_MS.length)] ?? 1_000,
  } as Partial<Switches>;
}

function drawFormats(chance: number): Switches['planFormats'] {
  if (chance < 0.1) return 'every';
  return chance < 0.3 ? 'few' : 'least';
}

function drawAnswer(random: Random, table: (typeof switchTable)[(typeof DRAWN)[number]]): unknown {
  if (random.next() > 1 / 3) return table.default;
  return table.kind === 'choice' ? table.values[random.below(table.values.length)] : random.next() < 0.5;
}
