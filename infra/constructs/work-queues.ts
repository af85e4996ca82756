import { Construct } from 'constructs';
import { visibilitySeconds } from './function-sizes.ts';
import { RelayQueue } from './relay-queue.ts';

/** The queues between the relay's own functions. */
export class WorkQueues extends Construct {
  readonly orderChanges: RelayQueue;
  readonly accountJobs: RelayQueue;
  readonly userDeletions: RelayQueue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.orderChanges = new RelayQueue(this, 'OrderChanges', {
      name: 'order-changes.fifo',
      visibilitySeconds: visibilitySeconds('order-fan-out'),
      // What CubiCasa refuses goes to the agenda; only AWS being away brings a message back so often.
      maxReceiveCount: 100,
      whoIsHurt: 'Changes of these orders reach no destination before the next sweep that finds them.',
    });
    this.accountJobs = new RelayQueue(this, 'AccountJobs', {
      name: 'account-jobs',
      visibilitySeconds: visibilitySeconds('account-jobs'),
      maxReceiveCount: 5,
      whoIsHurt: 'A sweep, cleanup plan or webhook registration of these accounts failed five times.',
    });
    this.userDeletions = new RelayQueue(this, 'UserDeletions', {
      name: 'user-deletions.fifo',
      visibilitySeconds: visibilitySeconds('user-cleanup-apply'),
      // Waiting for a sweep and listing a large company in several tries count as well.
      maxReceiveCount: 20,
      whoIsHurt: 'People who left may still have access to CubiCasa.',
    });
  }

  get all(): readonly RelayQueue[] {
    return [this.orderChanges, this.accountJobs, this.userDeletions];
  }
}
