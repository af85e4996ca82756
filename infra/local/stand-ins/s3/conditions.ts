import { AwsError } from '../aws-error.ts';

export interface Conditions {
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
}

/**
 * Whether a write may go on, where `current` is the ETag of what stands there.
 * @throws AwsError 412 when it may not, 404 for `If-Match` on nothing
 */
export function checkWrite(current: string | undefined, { ifMatch, ifNoneMatch }: Conditions): void {
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') {
    throw new AwsError('NotImplemented', 'S3 takes only * for If-None-Match on a write', 501);
  }
  if (ifNoneMatch === '*' && current !== undefined) throw preconditionFailed('If-None-Match');
  if (ifMatch === undefined) return;
  if (current === undefined) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
  if (!names(ifMatch, current)) throw preconditionFailed('If-Match');
}

/** How a read is to be answered. @throws AwsError 412 when `If-Match` names another ETag */
export function checkRead(current: string, { ifMatch, ifNoneMatch }: Conditions): 'answer' | 'not-modified' {
  if (ifMatch !== undefined && !names(ifMatch, current)) throw preconditionFailed('If-Match');
  return ifNoneMatch !== undefined && names(ifNoneMatch, current) ? 'not-modified' : 'answer';
}

function names(header: string, etag: string): boolean {
  const candidates = header.split(',').map((candidate) => candidate.trim().replaceAll('"', ''));
  return candidates.includes('*') || candidates.includes(etag);
}

function preconditionFailed(header: string): AwsError {
  return new AwsError(
    'PreconditionFailed',
    `At least one of the pre-conditions you specified did not hold: ${header}`,
    412,
  );
}
