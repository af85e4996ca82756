import type { ServiceName } from './stack-state.ts';

/** A function's endpoints, by the service's part in the SDK's `AWS_ENDPOINT_URL_<SERVICE>`. */
export function sdkEndpoints(endpoints: Readonly<Record<ServiceName, string>>): Record<string, string> {
  return {
    SQS: endpoints.sqs,
    DYNAMODB: endpoints.dynamodb,
    S3: endpoints.s3,
    SECRETS_MANAGER: endpoints.secretsManager,
    LAMBDA: endpoints.lambda,
    EVENTBRIDGE: endpoints.events,
  };
}
