import { secretArn } from '../../stand-ins/arn.ts';
import { optionalText } from '../../stand-ins/json-object.ts';
import type { AccessMapper } from '../service-request.ts';

const WITHOUT_RESOURCE = ['ListSecrets', 'GetRandomPassword'];

/** A secret is authorized by its whole ARN, with the suffix that a name does not show. */
export const mapSecretsmanager: AccessMapper = ({ region, operation, input }) => {
  const action = `secretsmanager:${operation}`;
  if (WITHOUT_RESOURCE.includes(operation)) return [{ action, resource: '*' }];
  const id = optionalText(input, 'SecretId') ?? optionalText(input, 'Name') ?? '';
  const stage = optionalText(input, 'VersionStage') ?? 'AWSCURRENT';
  const context = operation === 'GetSecretValue' ? { context: { 'secretsmanager:versionstage': [stage] } } : {};
  return [{ action, resource: secretArn(region, secretName(id)), ...context }];
};

/** A secret may be named by its ARN, whole or without the suffix. */
function secretName(id: string): string {
  const [, name] = /^arn:aws:secretsmanager:[^:]*:\d{12}:secret:(.+)$/.exec(id) ?? [];
  if (name === undefined) return id;
  const whole = name.replace(/-\w{6}$/, '');
  return secretArn('', whole).endsWith(`:${name}`) ? whole : name;
}
