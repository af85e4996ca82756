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

  it('is its own over the configured one, in sections field by field', () => {
    const own = { graceDays: 30, protect: { managers: 3 }, inactivity: { days: 90 } };
    const { policy, faults } = resolveAccountPolicy(configured, settings({ cleanup: own }));
    expect(faults).toEqual([]);
    expect(policy).toEqual({
      ...configured,
      graceDays: 30,
      protect: { ...configured.protect, managers: 3 },
      inactivity: { days: 90, roles: ['Collaborator'], alone: false },
    });
  });

  it('takes the safe default for what its own calls null', () => {
    const { policy } = resolveAccountPolicy(
      { ...configured, graceDays: 3 },
      settings({ cleanup: { graceDays: null } }),
    );
    expect(policy.graceDays).toBe(14);
  });

  it.each([
    ['addresses', { protect: { addresses: null, domains: ['agency.example'] } }],
    ['roles', { inactivity: { days: 10, alone: true, roles: null } }],
    ['a protection', { protect: { roles: null }, inactivity: { days: 10, alone: true } }],
  ])('that calls %s null in a section is usable', (_what, cleanup) => {
    expect(resolveAccountPolicy(configured, settings({ cleanup })).faults).toEqual([]);
  });

  it.each([
    ['protection that its own empties', { protect: { addresses: [] } }],
    ['a list in place of a section', { protect: ['desk@agency.example'] }],
    ['a text in place of a policy', 'enforce'],
  ])('is not usable with %s', (_what, cleanup) => {
    const { policy, faults } = resolveAccountPolicy(configured, settings({ cleanup }));
    expect(policy.mode).toBe('report');
    expect(faults).not.toEqual([]);
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
