import { type ResolvedResource, type ResolvedStack, resourcesOf } from '../../template/resolve-template.ts';
import { TemplateError } from '../../template/template.ts';
import type { NextDue } from './next-due.ts';
import { parseScheduleExpression } from './schedule-expression.ts';

type ScheduleTarget =
  | { readonly kind: 'queue'; readonly url: string; readonly messageGroupId: string | undefined }
  | { readonly kind: 'function'; readonly arn: string };

/** An EventBridge Scheduler schedule of the template. */
export interface Schedule {
  readonly logicalId: string;
  readonly arn: string;
  readonly expression: string;
  readonly nextDue: NextDue;
  readonly target: ScheduleTarget;
  readonly roleArn: string;
  /** May hold `<aws.scheduler.scheduled-time>` and its like. */
  readonly input: string;
}

interface ScheduleProperties {
  readonly ScheduleExpression?: string;
  readonly State?: 'ENABLED' | 'DISABLED';
  readonly Target?: {
    readonly Arn?: string;
    readonly RoleArn?: string;
    readonly Input?: string;
    readonly SqsParameters?: { readonly MessageGroupId?: string };
  };
}

/** The schedules that are enabled. @throws TemplateError */
export function readSchedules(stack: ResolvedStack): Schedule[] {
  return resourcesOf(stack, 'AWS::Scheduler::Schedule')
    .filter(({ properties }) => properties.State !== 'DISABLED')
    .map((resource) => readSchedule(resource, stack));
}

function readSchedule({ logicalId, attributes, properties }: ResolvedResource, stack: ResolvedStack): Schedule {
  const { ScheduleExpression: expression = '', Target = {} } = properties as ScheduleProperties;
  const { Arn = '', RoleArn, Input = '{}', SqsParameters } = Target;
  const target = readTarget(Arn, SqsParameters?.MessageGroupId, stack);
  if (target === undefined)
    throw new TemplateError(`${logicalId} has a target that the local stack does not run: ${Arn}`);
  if (RoleArn === undefined) throw new TemplateError(`${logicalId} has no role to reach its target with`);
  return {
    logicalId,
    arn: attributes.Arn ?? '',
    expression,
    nextDue: parseScheduleExpression(expression),
    target,
    roleArn: RoleArn,
    input: Input,
  };
}

function readTarget(arn: string, messageGroupId: string | undefined, stack: ResolvedStack): ScheduleTarget | undefined {
  const resource = stack.resources.find(({ attributes }) => attributes.Arn === arn);
  if (resource?.type === 'AWS::SQS::Queue') return { kind: 'queue', url: resource.ref, messageGroupId };
  if (resource?.type === 'AWS::Lambda::Function') return { kind: 'function', arn };
  return undefined;
}
