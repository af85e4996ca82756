import { beforeAll, describe, expect, it } from 'vitest';
import shipped from '../../infra/config.ts';
import { readRoutes } from '../../infra/local/event-sources/http-api/read-routes.ts';
import { readSchedules } from '../../infra/local/event-sources/schedules/read-schedules.ts';
import { readMappings } from '../../infra/local/event-sources/sqs/read-mappings.ts';
import { classifyResources } from '../../infra/local/template/classify-resources.ts';
import { type ResolvedResource, resourcesOf } from '../../infra/local/template/resolve-template.ts';
import { parseTemplate } from '../../infra/local/template/template.ts';
import { type Synthesized, synthesizeConfig } from './support/synthesize-config.ts';

let relay: Synthesized;
beforeAll(async () => {
  relay = await synthesizeConfig(shipped);
});

const queues = (): readonly ResolvedResource[] => resourcesOf(relay.stack, 'AWS::SQS::Queue');
const output = (name: string): Record<string, string> => JSON.parse(relay.stack.outputs[name] ?? '{}');
const timeoutOf = (nameOrArn: string): number => {
  const functions = resourcesOf(relay.stack, 'AWS::Lambda::Function');
  const found = functions.find(({ ref, attributes }) => ref === nameOrArn || attributes.Arn === nameOrArn);
  return Number(found?.properties.Timeout);
};

describe('queues', () => {
  it('go by the names of the design, each with its dead-letter queue', () => {
    const names = [
      'order-changes.fifo',
      'user-deletions.fifo',
      ...shipped.destinations.map(({ name }) => `destination-${name}.fifo`),
    ];
    const deadLetters = names.map((name) => name.replace('.fifo', '-dlq.fifo'));
    expect(Object.keys(output('Queues')).sort()).toEqual(
      [...names, ...deadLetters, 'account-jobs', 'account-jobs-dlq'].sort(),
    );
    const attributes = new Map(queues().map(({ ref, properties }) => [ref, properties]));
    for (const [name, url] of Object.entries(output('Queues'))) {
      expect(attributes.get(url)?.FifoQueue ?? false, name).toBe(name.endsWith('.fifo'));
      const redrive = attributes.get(url)?.RedrivePolicy as { deadLetterTargetArn: string } | undefined;
      expect(redrive !== undefined, name).toBe(!name.includes('-dlq'));
    }
  });

  it('lose nothing to age, to the end of the stack, or to whoever reads the disk [P1]', () => {
    for (const { logicalId, properties } of queues()) {
      expect(properties, logicalId).toMatchObject({ MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true });
      expect(parseTemplate(relay.text).Resources[logicalId], logicalId).toMatchObject({ DeletionPolicy: 'Retain' });
    }
  });

  it('let one slow message group delay no other [P6]', () => {
    for (const { properties } of queues().filter(({ properties }) => properties.FifoQueue === true)) {
      expect(properties).toMatchObject({
        DeduplicationScope: 'messageGroup',
        FifoThroughputLimit: 'perMessageGroupId',
      });
    }
  });

  it('hand out no message again while its function may still be at work', () => {
    for (const { queueUrl, functionName } of readMappings(relay.stack)) {
      const visibility = Number(queues().find(({ ref }) => ref === queueUrl)?.properties.VisibilityTimeout);
      expect(visibility, functionName).toBeGreaterThanOrEqual(6 * timeoutOf(functionName));
    }
  });

  it('let deliveries count their own attempts: receives are a backstop', () => {
    const urls = ['website', 'archive', 'bus'].map((name) => output('Queues')[`destination-${name}.fifo`]);
    for (const { properties } of queues().filter(({ ref }) => urls.includes(ref))) {
      expect((properties.RedrivePolicy as { maxReceiveCount: number }).maxReceiveCount).toBeGreaterThanOrEqual(100);
    }
  });
});

describe('functions', () => {
  it('go by the names of the design', () => {
    const deliveries = ['http-delivery-website', 'asset-archive-archive', 'event-delivery-bus'];
    const orders = ['webhook-ingest', 'order-fan-out', 'order-agenda', 'order-sweep'];
    const rest = ['account-jobs', 'webhook-registration', 'user-cleanup-plan', 'user-cleanup-apply'];
    expect(Object.keys(output('Functions')).sort()).toEqual([...deliveries, ...orders, ...rest].sort());
  });

  it('report which records of a batch failed, so that one bad message brings back no other [P6]', () => {
    const mappings = readMappings(relay.stack);
    expect(mappings).toHaveLength(6);
    for (const { logicalId, reportsItemFailures } of mappings) expect(reportsItemFailures, logicalId).toBe(true);
  });

  it('share no role, run on arm64 under a runtime that is named, and keep their logs for a while', () => {
    const functions = resourcesOf(relay.stack, 'AWS::Lambda::Function').map(({ properties }) => properties);
    expect(new Set(functions.map(({ Role }) => Role)).size).toBe(functions.length);
    for (const properties of functions) {
      expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
    }
    for (const { properties } of resourcesOf(relay.stack, 'AWS::Logs::LogGroup'))
      expect(properties.RetentionInDays).toBe(90);
  });

  it('may go round only where a job continues by design', () => {
    const looping = resourcesOf(relay.stack, 'AWS::Lambda::Function').filter(
      ({ properties }) => properties.RecursiveLoop === 'Allow',
    );
    const allowed = ['account-jobs', 'order-sweep', 'user-cleanup-plan'].map((name) => output('Functions')[name]);
    expect(looping.map(({ ref }) => ref).sort()).toEqual(allowed.sort());
  });
});

