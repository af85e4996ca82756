import { Aws } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { AccountJob } from '../../shared/accounts/account-job.ts';

export interface ScheduleTarget {
  readonly arn: string;
  /** What the schedule's role may do to it. */
  readonly action: string;
  readonly input?: object;
}

export interface JobScheduleProps {
  /** `rate(15 minutes)` or `cron(15 3 * * ? *)`, UTC. */
  readonly expression: string;
  readonly target: ScheduleTarget;
  /** A run that could not be begun for so long is left to the next one. */
  readonly lateSeconds: number;
}

/** A schedule whose role may do one thing: call its target. */
export class JobSchedule extends Construct {
  constructor(scope: Construct, id: string, { expression, target, lateSeconds }: JobScheduleProps) {
    super(scope, id);
    const statement = new PolicyStatement({ actions: [target.action], resources: [target.arn] });
    const { roleArn } = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: { target: new PolicyDocument({ statements: [statement] }) },
    });
    new CfnSchedule(this, 'Schedule', {
      scheduleExpression: expression,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: target.arn,
        roleArn,
        retryPolicy: { maximumEventAgeInSeconds: lateSeconds },
        ...(target.input === undefined ? {} : { input: JSON.stringify(target.input) }),
      },
    });
  }
}

/** Hands a job for all accounts to the queue, with the schedule's own time. */
export function toAccountJobs({ queueArn }: Queue, job: Pick<AccountJob, 'job' | 'kind'>): ScheduleTarget {
  const message: AccountJob = { v: 1, ...job, scheduledAt: '<aws.scheduler.scheduled-time>' };
  return { arn: queueArn, action: 'sqs:SendMessage', input: message };
}

export function toFunction({ functionArn }: LambdaFunction): ScheduleTarget {
  return { arn: functionArn, action: 'lambda:InvokeFunction' };
}
