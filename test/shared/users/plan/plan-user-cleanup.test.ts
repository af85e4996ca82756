import { describe, expect, it } from 'vitest';
import {
  COLLEAGUE_ADDRESSES,
  daysAgo,
  type Given,
  planOf,
  record,
  rosterOf,
  user,
  verdictOn,
  worked,
} from '../build-knowledge.ts';

const roster = { key: 'staff.csv', leftOnColumn: 'left' };
const enforce = { mode: 'enforce', roster, protect: { addresses: ['desk@agency.example'] } };
const onRoster = rosterOf(COLLEAGUE_ADDRESSES);
const marked = (id: string, days: number) => record(id, { mark: { since: daysAgo(days), mode: 'enforce' } });
const gone = { users: [user('x')], roster: onRoster, records: [marked('x', 15)], policy: enforce };
const request = { v: 1 as const, address: 'x@agency.example', reason: 'left', by: 'op', at: daysAgo(1) };
const requested = { marks: { leavers: new Map([[request.address, request]]) } };

describe('evidence', () => {
  it.each<[string, Given, string, string[]]>([
    ['nothing', { users: [user('x')] }, 'keep', []],
    ['the roster', { users: [user('x')], roster: onRoster, policy: enforce }, 'mark', ['not-on-roster']],
    [
      'the domain',
      { users: [user('x', { email: 'x@else.example' })], policy: { allowedDomains: ['agency.example'] } },
      'mark',
      ['outside-domains'],
    ],
    [
      'a subdomain',
      { users: [user('x', { email: 'x@eu.agency.example' })], policy: { allowedDomains: ['Agency.example'] } },
      'keep',
      [],
    ],
    [
      'inactivity that needs another rule',
      {
        users: [user('x')],
        work: [...COLLEAGUE_ADDRESSES.map((a) => worked(a, daysAgo(1))), worked('x@agency.example', daysAgo(91))],
        policy: { inactivity: { days: 90 } },
      },
      'keep',
      ['inactive', 'needs-second-rule'],
    ],
    [
      'inactivity alone',
      {
        users: [user('x')],
        work: [worked('x@agency.example', daysAgo(91))],
        policy: { inactivity: { days: 90, alone: true } },
      },
      'mark',
      ['inactive'],
    ],
    [
      'inactivity of another role',
      { users: [user('x', { role: 'User' })], policy: { inactivity: { days: 90, alone: true } } },
      'keep',
      [],
    ],
    [
      'no order ever, but made recently',
      { users: [user('x', { createdAt: daysAgo(20) })], policy: { inactivity: { days: 90, alone: true } } },
      'keep',
      [],
    ],
    [
      'no order ever, and no date',
      { users: [user('x', { createdAt: null })], policy: { inactivity: { days: 90, alone: true } } },
      'keep',
      [],
    ],
    [
      'work under an old address',
      {
        users: [user('x')],
        records: [record('x', { addresses: ['old@agency.example'] })],
        work: [worked('old@agency.example', daysAgo(40))],
        policy: { inactivity: { days: 90, alone: true } },
      },
      'keep',
      [],
    ],
    [
      'an invitation without any order',
      { users: [user('x', { confirmed: false })], policy: { unconfirmedDays: 30 } },
      'mark',
      ['unconfirmed'],
    ],
    [
      'an unconfirmed user with an order',
      {
        users: [user('x', { confirmed: false })],
        work: [worked('x@agency.example', daysAgo(200))],
        policy: { unconfirmedDays: 30 },
      },
      'keep',
      [],
    ],
    [
      'an address in other letters',
      {
        users: [user('x', { email: 'X@Agency.EXAMPLE' })],
        roster: rosterOf([...COLLEAGUE_ADDRESSES, 'x@agency.example']),
        policy: enforce,
      },
      'keep',
      [],
    ],
    [
      'an address decomposed',
      {
        users: [user('x', { email: 'jose\u0301@agency.example' })],
        roster: rosterOf([...COLLEAGUE_ADDRESSES, 'jos\u00e9@agency.example']),
        policy: enforce,
      },
      'keep',
      [],
    ],
  ])('of %s', (_what, given, verdict, reasons) => {
    expect(verdictOn('x', given)).toMatchObject({ verdict, reasons });
  });

  it.each<[string, Given['activity'], string]>([
    ['nobody looked whose address a draft carries', { draftCarries: null }, 'activity-unverified'],
    ['drafts carry their owner', { draftCarries: 'owner' }, 'activity-shows-owner'],
    ['drafts carry the company', { draftCarries: 'company' }, 'activity-shows-company'],
    ['old orders are not counted yet', { complete: false }, 'activity-incomplete'],
  ])('from missing orders is blocked while %s', (_what, activity, doubt) => {
    const policy = { inactivity: { days: 90, alone: true } };
    const verdict = verdictOn('x', { users: [user('x')], activity: { ...activity }, policy });
    expect(verdict).toMatchObject({ verdict: 'blocked', reasons: [doubt] });
  });

  it.each(['stranger@agency.example', '-'])('from missing orders is blocked while %s is at work', (address) => {
    const policy = { inactivity: { days: 90, alone: true } };
    const verdict = verdictOn('x', { users: [user('x')], work: [worked(address, daysAgo(3))], policy });
    expect(verdict).toMatchObject({ verdict: 'blocked', reasons: ['activity-unattributed'] });
  });
});

