import { beforeAll, describe, expect, it } from 'vitest';
import shipped from '../../../infra/config.ts';
import { OPERATOR_ALARMS } from '../../../infra/constructs/alarms/operator-alarms.ts';
import { resourcesOf } from '../../../infra/local/template/resolve-template.ts';
import { METRICS } from '../../../shared/telemetry/metric-names.ts';
import { type CapturedMetric, captureMetrics } from '../../support/captured-metrics.ts';
import { type Synthesized, synthesizeConfig } from '../support/synthesize-config.ts';
import { countEverything } from './count-everything.ts';

interface AlarmProperties {
  readonly AlarmDescription: string;
  readonly AlarmActions: readonly string[];
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
  readonly Threshold: number;
  readonly ComparisonOperator: string;
  readonly Statistic: string;
  readonly TreatMissingData: string;
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm: number;
}

let relay: Synthesized;
let alarms: readonly AlarmProperties[];
let namespace: string;
beforeAll(async () => {
  relay = await synthesizeConfig(shipped);
  const all = resourcesOf(relay.stack, 'AWS::CloudWatch::Alarm').map(({ properties }) => properties);
  alarms = (all as unknown as AlarmProperties[]).filter(({ Namespace }) => Namespace !== 'AWS/SQS');
  namespace = relay.stack.place.stackName;
});

const describeAlarm = ({ Namespace, MetricName, Dimensions = [] }: AlarmProperties): CapturedMetric => ({
  namespace: Namespace,
  name: MetricName,
  dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value])),
});

describe('alarms for the operator', () => {
  it('stand for each cause once', () => {
    const watched = alarms.map((alarm) => JSON.stringify(describeAlarm(alarm)));
    expect(new Set(watched).size).toBe(watched.length);
    expect(watched.length).toBe(OPERATOR_ALARMS.length);
  });

  it('watch what the code counts, under the name, namespace and dimensions it counts by', async () => {
    const counted = await countEverything(captureMetrics(namespace));
    for (const alarm of alarms.filter(({ MetricName }) => MetricName !== 'webhook-throttled')) {
      expect(counted).toContainEqual(describeAlarm(alarm));
    }
  });

  it('watch throttled calls by the access log’s own status', () => {
    const [filter] = resourcesOf(relay.stack, 'AWS::Logs::MetricFilter').map(({ properties }) => properties);
    expect(filter).toMatchObject({
      FilterPattern: '{ $.status = "429" }',
      MetricTransformations: [{ MetricName: 'webhook-throttled', MetricNamespace: namespace, MetricValue: '1' }],
    });
    const [stage] = resourcesOf(relay.stack, 'AWS::ApiGatewayV2::Stage');
    expect(JSON.stringify(stage?.properties.AccessLogSettings)).toContain(String(filter?.LogGroupName));
    expect(alarms.map(({ MetricName }) => MetricName)).toContain('webhook-throttled');
  });

  it('are counted into this deployment’s own namespace by every function', () => {
    const functions = resourcesOf(relay.stack, 'AWS::Lambda::Function').map(({ properties }) => properties);
    expect(functions.length).toBeGreaterThan(8);
    for (const { Environment } of functions) {
      expect(Environment).toMatchObject({ Variables: { METRICS_NAMESPACE: namespace } });
    }
    for (const { Namespace } of alarms) expect(Namespace).toBe(namespace);
  });

  it('ring at the first count and once an hour at most, and tell somebody', () => {
    for (const alarm of alarms) {
      const { MetricName, Period, EvaluationPeriods } = alarm;
      expect(alarm, MetricName).toMatchObject({
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        Statistic: 'Sum',
        DatapointsToAlarm: 1,
        TreatMissingData: 'notBreaching',
      });
      expect(Period * EvaluationPeriods, MetricName).toBe(3_600);
      expect(alarm.AlarmActions, MetricName).toHaveLength(1);
    }
  });

  it('say what happened, who is hurt and what to run', () => {
    for (const { AlarmDescription } of alarms) {
      expect(AlarmDescription).toMatch(/^[A-Z].+\. [A-Z].+\. Run: npm run relay -- --aws [a-z].+$/);
      expect(AlarmDescription.length).toBeLessThanOrEqual(1_024);
    }
  });

  it('are never split by account: each combination is billed, and a platform has hundreds', () => {
    expect(Object.values(METRICS).flat()).not.toContain('account');
  });
});
