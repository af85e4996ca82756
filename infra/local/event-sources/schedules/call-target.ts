import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Schedule } from './read-schedules.ts';
import { scheduleInput } from './schedule-input.ts';

/** Clients with the credentials of the schedule's own role, so that a missing grant shows. */
export interface ScheduleClients {
  readonly sqs: SQSClient;
  readonly lambda: LambdaClient;
}

/** One run of a schedule. @throws what the target's service answers, `AccessDenied` included */
export async function callTarget(schedule: Schedule, scheduledAt: number, clients: ScheduleClients): Promise<void> {
  const input = scheduleInput(schedule, scheduledAt);
  const { target } = schedule;
  if (target.kind === 'function') {
    await clients.lambda.send(
      new InvokeCommand({ FunctionName: target.arn, InvocationType: 'Event', Payload: Buffer.from(input) }),
    );
    return;
  }
  const group = target.messageGroupId === undefined ? {} : { MessageGroupId: target.messageGroupId };
  await clients.sqs.send(new SendMessageCommand({ QueueUrl: target.url, MessageBody: input, ...group }));
}
