import { LOCAL_ACCOUNT_ID } from '../../stand-ins/arn.ts';
import { readInvocationPath } from '../../stand-ins/invocation-path.ts';
import type { AccessMapper } from '../service-request.ts';

/** Only the invocation of a function by name is known. */
export const mapLambda: AccessMapper = ({ region, method, url }) => {
  const target = method === 'POST' ? readInvocationPath(url) : undefined;
  if (target === undefined) return [];
  const qualifier = target.qualifier === undefined ? '' : `:${target.qualifier}`;
  const resource = `arn:aws:lambda:${region}:${LOCAL_ACCOUNT_ID}:function:${target.name}${qualifier}`;
  return [{ action: 'lambda:InvokeFunction', resource }];
};
