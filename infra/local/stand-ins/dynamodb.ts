import dynalite from 'dynalite';
import { AwsError } from './aws-error.ts';
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
  const engine = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await new Promise<void>((resolve) => engine.listen(0, '127.0.0.1', resolve));
  const address = engine.address();
  if (address === null || typeof address === 'string') throw new Error('the DynamoDB engine has no port');
  const engineUrl = `http://127.0.0.1:${address.port}`;

  /** The engine throws out of reach when it is closed while it works. */
  const working = new Set<Promise<JsonAnswer>>();
  function forward(request: JsonRequest): Promise<JsonAnswer> {
    const work = pass(request).finally(() => working.delete(work));
    working.add(work);
    return work;
  }

  async function pass(request: JsonRequest): Promise<JsonAnswer> {
    const answer = await fetch(engineUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${request.action}`,
        'x-amz-date': '20260101T000000Z',
        authorization: ENGINE_AUTHORIZATION,
      },
      body: request.body.toString('utf8'),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: text.replaceAll(ENGINE_ARN, `$1${options.region}$2`),
    };
  }

  const settings = createTableSettings(forward);
  const service = await startJsonService({
    port: options.port,
    version: '1.0',
    faultErrors,
    async handle(request) {
      const own = settings[request.action];
      return own === undefined ? forward(request) : jsonAnswer('1.0', await own(request));
    },
  });
  return {
    ...service,
    async close() {
      await service.close();
      await Promise.allSettled(working);
      engine.closeAllConnections();
      await new Promise<void>((resolve) => engine.close(() => resolve()));
    },
  };
}

/** The engine wants a signature's form but looks at none of its parts. */
const ENGINE_AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

/** The engine takes its region from the process's environment. */
const ENGINE_ARN = /("arn:aws:dynamodb:)[a-z0-9-]+(:\d{12}:table\/)/g;

const faultErrors = {
  unavailable: () => new AwsError('InternalServerError', 'the stand-in is told to be unavailable', 500),
  throttled: () => new AwsError('ProvisionedThroughputExceededException', 'the stand-in is told to throttle'),
};
