import { type CleanupPolicy, parseCleanupPolicy } from '../../../shared/users/cleanup-policy.ts';
import type { Chance } from './random.ts';

/** A policy that an operator might write; enforcing more often than not, since only that can do harm. */
export function choosePolicy(chance: Chance): CleanupPolicy {
  const inactivity = { days: chance.whole(6, 9), alone: chance.below(0.7), roles: ['Collaborator', 'User'] };
  return parseCleanupPolicy({
    mode: chance.below(0.9) ? 'enforce' : 'report',
    roster: chance.below(0.85)
      ? { key: 'staff.csv', leftOnColumn: chance.below(0.5) ? 'left_on' : null, shrinkLimit: chance.pick([0.2, 0.5]) }
      : null,
    allowedDomains: chance.below(0.3) ? ['agency.example'] : null,
    inactivity: chance.below(0.5) ? inactivity : null,
    unconfirmedDays: chance.below(0.3) ? chance.whole(3, 6) : null,
    protect: {
      roles: chance.below(0.7) ? ['manager'] : [],
      managers: chance.whole(1, 4),
      addresses: ['desk@agency.example'],
      domains: chance.below(0.2) ? ['partner.example'] : [],
      youngerThanDays: chance.whole(0, 4),
    },
    graceDays: chance.whole(2, 4),
    breaker: { count: chance.whole(1, 5), share: chance.pick([0.2, 0.3, 0.5]) },
  });
}

/** The same with room enough that nobody is held up by a number: for companies in which nothing breaks. */
export function unhurried(policy: CleanupPolicy): CleanupPolicy {
  const roster = policy.roster === null ? null : { ...policy.roster, shrinkLimit: 1 };
  return { ...policy, roster, breaker: { count: 100, share: 0.5 } };
}