describe('protection', () => {
  it.each<[string, Partial<Given>, string]>([
    ['a manager', { users: [user('x', { role: 'Manager' }), user('y', { role: 'Manager' })] }, 'protected-role'],
    [
      'a manager in other letter case',
      { users: [user('x', { role: 'MANAGER' }), user('y', { role: 'Manager' })] },
      'protected-role',
    ],
    ['an unknown role', { users: [user('x', { role: 'Owner' })] }, 'unknown-role'],
    ['a listed address', { policy: { ...enforce, protect: { addresses: ['X@agency.example'] } } }, 'protected-address'],
    ['a listed domain', { policy: { ...enforce, protect: { domains: ['agency.example'] } } }, 'protected-domain'],
    ['a young user', { users: [user('x', { createdAt: daysAgo(3) })] }, 'too-young'],
    ['a user of unknown age', { users: [user('x', { createdAt: null })] }, 'unknown-age'],
    ['a user without an address', { users: [user('x', { email: null })], records: [] }, 'no-address'],
    ['a user with an open order', { activity: { withOpenOrder: new Set(['x@agency.example']) } }, 'open-order'],
  ])('keeps %s', (_what, given, protection) => {
    const verdict = verdictOn('x', { ...gone, ...given });
    expect(verdict.verdict).toBe('keep');
    expect(verdict.reasons).toContain(protection);
  });

  it('does not keep somebody who left, but for listed addresses', () => {
    const left = { ...gone, ...requested, users: [user('x', { role: 'User', createdAt: daysAgo(3) })] };
    expect(verdictOn('x', left).verdict).toBe('delete');
    const listed = { ...left, policy: { ...enforce, protect: { addresses: ['x@agency.example'] } } };
    expect(verdictOn('x', listed)).toMatchObject({ verdict: 'keep', leaver: { source: 'request' } });
  });

  it('keeps the last managers, even those who left', () => {
    const left = { ...gone, ...requested, users: [user('x', { role: 'manager' })] };
    expect(verdictOn('x', left)).toMatchObject({
      verdict: 'keep',
      reasons: ['manager-floor', 'removal-requested', 'not-on-roster'],
    });
    expect(verdictOn('x', { ...left, users: [...left.users, user('boss', { role: 'Manager' })] }).verdict).toBe(
      'delete',
    );
  });

  it('counts a manager whose deletion was begun as gone', () => {
    const deletion = {
      planId: 'p',
      approver: 'op',
      begunAt: daysAgo(0),
      outcome: 'deleting' as const,
      deletedAt: null,
      announced: false,
      recordKey: 'k',
    };
    const users = [user('x', { role: 'Manager' }), user('boss', { role: 'Manager' })];
    expect(verdictOn('x', { ...gone, ...requested, users, records: [record('boss', { deletion })] }).verdict).toBe(
      'keep',
    );
  });
});

