import { createHash } from 'node:crypto';

/** The name CloudFormation would generate, but the same at every start: stack, logical id, and a digest of both. */
export function physicalName(stackName: string, logicalId: string, maxLength: number, suffix = ''): string {
  const digest = createHash('sha256').update(`${stackName}/${logicalId}`).digest('hex').slice(0, 8);
  const stem = `${stackName}-${logicalId}`.slice(0, maxLength - digest.length - 1 - suffix.length);
  return `${stem}-${digest}${suffix}`;
}
