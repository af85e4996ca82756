import { describe, expect, it } from 'vitest';
import type { AccountSettings } from '../../../shared/accounts/account-settings.ts';
import { resolveAccountPolicy } from '../../../shared/users/account-policy.ts';
import { parseCleanupPolicy } from '../../../shared/users/cleanup-policy.ts';

const configured = parseCleanupPolicy({ mode: 'enforce', protect: { addresses: ['desk@agency.example'] } });
const settings = (given: object) => ({ v: 1, labels: [], ...given }) as unknown as AccountSettings;

describe('the policy of an account', () => {
  it('is the configured one where it has none', () => {
    expect(resolveAccountPolicy(configured, settings({}))).toEqual({ policy: configured, faults: [] });
  });

  it('is its own over the configured one, field by safe default', () => {
    const { policy, faults } = resolveAccountPolicy(configured, settings({ cleanup: { graceDays: 30 } }));
    expect({ mode: policy.mode, graceDays: policy.graceDays, faults }).toEqual({
      mode: 'report',
      graceDays: 30,
      faults: [],
    });
  });

  it('that cannot be used means report mode, with every fault by its field’s name', () => {
    const cleanup = { mode: 'enforce', graceDays: -1, inactivity: { days: 9, roles: ['Boss'] } };
    const { policy, faults } = resolveAccountPolicy(configured, settings({ cleanup }));
    expect(policy).toEqual({ ...configured, mode: 'report' });
    expect(faults.join()).toMatch(/cleanup\.graceDays.*cleanup\.inactivity\.roles/);
  });

  it('has a roster of its own under its own key', () => {
    expect(resolveAccountPolicy(configured, settings({ rosterKey: 'acme.csv' })).policy.roster).toMatchObject({
      key: 'acme.csv',
      addressColumn: 'email',
    });
  });
});