describe('time', () => {
  it.each<[string, Given, string]>([
    ['marks first', { ...gone, records: [] }, 'mark'],
    ['waits for the grace', { ...gone, records: [marked('x', 13.9)] }, 'mark'],
    ['deletes after it', gone, 'delete'],
    [
      'does not count a mark of report mode',
      { ...gone, records: [record('x', { mark: { since: daysAgo(15), mode: 'report' } })] },
      'mark',
    ],
    ['does not count a mark from the future', { ...gone, records: [marked('x', -1)] }, 'mark'],
    [
      'begins anew after work since the mark',
      { ...gone, records: [marked('x', 40)], work: [worked('x@agency.example', daysAgo(20))] },
      'mark',
    ],
    ['keeps whoever worked within the grace', { ...gone, work: [worked('x@agency.example', daysAgo(3))] }, 'keep'],
    [
      'lets a person go at once whom the roster says left',
      {
        ...gone,
        records: [],
        roster: rosterOf([...COLLEAGUE_ADDRESSES, { address: 'x@agency.example', leftOn: daysAgo(1) }]),
      },
      'delete',
    ],
    [
      'keeps a person who leaves tomorrow',
      { ...gone, roster: rosterOf([...COLLEAGUE_ADDRESSES, { address: 'x@agency.example', leftOn: daysAgo(-1) }]) },
      'keep',
    ],
    [
      'gives grace to a person invited again after leaving',
      {
        ...gone,
        records: [],
        users: [user('x', { createdAt: daysAgo(30) })],
        roster: rosterOf([...COLLEAGUE_ADDRESSES, { address: 'x@agency.example', leftOn: daysAgo(60) }]),
      },
      'mark',
    ],
  ])('%s', (_what, given, verdict) => {
    expect(verdictOn('x', given).verdict).toBe(verdict);
  });

  it('does not know whether somebody without a date was invited again after the request, and keeps them', () => {
    const undated = { ...gone, ...requested, records: [], users: [user('x', { createdAt: null })] };
    expect(verdictOn('x', undated)).toMatchObject({ verdict: 'keep', leaver: null });
    expect(verdictOn('x', undated).reasons).toEqual(['unknown-age', 'removal-requested', 'not-on-roster']);
  });

  it('does not mean somebody whose old address is another user’s by now', () => {
    const records = [record('y', { addresses: ['x@agency.example', 'y@agency.example'] })];
    const users = [user('x'), user('y')];
    const asked = { ...gone, ...requested, records, users, policy: { ...enforce, roster: null } };
    expect(verdictOn('x', asked).verdict).toBe('delete');
    expect(verdictOn('y', asked)).toMatchObject({ verdict: 'keep', leaver: null });
    expect(verdictOn('y', { ...asked, users: [user('y')] }).verdict).toBe('delete');
    const left = rosterOf([...COLLEAGUE_ADDRESSES, { address: 'x@agency.example', leftOn: daysAgo(1) }]);
    const judged = { ...gone, records, users, roster: left };
    expect(verdictOn('x', judged)).toMatchObject({ verdict: 'delete', reasons: ['left-roster'] });
    expect(verdictOn('y', judged)).toMatchObject({ verdict: 'mark', reasons: ['not-on-roster'] });
  });

  it('does not mean somebody who was invited again after the request', () => {
    const again = {
      ...gone,
      ...requested,
      records: [],
      users: [user('x', { createdAt: daysAgo(0.5) })],
      policy: { ...enforce, roster: null },
    };
    expect(verdictOn('x', again)).toMatchObject({ verdict: 'keep', leaver: null });
  });
});

describe('gates', () => {
  const standing = { parked: false, otherCompany: false, paused: false, policyInvalid: false };
  it.each<[string, Partial<Given>]>([
    ['roster-missing', { roster: { state: 'missing' } }],
    ['roster-unparsable', { roster: { state: 'unparsable', reason: 'row 1' } }],
    ['roster-empty', { roster: rosterOf([]) }],
    ['roster-stale', { roster: rosterOf(COLLEAGUE_ADDRESSES, { modifiedAt: daysAgo(2) }) }],
    ['roster-from-the-future', { roster: rosterOf(COLLEAGUE_ADDRESSES, { modifiedAt: daysAgo(-1) }) }],
    ['roster-shrank', { roster: rosterOf(COLLEAGUE_ADDRESSES, { largestSize: 7 }) }],
    ['roster-matches-too-few', { roster: rosterOf(COLLEAGUE_ADDRESSES.slice(0, 2)) }],
    ['listing-inconsistent', { listing: { consistent: false } }],
    ['account-parked', { marks: { standing: { ...standing, parked: true } } }],
    ['other-company', { marks: { standing: { ...standing, otherCompany: true } } }],
    ['paused', { marks: { standing: { ...standing, paused: true } } }],
    ['policy-invalid', { marks: { standing: { ...standing, policyInvalid: true } } }],
  ])('%s deletes nobody, whatever the evidence', (gate, given) => {
    const marks = { records: new Map(gone.records.map((one) => [one.userId, one])), ...given.marks };
    const plan = planOf({ ...gone, policy: { ...enforce, allowedDomains: ['other.example'] }, ...given, marks });
    expect(plan.gates).toContain(gate);
    expect(plan.verdicts.filter(({ verdict }) => verdict === 'delete')).toEqual([]);
  });
});

describe('the breaker', () => {
  const many = Array.from({ length: 20 }, (_, place) => user(`x${place}`));
  const records = many.map(({ id }) => marked(id, 20));
  const breaker = { count: 10, share: 0.5 };

  it('stops twenty who would go at once', () => {
    const addresses = Array.from({ length: 40 }, (_, place) => user(`stays${place}`));
    const plan = planOf({
      users: [...many, ...addresses],
      roster: rosterOf([...COLLEAGUE_ADDRESSES, ...addresses.map(({ email }) => email ?? '')]),
      records,
      policy: { ...enforce, breaker },
    });
    expect(plan.breaker).toEqual({ limit: 10, used: 0, wanted: 20, exceeded: true });
  });

  it('counts what was begun in the last 30 days, each person once', () => {
    const deletions = [
      ...['g1', 'g2', 'g2'].map((userId) => ({ userId, begunAt: daysAgo(29) })),
      { userId: 'g3', begunAt: daysAgo(31) },
    ];
    const plan = planOf({
      ...gone,
      marks: { deletions, records: new Map([['x', marked('x', 15)]]) },
      policy: { ...enforce, breaker },
    });
    expect(plan.breaker).toEqual({ limit: 4, used: 2, wanted: 1, exceeded: false });
  });
});
