import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import shipped from '../../infra/config.ts';
import type { RelayConfig } from '../../infra/configuration/relay-config.ts';
import { defineConfig, InvalidConfigError } from '../../infra/define-config.ts';
import { SMALLEST } from './support/example-config.ts';

/** What an operator may write by mistake, which the types alone would not let through here. */
type Mistake = Readonly<Record<string, unknown>>;

const MISTAKES: readonly (readonly [string, Mistake, RegExp])[] = [
  ['no alarm target', { alarms: undefined }, /alarms needs a target/],
  ['an alarm target that is no address', { alarms: { email: 'operations' } }, /alarms needs a target/],
  [
    'two alarm targets',
    { alarms: { email: 'a@b.c', topicArn: 'arn:aws:sns:eu-west-1:000000000000:t' } },
    /alarms needs/,
  ],
  ['no word on existing webhooks', { webhooks: {} }, /webhooks\.existing must be 'none'/],
  ['nothing to keep', { webhooks: { existing: { keep: [] } } }, /webhooks\.existing/],
  ['an unknown trigger', { webhooks: { existing: 'none', triggers: ['moved'] } }, /webhooks\.triggers must be one of/],
  ['no destination', { destinations: [] }, /destinations must name at least one/],
  [
    'an unknown kind',
    { destinations: [{ name: 'a', kind: 'kafka' }] },
    /destinations\[0\]\.kind must be one of queue, http/,
  ],
  ['an upper-case prefix', { prefix: 'Relay' }, /^.*prefix must be/m],
  ['a region that is none', { region: 'europe' }, /region must be an AWS region/],
  ['a field that nobody knows', { retries: 3 }, /- retries is not a known field/],
  ['a misspelt field of a part', { sweep: { callsPerHours: 1 } }, /sweep\.callsPerHours is not a known field/],
  ['a share for a number', { sweep: { callsPerHour: 0.5 } }, /sweep\.callsPerHour must be a whole number/],
  [
    'log days that CloudWatch does not know',
    { retention: { logsDays: 31 } },
    /retention\.logsDays must be one of 1, 3/,
  ],
  ['a cleanup mode that is none', { cleanup: { mode: 'delete' } }, /cleanup\.mode must be 'report' or 'enforce'/],
  ['enforcing without anybody protected', { cleanup: { mode: 'enforce' } }, /cleanup\.protect\.addresses/],
];

const DESTINATION_MISTAKES: readonly (readonly [string, Mistake, RegExp])[] = [
  ['a name that makes no queue', { name: 'My Site', kind: 'queue' }, /destinations\[0\]\.name must be/],
  ['no address', { name: 'a', kind: 'http' }, /destinations\[0\]\.url must be a web address/],
  ['an address without TLS', { name: 'a', kind: 'http', url: 'http://example.com' }, /url must begin with https/],
  ['an address with a password', { name: 'a', kind: 'http', url: 'https://u:p@example.com' }, /url must hold no name/],
  [
    'a filter by an unknown kind',
    { name: 'a', kind: 'queue', filter: { kinds: ['delivered'] } },
    /filter\.kinds holds an unknown kind/,
  ],
  ['a filter that lets nothing through', { name: 'a', kind: 'queue', filter: { statuses: [] } }, /filter\.statuses/],
  [
    'a misspelt filter',
    { name: 'a', kind: 'queue', filter: { status: ['Ready'] } },
    /filter\.status is not a known field/,
  ],
  ['a setting of another kind', { name: 'a', kind: 'queue', url: 'https://example.com' }, /url is not a known field/],
  [
    'one delivery at a time',
    { name: 'a', kind: 'archive', concurrency: 1 },
    /concurrency must be a whole number from 2/,
  ],
  ['keys that name no order', { name: 'a', kind: 'archive', keyTemplate: '{product}' }, /keyTemplate must hold/],
  ['a day that is none', { name: 'a', kind: 'queue', backfill: { since: 'May' } }, /backfill must be/],
  ['an account that is none', { name: 'a', kind: 'queue', consumerAccounts: ['1234'] }, /consumerAccounts must hold/],
];

function faultsOf(mistake: Mistake): string {
  try {
    defineConfig({ ...SMALLEST, ...mistake } as RelayConfig);
    return '';
  } catch (error) {
    if (error instanceof InvalidConfigError) return error.message;
    throw error;
  }
}

describe('a bad configuration is refused by the name of its field', () => {
  it.each(MISTAKES)('%s', (_, mistake, message) => expect(faultsOf(mistake)).toMatch(message));
  it.each(DESTINATION_MISTAKES)('%s', (_, destination, message) =>
    expect(faultsOf({ destinations: [destination] })).toMatch(message),
  );

  it('names every fault at once', () => {
    const message = faultsOf({ prefix: '1', alarms: {}, destinations: [{ name: '', kind: 'http', url: 'x' }] });
    expect(message.match(/^ {2}- /gm)).toHaveLength(4);
  });

  it('names a destination that is there twice', () => {
    const destination = { name: 'twice', kind: 'queue' };
    expect(faultsOf({ destinations: [destination, destination] })).toContain('"twice" is used more than once');
  });

  it('refuses destinations that no environment could hold', () => {
    const users = Array.from({ length: 200 }, (_, index) => `photographer-${index}@example.com`);
    expect(faultsOf({ destinations: [{ name: 'a', kind: 'queue', filter: { users } }] })).toMatch(/shorten filters/);
  });

  it('refuses a cleanup policy that does not fit beside the destinations', () => {
    const addresses = Array.from({ length: 200 }, (_, index) => `photographer-${index}@example.com`);
    expect(faultsOf({ cleanup: { protect: { addresses } } })).toMatch(/protect domains rather than many addresses/);
  });
});

describe('a good configuration', () => {
  it('has the safe defaults where nothing is said', () => {
    const { cleanup, webhooks, sweep, retention } = defineConfig(SMALLEST);
    expect(cleanup.mode).toBe('report');
    expect(webhooks.triggers).toHaveLength(4);
    expect(sweep).toMatchObject({ openEveryMinutes: 15, deepDays: 14 });
    expect(retention).toMatchObject({ revisionsDays: 400, auditLockDays: 0 });
  });

  it('is the one that is shipped, with a destination of each kind', () => {
    const named = shipped.destinations.map(({ name, kind }) => [name, kind]);
    expect(named).toEqual([
      ['own-consumer', 'queue'],
      ['website', 'http'],
      ['archive', 'archive'],
      ['bus', 'event-bus'],
    ]);
  });

  it('fits under 25 lines when it is the smallest', () => {
    const source = readFileSync(new URL('./support/example-config.ts', import.meta.url), 'utf8');
    expect(source.trim().split('\n').length).toBeLessThan(25);
  });
});
