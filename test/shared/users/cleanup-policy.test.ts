import { describe, expect, it } from 'vitest';
import {
  DEFAULT_CLEANUP_POLICY,
  InvalidCleanupPolicyError,
  parseCleanupPolicy,
} from '../../../shared/users/cleanup-policy.ts';

const protect = { addresses: ['desk@agency.example'] };

describe('a cleanup policy', () => {
  it('takes the safe default for whatever is left out or null', () => {
    expect(parseCleanupPolicy({})).toEqual(DEFAULT_CLEANUP_POLICY);
    expect(parseCleanupPolicy({ mode: null, graceDays: null, protect: null })).toEqual(DEFAULT_CLEANUP_POLICY);
    expect(parseCleanupPolicy({ roster: { key: 'staff.csv' } }).roster).toEqual({
      key: 'staff.csv',
      addressColumn: 'email',
      leftOnColumn: null,
      shrinkLimit: 0.2,
    });
  });

  it('writes roles as CubiCasa does, whatever their letter case', () => {
    const policy = parseCleanupPolicy({ protect: { roles: ['manager'] }, inactivity: { days: 90, roles: ['USER'] } });
    expect(policy.protect.roles).toEqual(['Manager']);
    expect(policy.inactivity).toEqual({ days: 90, roles: ['User'], alone: false });
  });

  it.each([
    ['no object', 'report', 'cleanup must be an object'],
    ['an unknown mode', { mode: 'delete' }, 'cleanup.mode'],
    ['a misspelt field', { protekt: {} }, 'cleanup.protekt'],
    ['a misspelt field in a section', { breaker: { max: 5 } }, 'cleanup.breaker.max'],
    ['negative days', { graceDays: -1 }, 'cleanup.graceDays'],
    ['a domain with @', { protect: { domains: ['@hq.example'] } }, 'cleanup.protect.domains'],
    ['a domain with *', { protect: { domains: ['*.hq.example'] } }, 'cleanup.protect.domains'],
    ['an allowed domain with @', { allowedDomains: ['@hq.example'] }, 'cleanup.allowedDomains'],
    ['an address with a name', { protect: { addresses: ['Boss <boss@hq.example>'] } }, 'cleanup.protect.addresses'],
    ['negative days of inactivity', { inactivity: { days: -30 } }, 'cleanup.inactivity.days'],
    ['negative days of an invitation', { unconfirmedDays: -1 }, 'cleanup.unconfirmedDays'],
    ['negative days of protection', { protect: { youngerThanDays: -1 } }, 'cleanup.protect.youngerThanDays'],
    ['negative deletions', { breaker: { count: -1 } }, 'cleanup.breaker.count'],
    ['a negative share', { breaker: { share: -0.1 } }, 'cleanup.breaker.share'],
    ['a negative limit of shrinking', { roster: { key: 'k', shrinkLimit: -1 } }, 'cleanup.roster.shrinkLimit'],
    ['a roster without a place', { roster: {} }, 'cleanup.roster.key'],
    ['half a day', { graceDays: 0.5 }, 'cleanup.graceDays'],
    ['no grace', { graceDays: 0 }, 'cleanup.graceDays'],
    ['an unknown role', { inactivity: { days: 90, roles: ['Photographer'] } }, 'cleanup.inactivity.roles'],
    ['an unknown protected role', { protect: { roles: ['Boss'] } }, 'cleanup.protect.roles'],
    ['no manager that stays', { protect: { managers: 0 } }, 'cleanup.protect.managers'],
    ['no allowed domain at all', { allowedDomains: [] }, 'cleanup.allowedDomains'],
    ['a breaker that is raised to 80 %', { breaker: { share: 0.8 } }, 'cleanup.breaker.share'],
    ['a missing protection list in enforce', { mode: 'enforce' }, 'cleanup.protect.addresses'],
    [
      'an empty protection list in enforce',
      { mode: 'enforce', protect: { addresses: [] } },
      'cleanup.protect.addresses',
    ],
    [
      'inactivity alone for everybody',
      { inactivity: { days: 9, alone: true, roles: ['User', 'Manager', 'Collaborator'] }, protect: { roles: [] } },
      'cleanup.inactivity.alone',
    ],
  ])('is refused with %s, and names the field', (_what, policy, field) => {
    expect(() => parseCleanupPolicy(policy)).toThrow(InvalidCleanupPolicyError);
    expect(() => parseCleanupPolicy(policy)).toThrow(field);
  });

  it('names every fault at once', () => {
    const policy = { mode: 'enforce', graceDays: -1, breaker: { count: 0 }, protect };
    expect(() => parseCleanupPolicy(policy)).toThrow(/graceDays.*breaker\.count/);
  });
});
