import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { RelayQueue } from '../relay-queue.ts';

/** Wakes the operator when a message lies in a queue's dead-letter queue: who is hurt, and what to run. */
export function createDeadLetterAlarm(queue: RelayQueue, topic: ITopic): void {
  const alarm = new Alarm(queue, 'DeadLetterAlarm', {
    metric: queue.deadLetterQueue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
    threshold: 0,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: `Messages lie in ${queue.deadLetterName}. ${queue.whoIsHurt} Run: npm run relay -- --aws dlq list ${queue.name}`,
  });
  alarm.addAlarmAction(new SnsAction(topic));
}
