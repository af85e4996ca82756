import { randomBytes } from 'node:crypto';
import type { Credentials } from '../lambda/process-environment.ts';

/** Credentials that look like AWS's but are worth nothing outside this run. */
export function issueCredentials(): Credentials {
  return {
    accessKeyId: `AKIALOCAL${randomBytes(6).toString('hex').slice(0, 11).toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64url'),
  };
}
