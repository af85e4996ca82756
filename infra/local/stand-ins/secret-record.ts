import { AwsError } from './aws-error.ts';
import type { JsonObject } from './json-object.ts';

export interface SecretVersion {
  readonly id: string;
  readonly createdAt: number;
  readonly text?: string;
  /** Base64, as the protocol carries it. */
  readonly binary?: string;
}

export interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  description?: string | undefined;
  kmsKeyId?: string | undefined;
  tags: unknown;
  changedAt: number;
  deletedAt?: number | undefined;
  current?: SecretVersion | undefined;
  previous?: SecretVersion | undefined;
}

export function addVersion(secret: Secret, version: SecretVersion): void {
  secret.previous = secret.current;
  secret.current = version;
  secret.changedAt = version.createdAt;
}

/** The version a request names by id or stage; the current one when it names none. @throws AwsError */
export function selectVersion(secret: Secret, id: string | undefined, stage = 'AWSCURRENT'): SecretVersion {
  const staged = stage === 'AWSPREVIOUS' ? secret.previous : stage === 'AWSCURRENT' ? secret.current : undefined;
  const version =
    id === undefined ? staged : [secret.current, secret.previous].find((candidate) => candidate?.id === id);
  if (version !== undefined) return version;
  throw new AwsError(
    'ResourceNotFoundException',
    `Secrets Manager can't find the specified secret value for ${id === undefined ? `staging label: ${stage}` : `VersionId: ${id}`}`,
  );
}

export function stagesOf(secret: Secret, version: SecretVersion): string[] {
  return version === secret.current ? ['AWSCURRENT'] : ['AWSPREVIOUS'];
}

export function describeSecret(secret: Secret): JsonObject {
  const versions = [secret.current, secret.previous].filter((version) => version !== undefined);
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    KmsKeyId: secret.kmsKeyId,
    Tags: secret.tags,
    CreatedDate: secret.createdAt / 1000,
    LastChangedDate: secret.changedAt / 1000,
    DeletedDate: secret.deletedAt === undefined ? undefined : secret.deletedAt / 1000,
    VersionIdsToStages: Object.fromEntries(versions.map((version) => [version.id, stagesOf(secret, version)])),
  };
}
