import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { MetricName } from '../../../shared/telemetry/metric-names.ts';

/** What wakes the operator: something the functions count, who is hurt by it, and what to run. */
export interface OperatorAlarm {
  readonly metric: MetricName;
  /** Only what was counted for this reason, where the metric is split by reasons that need different answers. */
  readonly reason?: string;
  /** A sentence. */
  readonly what: string;
  /** A sentence. */
  readonly whoIsHurt: string;
  /** A command of `relay`. */
  readonly run: string;
}

const PERIOD = Duration.minutes(5);
/** An alarm that rang rings no second time before an hour went by without its cause. */
const QUIET_PERIODS = 12;

/** One page for a cause, however often it is counted within the hour. */
export function createOperatorAlarm(scope: Construct, alarm: OperatorAlarm, topic: ITopic): void {
  const { metric, reason } = alarm;
  const made = new Alarm(scope, alarmId(alarm), {
    metric: new Metric({
      namespace: Stack.of(scope).stackName,
      metricName: metric,
      ...(reason === undefined ? {} : { dimensionsMap: { reason } }),
      statistic: 'Sum',
      period: PERIOD,
    }),
    threshold: 0,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: QUIET_PERIODS,
    datapointsToAlarm: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: `${alarm.what} ${alarm.whoIsHurt} Run: npm run relay -- --aws ${alarm.run}`,
  });
  made.addAlarmAction(new SnsAction(topic));
}

function alarmId({ metric, reason }: OperatorAlarm): string {
  return ['Alarm', metric, ...(reason === undefined ? [] : [reason])].join('-');
}
