import { LOCAL_ACCOUNT_ID } from '../../stand-ins/arn.ts';
import { optionalText } from '../../stand-ins/json-object.ts';
import type { AccessMapper } from '../service-request.ts';

/** A batch is authorized as its single action. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html */
export const mapSqs: AccessMapper = ({ region, operation, input }) => {
  const action = `sqs:${operation.replace(/Batch$/, '')}`;
  if (operation === 'ListQueues') return [{ action, resource: '*' }];
  const name = optionalText(input, 'QueueUrl')?.split('/').at(-1) ?? optionalText(input, 'QueueName') ?? '';
  return [{ action, resource: `arn:aws:sqs:${region}:${LOCAL_ACCOUNT_ID}:${name}` }];
};