describe('the way in', () => {
  it('is one route, throttled, whose access log holds no path [P8]', () => {
    const routes = readRoutes(relay.stack);
    expect(routes.map(({ key, permitted, throttle }) => ({ key, permitted, throttle }))).toEqual([
      { key: 'POST /webhooks/{account}/{token}', permitted: true, throttle: { ratePerSecond: 50, burst: 100 } },
    ]);
    const [stage] = resourcesOf(relay.stack, 'AWS::ApiGatewayV2::Stage');
    const log = stage?.properties.AccessLogSettings as { readonly Format: string } | undefined;
    expect(log?.Format).toContain('$context.status');
    expect(log?.Format).not.toMatch(/path|routeKey|sourceIp|identity|querystring/i);
  });
});

describe('what is kept', () => {
  it('outlives the stack: queues, table, buckets, secrets', () => {
    const kept = ['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::SecretsManager::Secret', 'AWS::SQS::Queue'];
    const resources = Object.entries(parseTemplate(relay.text).Resources).filter(([, { Type }]) => kept.includes(Type));
    expect(resources.length).toBeGreaterThan(20);
    for (const [id, resource] of resources) expect(resource, id).toMatchObject({ DeletionPolicy: 'Retain' });
  });

  it('can be brought back to any minute, and forgets what has expired', () => {
    const [ledger] = resourcesOf(relay.stack, 'AWS::DynamoDB::Table');
    expect(ledger?.properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      GlobalSecondaryIndexes: [{ IndexName: 'by-time', Projection: { ProjectionType: 'ALL' } }],
    });
  });

  it('is never public, and reached by TLS alone', () => {
    const buckets = resourcesOf(relay.stack, 'AWS::S3::Bucket');
    expect(buckets).toHaveLength(5);
    for (const { properties } of buckets) {
      expect(properties.PublicAccessBlockConfiguration).toMatchObject({
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      });
    }
    const guarded = ['AWS::S3::BucketPolicy', 'AWS::SQS::QueuePolicy'].flatMap((type) =>
      resourcesOf(relay.stack, type),
    );
    expect(guarded).toHaveLength(5 + queues().length);
    for (const { properties } of guarded) expect(JSON.stringify(properties)).toContain('"aws:SecureTransport":"false"');
  });

  it('has no secret in the template: Secrets Manager makes the values [P8]', () => {
    const secrets = resourcesOf(relay.stack, 'AWS::SecretsManager::Secret').map(({ properties }) => properties);
    expect(secrets.map(({ Name }) => Name).sort()).toEqual([
      'cubicasa-relay/accounts/default',
      'cubicasa-relay/destinations/website',
    ]);
    for (const { SecretString, GenerateSecretString } of secrets) {
      expect(SecretString).toBeUndefined();
      expect(GenerateSecretString).toMatchObject({ PasswordLength: 48, ExcludePunctuation: true });
    }
    expect(
      secrets
        .map(({ GenerateSecretString }) => (GenerateSecretString as { GenerateStringKey: string }).GenerateStringKey)
        .sort(),
    ).toEqual(['secret', 'webhookToken']);
  });
});

describe('schedules and alarms', () => {
  it("send a job for all accounts with the schedule's own time", () => {
    const inputs = readSchedules(relay.stack)
      .filter(({ target }) => target.kind === 'queue')
      .map(({ input }) => JSON.parse(input));
    const scheduledAt = '<aws.scheduler.scheduled-time>';
    expect(inputs).toEqual([
      { v: 1, job: 'order-sweep', kind: 'open', scheduledAt },
      { v: 1, job: 'order-sweep', kind: 'deep', scheduledAt },
      { v: 1, job: 'order-sweep', kind: 'full', scheduledAt },
      { v: 1, job: 'user-cleanup-plan', scheduledAt },
      { v: 1, job: 'webhook-registration', scheduledAt },
    ]);
  });

  it('drain the agenda every minute and look at open orders every quarter of an hour [P2]', () => {
    const expressions = readSchedules(relay.stack).map(({ expression }) => expression);
    expect(expressions.slice(0, 2)).toEqual(['rate(1 minute)', 'rate(15 minutes)']);
  });

  it('wake somebody for each dead-letter queue, and say who is hurt and what to run', () => {
    const all = resourcesOf(relay.stack, 'AWS::CloudWatch::Alarm').map(({ properties }) => properties);
    const alarms = all.filter(({ Namespace }) => Namespace === 'AWS/SQS');
    const deadLetters = Object.keys(output('Queues')).filter((name) => name.includes('-dlq'));
    expect(alarms).toHaveLength(deadLetters.length);
    for (const name of deadLetters) {
      const alarm = alarms.find(({ AlarmDescription }) =>
        String(AlarmDescription).includes(`Messages lie in ${name}.`),
      );
      expect(alarm?.AlarmDescription).toMatch(/\. [A-Z].+\. Run: npm run relay -- --aws dlq list [a-z.-]+$/);
      expect(alarm?.AlarmActions).toHaveLength(1);
    }
  });

  it('hold no resource that the local stack does not know', () => {
    expect(classifyResources(parseTemplate(relay.text)).length).toBeGreaterThan(10);
  });
});
