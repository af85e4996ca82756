import { randomUUID } from 'node:crypto';
import { secretArn } from './arn.ts';
import { AwsError } from './aws-error.ts';
import { generatePassword, parsePasswordRules } from './generate-password.ts';
import { type JsonObject, optionalText, requireText } from './json-object.ts';
import { matchesSecretFilters } from './secret-filters.ts';
import {
  addVersion,
  describeSecret,
  type Secret,
  type SecretVersion,
  selectVersion,
  stagesOf,
} from './secret-record.ts';

type Action = (input: JsonObject) => JsonObject;

export interface SecretVault {
  readonly create: Action;
  readonly getValue: Action;
  readonly putValue: Action;
  readonly update: Action;
  readonly describe: Action;
  readonly remove: Action;
  readonly restore: Action;
  readonly list: Action;
  readonly randomPassword: Action;
}

/** Secrets by name; every action takes and answers what the AWS operation of that name does. */
export function createSecretVault(region: string, now: () => number): SecretVault {
  const secrets = new Map<string, Secret>();

  /** @throws AwsError when there is none */
  function find(input: JsonObject): Secret {
    const id = requireText(input, 'SecretId');
    const secret = secrets.get(id) ?? [...secrets.values()].find(({ arn }) => arn === id || arn.startsWith(`${id}-`));
    if (secret !== undefined) return secret;
    throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }

  /** @throws AwsError when there is none, or it is marked for deletion */
  function findUsable(input: JsonObject): Secret {
    const secret = find(input);
    if (secret.deletedAt === undefined) return secret;
    throw new AwsError(
      'InvalidRequestException',
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  }

  function nextVersion(input: JsonObject): SecretVersion | undefined {
    const text = optionalText(input, 'SecretString');
    const binary = optionalText(input, 'SecretBinary');
    if (text === undefined && binary === undefined) return undefined;
    const id = optionalText(input, 'ClientRequestToken') ?? randomUUID();
    return {
      id,
      createdAt: now(),
      ...(text === undefined ? {} : { text }),
      ...(binary === undefined ? {} : { binary }),
    };
  }

  /** A repeat under the same token changes nothing. */
  function write(secret: Secret, input: JsonObject): JsonObject {
    const version = nextVersion(input);
    if (version !== undefined && version.id !== secret.current?.id) addVersion(secret, version);
    return { ...identity(secret), VersionId: version?.id };
  }

  return {
    create(input) {
      const name = requireText(input, 'Name');
      const token = optionalText(input, 'ClientRequestToken');
      const existing = secrets.get(name);
      if (existing !== undefined && (token === undefined || existing.current?.id !== token)) {
        throw new AwsError('ResourceExistsException', 'The operation failed because the secret already exists.');
      }
      const secret = existing ?? newSecret(name, secretArn(region, name), input, now());
      secrets.set(name, secret);
      return write(secret, input);
    },
    getValue(input) {
      const secret = findUsable(input);
      const version = selectVersion(secret, optionalText(input, 'VersionId'), optionalText(input, 'VersionStage'));
      return {
        ...identity(secret),
        VersionId: version.id,
        SecretString: version.text,
        SecretBinary: version.binary,
        VersionStages: stagesOf(secret, version),
        CreatedDate: version.createdAt / 1000,
      };
    },
    putValue(input) {
      const secret = findUsable(input);
      const written = write(secret, input);
      if (written.VersionId !== undefined) return { ...written, VersionStages: ['AWSCURRENT'] };
      throw new AwsError('InvalidParameterException', 'You must provide either SecretString or SecretBinary.');
    },
    update(input) {
      const secret = findUsable(input);
      secret.description = optionalText(input, 'Description') ?? secret.description;
      secret.kmsKeyId = optionalText(input, 'KmsKeyId') ?? secret.kmsKeyId;
      return write(secret, input);
    },
    describe: (input) => describeSecret(find(input)),
    remove(input) {
      const secret = find(input);
      secret.deletedAt = now();
      if (input.ForceDeleteWithoutRecovery === true) secrets.delete(secret.name);
      return { ...identity(secret), DeletionDate: secret.deletedAt / 1000 };
    },
    restore(input) {
      const secret = find(input);
      secret.deletedAt = undefined;
      return identity(secret);
    },
    list(input) {
      const all = [...secrets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
      const wanted = all.filter(
        (secret) =>
          (input.IncludePlannedDeletion === true || secret.deletedAt === undefined) &&
          matchesSecretFilters(secret, input.Filters),
      );
      const start = Number(optionalText(input, 'NextToken') ?? 0);
      const end = start + (typeof input.MaxResults === 'number' ? input.MaxResults : 100);
      return {
        SecretList: wanted.slice(start, end).map(describeSecret),
        ...(end < wanted.length ? { NextToken: String(end) } : {}),
      };
    },
    randomPassword: (input) => ({ RandomPassword: generatePassword(parsePasswordRules(input)) }),
  };
}

function identity(secret: Secret): JsonObject {
  return { ARN: secret.arn, Name: secret.name };
}

function newSecret(name: string, arn: string, input: JsonObject, createdAt: number): Secret {
  return {
    name,
    arn,
    createdAt,
    changedAt: createdAt,
    description: optionalText(input, 'Description'),
    kmsKeyId: optionalText(input, 'KmsKeyId'),
    tags: input.Tags,
  };
}
