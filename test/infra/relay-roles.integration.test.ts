import { beforeAll, describe, expect, it } from 'vitest';
import { readAccountJobsEnvironment } from '../../functions/account-jobs/config.ts';
import { readAssetArchiveEnvironment } from '../../functions/asset-archive/config.ts';
import { parseArchiveSettings } from '../../functions/asset-archive/parse-settings.ts';
import { readEventDeliveryEnvironment } from '../../functions/event-delivery/config.ts';
import { readHttpDeliveryEnvironment } from '../../functions/http-delivery/config.ts';
import { parseHttpSettings } from '../../functions/http-delivery/parse-settings.ts';
import { readOrderAgendaEnvironment } from '../../functions/order-agenda/config.ts';
import { readOrderFanOutEnvironment } from '../../functions/order-fan-out/config.ts';
import { readOrderSweepEnvironment } from '../../functions/order-sweep/config.ts';
import { readUserCleanupApplyEnvironment } from '../../functions/user-cleanup-apply/config.ts';
import { readUserCleanupPlanEnvironment } from '../../functions/user-cleanup-plan/config.ts';
import { readWebhookIngestEnvironment } from '../../functions/webhook-ingest/config.ts';
import { readWebhookRegistrationEnvironment } from '../../functions/webhook-registration/config.ts';
import shipped from '../../infra/config.ts';
import { evaluate } from '../../infra/local/gateway/evaluate.ts';
import { type Role, readRoles } from '../../infra/local/roles/read-roles.ts';
import { type ResolvedResource, resourcesOf } from '../../infra/local/template/resolve-template.ts';
import { parseWebhookSettings } from '../../shared/accounts/webhook-settings.ts';
import { parseDestinations } from '../../shared/delivery/parse-destinations.ts';
import { parseSweepSettings } from '../../shared/orders/sweep-settings.ts';
import { parseCleanupPolicy } from '../../shared/users/cleanup-policy.ts';
import { type Synthesized, synthesizeConfig } from './support/synthesize-config.ts';

let relay: Synthesized;
beforeAll(async () => {
  relay = await synthesizeConfig(shipped);
});

type Environment = Readonly<Record<string, string>>;

function functionNamed(name: string): ResolvedResource {
  const physical = (JSON.parse(relay.stack.outputs.Functions ?? '{}') as Environment)[name];
  const found = resourcesOf(relay.stack, 'AWS::Lambda::Function').find(({ ref }) => ref === physical);
  if (found === undefined) throw new Error(`the stack has no function ${name}`);
  return found;
}

function environmentOf(name: string): Environment {
  const { Variables } = functionNamed(name).properties.Environment as { readonly Variables: Environment };
  return Variables;
}

function roleOf(name: string): Role {
  const role = readRoles(relay.stack).find(({ arn }) => arn === functionNamed(name).properties.Role);
  if (role === undefined) throw new Error(`${name} has no role`);
  return role;
}

const READERS: Readonly<Record<string, (env: Environment) => Environment>> = {
  'account-jobs': readAccountJobsEnvironment,
  'asset-archive-archive': readAssetArchiveEnvironment,
  'event-delivery-bus': readEventDeliveryEnvironment,
  'http-delivery-website': readHttpDeliveryEnvironment,
  'order-agenda': readOrderAgendaEnvironment,
  'order-fan-out': readOrderFanOutEnvironment,
  'order-sweep': readOrderSweepEnvironment,
  'user-cleanup-apply': readUserCleanupApplyEnvironment,
  'user-cleanup-plan': readUserCleanupPlanEnvironment,
  'webhook-ingest': readWebhookIngestEnvironment,
  'webhook-registration': readWebhookRegistrationEnvironment,
};

const PARSERS: Readonly<Record<string, (value: unknown) => unknown>> = {
  DESTINATIONS: parseDestinations,
  SWEEP: parseSweepSettings,
  WEBHOOKS: parseWebhookSettings,
  CLEANUP: parseCleanupPolicy,
};

describe('what each function is told', () => {
  it.each(Object.entries(READERS))('%s finds every variable, nothing else, within 4 KB', (name, read) => {
    const environment = environmentOf(name);
    const { METRICS_NAMESPACE, ...own } = environment;
    expect(METRICS_NAMESPACE).toBe('cubicasa-relay-prod');
    expect(read(environment)).toEqual(own);
    expect(Buffer.byteLength(Object.entries(environment).flat().join(''))).toBeLessThan(4_096);
    for (const [variable, text] of Object.entries(environment)) PARSERS[variable]?.(JSON.parse(text));
  });

  it('has settings that each delivery function can read', () => {
    expect(parseHttpSettings(JSON.parse(environmentOf('http-delivery-website').DESTINATION ?? ''))).toMatchObject({
      name: 'website',
      allowPrivateHosts: [],
    });
    const archive = parseArchiveSettings(JSON.parse(environmentOf('asset-archive-archive').DESTINATION ?? ''));
    expect(archive.allowedHosts).toEqual(['*.amazonaws.com']);
  });

  it('holds the address that is registered with CubiCasa', () => {
    const { WEBHOOK_BASE_URL } = environmentOf('webhook-registration');
    expect(WEBHOOK_BASE_URL).toBe(relay.stack.outputs.WebhookBaseUrl);
    expect(WEBHOOK_BASE_URL).toMatch(/^https:\/\/.+\/webhooks$/);
  });
});

