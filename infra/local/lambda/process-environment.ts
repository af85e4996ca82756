import type { FunctionDefinition } from './function-definition.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface ProcessSurroundings {
  readonly region: string;
  readonly credentials: Credentials;
  /** `AWS_ENDPOINT_URL_<SERVICE>` by the service's part of that name. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly runtimeApi: string;
  readonly clockOffsetMs: number;
}

/** All that a function's process finds in its environment: what Lambda sets, what the template says, the endpoints. */
export function processEnvironment(
  definition: FunctionDefinition,
  around: ProcessSurroundings,
): Record<string, string> {
  const endpoints = Object.entries(around.endpoints).map(([service, url]) => [`AWS_ENDPOINT_URL_${service}`, url]);
  return {
    ...definition.environment,
    ...Object.fromEntries(endpoints),
    AWS_ACCESS_KEY_ID: around.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: around.credentials.secretAccessKey,
    AWS_REGION: around.region,
    AWS_DEFAULT_REGION: around.region,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_EXECUTION_ENV: `AWS_Lambda_${definition.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_RUNTIME_API: around.runtimeApi,
    LAMBDA_TASK_ROOT: definition.codeDir,
    _HANDLER: definition.handler,
    RELAY_CLOCK_OFFSET_MS: String(around.clockOffsetMs),
    TZ: ':UTC',
  };
}
