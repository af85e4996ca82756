import type { IncomingMessage } from 'node:http';
import type { Credential } from './credential.ts';
import { unknownKey, wrongSignature } from './error-answer.ts';
import type { Principal } from './policy.ts';
import type { Service } from './services.ts';
import { isSignedWith } from './signature.ts';

/** Who signed the request. @throws AwsError for an unknown key or a wrong signature */
export function authenticate(
  credential: Credential,
  request: IncomingMessage,
  body: Buffer | undefined,
  principals: ReadonlyMap<string, Principal>,
  protocol: Service['protocol'],
): Principal {
  const principal = principals.get(credential.accessKeyId);
  if (principal === undefined) throw unknownKey(protocol);
  const { method = '', url = '/', headers } = request;
  const { secretAccessKey } = principal;
  if (secretAccessKey === undefined) return principal;
  if (isSignedWith(secretAccessKey, credential, { method, url, headers, body })) return principal;
  throw wrongSignature(protocol);
}