describe('what each role may do [P10]', () => {
  it('is nothing to everything: no action and no whole resource is a wildcard', () => {
    for (const { name, statements } of readRoles(relay.stack)) {
      for (const { Action = '*', Resource = '*', NotAction, NotResource } of statements) {
        expect([NotAction, NotResource], name).toEqual([undefined, undefined]);
        for (const action of [Action].flat()) expect(action, name).not.toContain('*');
        for (const resource of [Resource].flat()) expect(resource, name).toMatch(/^arn:aws:[^*]+[^:*]\*?$/);
      }
    }
  });

  it('never is to scan the ledger, delete an object, or read a whole list of secrets', () => {
    const actions = readRoles(relay.stack).flatMap(({ statements }) => statements.flatMap(({ Action = [] }) => Action));
    for (const action of ['dynamodb:Scan', 's3:DeleteObject', 'secretsmanager:ListSecrets', 'sqs:PurgeQueue']) {
      expect(actions).not.toContain(action);
    }
  });

  const queue = (name: string): string => {
    const url = (JSON.parse(relay.stack.outputs.Queues ?? '{}') as Environment)[name];
    return resourcesOf(relay.stack, 'AWS::SQS::Queue').find(({ ref }) => ref === url)?.attributes.Arn ?? '';
  };
  const object = (bucket: string, key: string): string => `arn:aws:s3:::${relay.stack.outputs[bucket]}/${key}`;
  const secret = (name: string): string =>
    `arn:aws:secretsmanager:eu-west-1:000000000000:secret:cubicasa-relay/${name}-AbCdEf`;

  const LIMITS: readonly (readonly [string, string, () => string, 'allow' | 'deny'])[] = [
    ['webhook-ingest', 'sqs:SendMessage', () => queue('order-changes.fifo'), 'allow'],
    ['webhook-ingest', 'sqs:SendMessage', () => queue('destination-own-consumer.fifo'), 'deny'],
    ['webhook-ingest', 'sqs:ReceiveMessage', () => queue('order-changes.fifo'), 'deny'],
    ['webhook-ingest', 's3:PutObject', () => object('RevisionsBucket', 'parked/a/1.json'), 'allow'],
    ['webhook-ingest', 's3:PutObject', () => object('RevisionsBucket', 'revisions/a/1.json'), 'deny'],
    ['webhook-ingest', 'secretsmanager:GetSecretValue', () => secret('destinations/website'), 'deny'],
    ['order-fan-out', 'secretsmanager:GetSecretValue', () => secret('accounts/any-customer'), 'allow'],
    ['order-fan-out', 'sqs:SendMessage', () => queue('destination-bus.fifo'), 'allow'],
    ['order-fan-out', 'sqs:SendMessage', () => queue('user-deletions.fifo'), 'deny'],
    ['order-fan-out', 's3:PutObject', () => object('RevisionsBucket', 'large/a/1.json'), 'allow'],
    ['order-sweep', 'sqs:SendMessage', () => queue('destination-own-consumer.fifo'), 'deny'],
    ['http-delivery-website', 'sqs:ReceiveMessage', () => queue('destination-archive.fifo'), 'deny'],
    ['http-delivery-website', 'sqs:SendMessage', () => queue('destination-website-dlq.fifo'), 'allow'],
    ['http-delivery-website', 's3:PutObject', () => object('RevisionsBucket', 'large/a/1.json'), 'allow'],
    ['http-delivery-website', 's3:GetObject', () => object('RevisionsBucket', 'revisions/a/1.json'), 'deny'],
    ['asset-archive-archive', 'sqs:SendMessage', () => queue('destination-own-consumer.fifo'), 'allow'],
    ['asset-archive-archive', 'secretsmanager:GetSecretValue', () => secret('destinations/website'), 'deny'],
    ['event-delivery-bus', 'secretsmanager:GetSecretValue', () => secret('accounts/default'), 'deny'],
    ['user-cleanup-plan', 'sqs:SendMessage', () => queue('user-deletions.fifo'), 'allow'],
    ['user-cleanup-apply', 'sqs:SendMessage', () => queue('user-deletions.fifo'), 'deny'],
    ['user-cleanup-apply', 's3:PutObject', () => object('AuditBucket', 'a/1.json'), 'allow'],
    ['user-cleanup-apply', 's3:PutObject', () => object('RostersBucket', 'roster.csv'), 'deny'],
    ['account-jobs', 'lambda:InvokeFunction', () => functionNamed('order-sweep').attributes.Arn ?? '', 'allow'],
    ['account-jobs', 'lambda:InvokeFunction', () => functionNamed('user-cleanup-apply').attributes.Arn ?? '', 'deny'],
    ['account-jobs', 'secretsmanager:GetSecretValue', () => secret('accounts/default'), 'deny'],
  ];

  it.each([
    ['accounts', 'allow'],
    ['default#activity', 'deny'],
  ])('webhook-ingest may query the ledger’s partition %s: %s', (partition, expected) => {
    const context = { 'dynamodb:leadingkeys': [partition] };
    const resource = resourcesOf(relay.stack, 'AWS::DynamoDB::Table')[0]?.attributes.Arn ?? '';
    const { statements } = roleOf('webhook-ingest');
    expect(evaluate(statements, { action: 'dynamodb:Query', resource, context })).toBe(expected);
  });

  it.each(LIMITS)('%s: %s', (name, action, resource, expected) => {
    const context = { 'secretsmanager:versionstage': ['AWSCURRENT'] };
    expect(evaluate(roleOf(name).statements, { action, resource: resource(), context }), resource()).toBe(expected);
  });
});
