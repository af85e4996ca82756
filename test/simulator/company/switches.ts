import { amount, type Choice, choice, flag, names, texts } from './switch-kinds.ts';

/**
 * One switch for each thing that nobody knows about the real API; the default is what the contract says to take.
 * The number at a text's start is that of the contract's open question.
 */
export const switchTable = {
  absentOperations: names('1: operations whose path does not exist: 404'),
  movedPaths: texts('1: operations that live under another path template than the contract supposes'),
  userLookup: choice(['path', 'query'], '2: GET user by /users/{email} or by /users?email='),
  paginationOffset: choice(
    ['exact', 'skipping', 'one-based'],
    '3: next_offset 20 after 20 items; 21 and one is skipped; 21 and offsets count from one',
  ),
  lastNextOffset: choice(['null', 'absent', 'number'], '3: next_offset on the last page'),
  reportedLimit: choice(['true', 'zero'], '3: the limit that a page reports'),
  maxLimit: amount(50, '4: largest page'),
  overLimit: choice(['refuse', 'clamp'], '4: what a larger limit leads to'),
  listOrder: choice(['newest-first', 'oldest-first'], '5: order of the order list'),
  listAssets: choice(['without', 'with'], 'list items leave delivery_assets out, or carry them'),
  statusFilter: choice(['all', 'documented'], 'status values the list accepts: all five, or Pending and Ready'),
  errorBody: choice(['message', 'error', 'detail', 'html', 'empty'], '6: bodies of errors other than 400'),
  refusedStatus: choice(['401', '403'], '6: status for a wrong key'),
  duplicateStatus: choice(['409', '400'], '6: status for a user that exists already'),
  unknownOwnerStatus: choice(['400', '404'], '6: status for a draft whose owner is no user'),
  rateLimitPerSecond: amount(0, '7: calls a second before 429; 0 means no limit'),
  retryAfter: choice(['seconds', 'date', 'none'], '7: Retry-After on 429'),
  idempotencyKey: choice(['ignored', 'honoured'], '8: Idempotency-Key on creating calls'),
  webhookApiKeyHeader: flag(false, '9: webhook calls carry an api-key header, as the generated sample shows'),
  webhookTries: amount(3, '10: tries before a webhook is given up'),
  webhookSpacingMs: amount(1_000, '10: time between two tries'),
  webhookTimeoutMs: amount(5_000, '10: time a receiver has to answer'),
  webhookDelayMs: amount(0, '10: time between a change and its first call'),
  webhookSuccess: choice(['only-200', 'any-2xx'], '11: answers that count as received'),
  emptyWebhookFields: choice(
    ['null', 'absent', 'empty'],
    '12: previous_status, model_id, product_type without a value',
  ),
  deliveryType: choice(['new', 'varied'], '13: always new, or new, update and fix'),
  failures: choice(['unsupported', 'supported'], '14: the status Failed and the trigger moved_to_failed'),
  linkLifetimeMs: amount(3_600_000, '15: asset links work for at least this long; 0 means for ever'),
  linkSignature: choice(['windowed', 'per-read'], '15: whether two reads shortly after another sign alike'),
  homeReport: choice(['home_report', 'homereport'], '16: name of the home report group'),
  changeRequestField: choice(['any', 'description'], '17: body field without which a change request is refused'),
  changeRequestList: choice(['page', 'array'], '17: form of the list of change requests'),
  redrawSource: choice(['any', 'text', 'list'], '18: type of the source of a redraw'),
  omittedDraftFields: choice(['kept', 'cleared'], '19: what an update does to optional fields left out'),
  purchases: choice(['open', 'offered-only'], '20: post-purchase takes any code, or only those on offer'),
  scannedDraft: choice(['keeps-id', 'new-order'], '21: whether the scan of a draft is the same order'),
  sendsWebhooks: flag(true, '22: false behaves as a staging host without webhooks'),
  scannedArea: choice(['zero', 'measured'], '24: total_scanned_area of a scan'),
  bearerAuth: choice(['refused', 'accepted'], '25: the unnamed second scheme'),
  createdBy: choice(['owner', 'scanner', 'company'], '26: created_by of a draft that the API made'),
  planFormats: choice(
    ['every', 'few', 'least'],
    'formats that an account gets: all, JPG and PDF, or one of each product',
  ),
  assetPaths: choice(['per-edit', 'stable', 'per-read'], '27: when the path of an asset link changes'),
  readLagMs: amount(0, '28: reads show an order as it was this long ago'),
  passwordUsers: choice(['confirmed', 'unconfirmed'], '29: email_confirmed of users made with a password'),
  deletedOwner: choice(['null', 'stale'], 'created_by of orders whose user was deleted'),
  createdUserRole: choice(['as-sent', 'other'], 'the role that the answer to add user names'),
  userUpdateBody: choice(['partial', 'complete'], 'whether update user takes some fields or demands all'),
  combinedPdf: choice(['url', 'download_url', 'pdf_url', 'bytes', 'redirect'], 'form of the combined PDF'),
  companyEcho: choice(['registration', 'nothing'], 'whether company information shows the webhook registration'),
  receiverUrls: choice(['any', 'https-only'], 'webhook URLs that a registration accepts'),
  failedTrigger: choice(['accepted', 'refused'], 'moved_to_failed in a registration'),
  emptyGroups: choice(['null', 'absent', 'empty-array', 'empty-object'], 'asset groups without files'),
  firstDelivery: choice(['dated', 'undated'], 'first_delivered_at of a delivered order'),
  draftStatus: choice(['Draft', 'New'], 'status of a draft that was just made'),
  unknownFields: choice(['none', 'everywhere'], 'fields that no contract names, at every level of orders and users'),
  redeliverAnswer: choice(['order', 'message'], 'body of the answer to re-deliver'),
  assetValidators: choice(['all', 'none'], 'ETag and Last-Modified on files'),
  assetRanges: choice(['honoured', 'ignored'], 'Range on files'),
} as const;

type ValueOf<S> =
  S extends Choice<infer V>
    ? V
    : S extends { readonly default: infer D }
      ? D extends number
        ? number
        : D extends boolean
          ? boolean
          : D
      : never;

export type Switches = { readonly [K in keyof typeof switchTable]: ValueOf<(typeof switchTable)[K]> };

export const defaultSwitches = Object.fromEntries(
  Object.entries(switchTable).map(([name, entry]) => [name, entry.default]),
) as unknown as Switches;
