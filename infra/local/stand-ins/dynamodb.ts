import { AwsError } from './aws-error.ts';
import { openEngine } from './dynamodb-engine.ts';
import { createTableSettings } from './dynamodb-table-settings.ts';
import { type JsonAnswer, type JsonRequest, jsonAnswer, type StandIn, startJsonService } from './json-service.ts';

export interface DynamodbOptions {
  readonly region: string;
  readonly port?: number;
}

/**
 * Amazon DynamoDB in memory: dynalite behind a front that adds the tables' settings (time to live, point-in-time
 * recovery). No transactions, and time to live is stored but removes nothing, as DynamoDB itself may take days to.
 */
export async function startDynamodb(options: DynamodbOptions): Promise<StandIn> {
  const engine = openEngine();
  const arn = `$1${options.region}$2`;

  async function forward({ action, body }: JsonRequest): Promise<JsonAnswer> {
    const { status, text } = await engine(action, body);
    const headers = { 'content-type': 'application/x-amz-json-1.0' };
    return { status, headers, body: text.replaceAll(ENGINE_ARN, arn) };
  }

  const settings = createTableSettings(forward);
  return startJsonService({
    port: options.port,
    version: '1.0',
    faultErrors,
    async handle(request) {
      const own = settings[request.action];
      return own === undefined ? forward(request) : jsonAnswer('1.0', await own(request));
    },
  });
}

/** The engine takes its region from the process's environment. */
const ENGINE_ARN = /("arn:aws:dynamodb:)[a-z0-9-]+(:\d{12}:table\/)/g;

const faultErrors = {
  unavailable: () => new AwsError('InternalServerError', 'the stand-in is told to be unavailable', 500),
  throttled: () => new AwsError('ProvisionedThroughputExceededException', 'the stand-in is told to throttle'),
};
