import { type ResolvedResource, type ResolvedStack, resourcesOf } from '../../template/resolve-template.ts';
import { TemplateError } from '../../template/template.ts';

/** An SQS event source mapping of the template. */
export interface SqsMapping {
  readonly logicalId: string;
  readonly queueArn: string;
  readonly queueUrl: string;
  readonly fifo: boolean;
  /** Name or ARN. */
  readonly functionName: string;
  readonly batchSize: number;
  readonly maxConcurrency: number;
  readonly reportsItemFailures: boolean;
}

interface MappingProperties {
  readonly EventSourceArn?: string;
  readonly FunctionName?: string;
  readonly BatchSize?: number;
  readonly Enabled?: boolean;
  readonly FilterCriteria?: unknown;
  readonly FunctionResponseTypes?: readonly string[];
  readonly ScalingConfig?: { readonly MaximumConcurrency?: number };
}

/** Lambda starts with two pollers unless the mapping says more. */
const DEFAULT_CONCURRENCY = 2;

/** The mappings that are enabled. @throws TemplateError for one this stack would run otherwise than AWS does. */
export function readMappings(stack: ResolvedStack): SqsMapping[] {
  return resourcesOf(stack, 'AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => properties.Enabled !== false)
    .map((resource) => readMapping(resource, stack));
}

function readMapping({ logicalId, properties }: ResolvedResource, stack: ResolvedStack): SqsMapping {
  const mapping = properties as MappingProperties;
  const queue = resourcesOf(stack, 'AWS::SQS::Queue').find(
    ({ attributes }) => attributes.Arn === mapping.EventSourceArn,
  );
  if (queue === undefined) throw new TemplateError(`${logicalId} reads from what is no queue of the template`);
  if (mapping.FunctionName === undefined) throw new TemplateError(`${logicalId} names no function`);
  if (mapping.FilterCriteria !== undefined) {
    throw new TemplateError(`${logicalId} filters, which the local stack does not, and what it drops is lost`);
  }
  return {
    logicalId,
    queueArn: queue.attributes.Arn ?? '',
    queueUrl: queue.ref,
    fifo: queue.properties.FifoQueue === true,
    functionName: mapping.FunctionName,
    batchSize: Math.min(mapping.BatchSize ?? 10, 10),
    maxConcurrency: mapping.ScalingConfig?.MaximumConcurrency ?? DEFAULT_CONCURRENCY,
    reportsItemFailures: mapping.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? false,
  };
}
