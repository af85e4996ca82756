import { readEnvironment } from '../../shared/lambda/environment.ts';

const NAMES = [
  'DESTINATION', // JSON: ArchiveDestinationSettings of shared/delivery/destination-settings.ts
  'DESTINATIONS', // JSON: Destination[]: who hears of cubicasa.order.archived
  'ARCHIVE_BUCKET',
  'ACCOUNT_SECRET_PREFIX',
  'LEDGER_TABLE',
  'REVISIONS_BUCKET',
  'DESTINATION_QUEUE_URL', // its own queue, to put off a message's next attempt
  'DESTINATION_DLQ_URL',
] as const;

export type AssetArchiveEnvironment = Record<(typeof NAMES)[number], string>;

/** @throws MisconfiguredFunctionError naming every missing variable. */
export function readAssetArchiveEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): AssetArchiveEnvironment {
  return readEnvironment(env, NAMES);
}
