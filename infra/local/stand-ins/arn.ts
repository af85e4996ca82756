import { createHash } from 'node:crypto';

/** The account that every stand-in lives in. */
export const LOCAL_ACCOUNT_ID = '000000000000';

/**
 * The ARN of a secret. AWS appends six random characters; here they follow from the name, so that whoever knows the
 * name knows the ARN.
 */
export function secretArn(region: string, name: string): string {
  const suffix = createHash('sha256').update(name).digest('base64').replace(/[+/=]/g, 'x').slice(0, 6);
  return `arn:aws:secretsmanager:${region}:${LOCAL_ACCOUNT_ID}:secret:${name}-${suffix}`;
}
