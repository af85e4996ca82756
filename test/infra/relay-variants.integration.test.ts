import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, Stack } from 'aws-cdk-lib';
import { afterAll, describe, expect, it } from 'vitest';
import { synthesize } from '../../infra/build/synth.ts';
import { MissingBundleError, RelayFunction } from '../../infra/constructs/relay-function.ts';
import { defineConfig } from '../../infra/define-config.ts';
import { resourcesOf } from '../../infra/local/template/resolve-template.ts';
import { createRelayApp } from '../../infra/relay-app.ts';
import { SMALLEST } from './support/example-config.ts';
import { writeStubBundles } from './support/stub-bundles.ts';
import { synthesizeConfig } from './support/synthesize-config.ts';

const dir = mkdtempSync(join(tmpdir(), 'relay-variants-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

it('gives the smallest configuration one destination queue and no delivery function, archive, bus or signing secret', async () => {
  const { stack } = await synthesizeConfig(defineConfig(SMALLEST));
  const count = (type: string): number => resourcesOf(stack, type).length;
  expect(count('AWS::Lambda::Function')).toBe(8);
  expect(count('AWS::SQS::Queue')).toBe(8);
  expect(count('AWS::S3::Bucket')).toBe(4);
  expect(count('AWS::Events::EventBus')).toBe(0);
  expect(count('AWS::SecretsManager::Secret')).toBe(1);
  const bucket = (name: string) =>
    resourcesOf(stack, 'AWS::S3::Bucket').find(({ logicalId }) => logicalId.includes(name))?.properties;
  expect(bucket('Listings')).toHaveProperty('LifecycleConfiguration.Rules.0.ExpirationInDays', 3);
  expect(bucket('Audit')).toMatchObject({ VersioningConfiguration: { Status: 'Enabled' } });
  expect(stack.outputs).toMatchObject({ ArchiveBuckets: '{}', AccountSecretPrefix: 'cubicasa-relay' });
});

it('follows what an operator chooses: a lock, a topic, a bus, a consumer elsewhere', async () => {
  const topicArn = 'arn:aws:sns:eu-west-1:000000000000:on-call';
  const { stack } = await synthesizeConfig(
    defineConfig({
      ...SMALLEST,
      alarms: { topicArn },
      retention: { auditLockDays: 365, revisionsDays: 100 },
      destinations: [
        { name: 'partner', kind: 'queue', consumerAccounts: ['111122223333'], visibilityTimeoutSeconds: 900 },
        { name: 'events', kind: 'event-bus', eventBusName: 'company', draining: true, concurrency: 2 },
      ],
    }),
  );
  const text = (type: string): string => JSON.stringify(resourcesOf(stack, type).map(({ properties }) => properties));
  expect(text('AWS::S3::Bucket')).toContain('"DefaultRetention":{"Days":365,"Mode":"GOVERNANCE"}');
  expect(text('AWS::S3::Bucket')).toContain('"ExpirationInDays":100,"Prefix":"revisions/"');
  expect(text('AWS::CloudWatch::Alarm')).toContain(topicArn);
  expect(text('AWS::SQS::QueuePolicy')).toContain('arn:aws:iam::111122223333:root');
  expect(text('AWS::IAM::Role')).toContain('event-bus/company');
  expect(resourcesOf(stack, 'AWS::Events::EventBus')).toHaveLength(0);
  expect(stack.outputs.EventBusName).toBe('company');
  expect(text('AWS::Lambda::Function')).toContain('\\"draining\\":true');
});

it('names the function whose bundle is missing', async () => {
  const bundles = writeStubBundles(join(dir, 'partial'), ['order-fan-out']);
  const attempt = synthesize({ outdir: join(dir, 'missing'), config: defineConfig(SMALLEST), bundles });
  await expect(attempt).rejects.toThrow(MissingBundleError);
  await expect(attempt).rejects.toThrow('functions/order-fan-out');
});

describe('a grant with a wildcard', () => {
  const bundles = writeStubBundles(join(dir, 'functions'));
  const appGranting = (id: string, reason: { readonly wildcardBecause?: string }): App => {
    const app = createRelayApp({ config: defineConfig(SMALLEST), bundles, outdir: join(dir, id) });
    const grants = [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::somewhere/*'], ...reason }];
    const stack = new Stack(app, id);
    new RelayFunction(stack, 'Curious', { job: 'order-agenda', bundles, logsDays: 90, environment: {}, grants });
    return app;
  };

  it('is refused by the synthesis where nobody gave a reason', () => {
    expect(() => appGranting('unexplained', {}).synth()).toThrow(/wildcard permissions[\s\S]+Curious/);
  });

  it('passes with its reason', () => {
    expect(() => appGranting('explained', { wildcardBecause: 'a test says so' }).synth()).not.toThrow();
  });
});
