import { AwsError } from './aws-error.ts';
import { type JsonRequest, jsonAnswer, type StandIn, startJsonService } from './json-service.ts';
import { createSecretVault } from './secret-vault.ts';

export interface SecretsManagerOptions {
  readonly region: string;
  readonly port?: number;
  readonly now?: () => number;
}

/**
 * AWS Secrets Manager in memory: secrets with their current and previous version, deletion with a recovery window, and
 * generated passwords. No rotation, no replication, no resource policies.
 */
export async function startSecretsManager(options: SecretsManagerOptions): Promise<StandIn> {
  const vault = createSecretVault(options.region, options.now ?? Date.now);
  const actions: Readonly<Record<string, (request: JsonRequest) => unknown>> = {
    CreateSecret: ({ input }) => vault.create(input),
    GetSecretValue: ({ input }) => vault.getValue(input),
    PutSecretValue: ({ input }) => vault.putValue(input),
    UpdateSecret: ({ input }) => vault.update(input),
    DescribeSecret: ({ input }) => vault.describe(input),
    DeleteSecret: ({ input }) => vault.remove(input),
    RestoreSecret: ({ input }) => vault.restore(input),
    ListSecrets: ({ input }) => vault.list(input),
    GetRandomPassword: ({ input }) => vault.randomPassword(input),
  };
  return startJsonService({
    port: options.port,
    version: '1.1',
    faultErrors,
    async handle(request) {
      const action = actions[request.action];
      if (action === undefined) throw new AwsError('UnknownOperationException', `${request.action} is not supported`);
      return jsonAnswer('1.1', action(request));
    },
  });
}

const faultErrors = {
  unavailable: () => new AwsError('InternalServiceError', 'the stand-in is told to be unavailable', 500),
  throttled: () => new AwsError('ThrottlingException', 'the stand-in is told to throttle'),
};
