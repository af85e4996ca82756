import type { ParkReason } from '../../../shared/accounts/breaker.ts';
import type { HeldRevision } from '../../../shared/orders/order-record.ts';
import type { OperatorAlarm } from './operator-alarm.ts';

type AlarmText = Pick<OperatorAlarm, 'what' | 'whoIsHurt' | 'run'>;

const WAITS = 'Nothing new of its orders is delivered and none of its leavers removed until it resumes by itself.';

/** An account that an operator paused needs no alarm. */
const PARKED: Readonly<Record<Exclude<ParkReason, 'paused'>, AlarmText>> = {
  'no-key': {
    what: 'An account is parked: its secret holds no usable key.',
    whoIsHurt: WAITS,
    run: 'accounts add <account>',
  },
  refused: { what: 'An account is parked: CubiCasa refuses its key.', whoIsHurt: WAITS, run: 'accounts add <account>' },
  unavailable: { what: 'An account is parked: CubiCasa’s API is away.', whoIsHurt: WAITS, run: 'doctor' },
  throttled: { what: 'An account is parked: CubiCasa throttles it.', whoIsHurt: WAITS, run: 'doctor' },
  'other-company': {
    what: 'An account is parked: its key opens another company than the one it was pinned to.',
    whoIsHurt: 'Nothing of either company is delivered until the right key is back.',
    run: 'accounts repin <account>',
  },
};

const HELD: Readonly<Record<HeldRevision['reason'], AlarmText>> = {
  storm: {
    what: 'Revisions are held: many orders changed at the same path at once.',
    whoIsHurt: 'Those changes reach no destination until a person accepts or ignores them.',
    run: 'orders find --held',
  },
  removals: {
    what: 'Removals are held: unusually many orders vanished from CubiCasa.',
    whoIsHurt: 'Destinations take these orders for existing until a person accepts or ignores it.',
    run: 'orders find --held',
  },
};

const OTHERS: readonly OperatorAlarm[] = [
  {
    metric: 'revision-repaired',
    what: 'A sweep found a change that no webhook told of.',
    whoIsHurt: 'Orders of this account come up to a quarter of an hour late.',
    run: 'doctor',
  },
  {
    metric: 'webhooks-silent',
    what: 'Orders change and no webhook has come for hours.',
    whoIsHurt: 'Every order of this account comes up to a quarter of an hour late.',
    run: 'doctor',
  },
  {
    metric: 'registration-needs-take-over',
    what: 'A webhook is not registered: another system’s registration would be replaced.',
    whoIsHurt: 'Every order of this account comes up to a quarter of an hour late.',
    run: 'accounts add <account> --take-over',
  },
  {
    metric: 'webhook-parked',
    what: 'Webhooks came in a form that nobody knows; CubiCasa may have changed it.',
    whoIsHurt: 'These orders wait for the next sweep, and CubiCasa will not tell of them again.',
    run: 'parked list',
  },
  {
    metric: 'webhook-unavailable',
    what: 'Webhooks were answered with 503: queue or secrets could not be reached.',
    whoIsHurt: 'What CubiCasa does not send again waits for the next sweep.',
    run: 'doctor',
  },
  {
    metric: 'webhook-throttled',
    what: 'Webhooks were answered with 429: more calls came than webhooks.callsPerSecond allows.',
    whoIsHurt: 'What CubiCasa does not send again waits for the next sweep.',
    run: 'doctor',
  },
  {
    metric: 'delivery-expiring',
    what: 'Deliveries waited ten days and went to the dead-letter queue.',
    whoIsHurt: 'Its destination has taken nothing for days, and what follows will expire too.',
    run: 'destinations list',
  },
  {
    metric: 'destination-paused',
    what: 'A destination answered that it wants nothing any more (410) and was paused.',
    whoIsHurt: 'Its deliveries are noted, not sent, until it is resumed.',
    run: 'destinations list',
  },
  {
    metric: 'destination-removed',
    what: 'Revisions were meant for a destination that went out of the configuration before it had drained.',
    whoIsHurt: 'It never gets these revisions; the log names orders and sequences under destination-removed.',
    run: 'destinations list',
  },
  {
    metric: 'cleanup-held',
    what: 'A cleanup plan is held: by its breaker, or since roster or listing cannot be believed.',
    whoIsHurt: 'People who left may still have access to CubiCasa.',
    run: 'users show',
  },
  {
    metric: 'cleanup-policy-invalid',
    what: 'The settings of an account are invalid, so its cleanup only reports.',
    whoIsHurt: 'People who left may still have access to CubiCasa.',
    run: 'users plan',
  },
  {
    metric: 'cleanup-planned',
    reason: 'awaiting-approval',
    what: 'A cleanup plan waits for approval: the first one, or the first under a changed policy.',
    whoIsHurt: 'People who left keep access to CubiCasa until somebody approves; the plan expires after 72 hours.',
    run: 'users show',
  },
  {
    metric: 'user-deletion-failed',
    what: 'CubiCasa did not delete a user whom an approved plan deletes.',
    whoIsHurt: 'A person who left may still have access to CubiCasa.',
    run: 'users show',
  },
  {
    metric: 'removal-unconfirmed',
    what: 'A user who was deleted still appears in CubiCasa’s listing.',
    whoIsHurt: 'A person who left may still have access to CubiCasa.',
    run: 'users report',
  },
];

/** One for each cause that somebody has to act on; what ends in a dead-letter queue has that queue's alarm. */
export const OPERATOR_ALARMS: readonly OperatorAlarm[] = [
  ...Object.entries(PARKED).map(([reason, text]) => ({ metric: 'account-parked' as const, reason, ...text })),
  ...Object.entries(HELD).map(([reason, text]) => ({ metric: 'revision-held' as const, reason, ...text })),
  ...OTHERS,
];
