import { buildApp } from 'fauxqs';
import { AwsError } from './aws-error.ts';
import { type JsonAnswer, type JsonRequest, type StandIn, startJsonService } from './json-service.ts';
import { createSqsTraces } from './sqs-traces.ts';

export interface SqsOptions {
  readonly region: string;
  readonly port?: number;
}

/**
 * Amazon SQS in memory: fauxqs behind a front that answers queue URLs under the address it was asked by, carries X-Ray
 * trace headers, and gives messages back whose receiver hung up. Its visibility, delay and retention run on real time;
 * one FIFO receive returns at most one message of a group.
 */
export async function startSqs(options: SqsOptions): Promise<StandIn> {
  const engine = buildApp({ logger: false, defaultRegion: options.region });
  await engine.ready();
  const traces = createSqsTraces();

  async function run(request: JsonRequest, target: string, body: string): Promise<JsonAnswer> {
    const answer = await engine.inject({
      method: 'POST',
      url: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AmazonSQS.${target}`,
        authorization: String(request.headers.authorization ?? ''),
      },
      payload: body,
    });
    return { status: answer.statusCode, headers: sdkHeaders(answer.headers), body: answer.body };
  }

  async function giveBack(request: JsonRequest, received: string): Promise<void> {
    for (const { ReceiptHandle } of parseMessages(received)) {
      const body = JSON.stringify({ QueueUrl: request.input.QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
      await run(request, 'ChangeMessageVisibility', body);
    }
  }

  async function handle(request: JsonRequest): Promise<JsonAnswer> {
    const answer = await run(request, request.action, request.body.toString('utf8'));
    const body = answer.body.toString();
    if (request.action === 'ReceiveMessage' && request.gone.aborted) await giveBack(request, body);
    return { ...answer, body: traces.complete(request, withQueueUrls(body, String(request.headers.host))) };
  }

  const service = await startJsonService({ port: options.port, version: '1.0', faultErrors, handle });
  return {
    ...service,
    async close() {
      await service.close();
      await engine.close();
    },
  };
}

const faultErrors = {
  unavailable: () => new AwsError('ServiceUnavailable', 'the stand-in is told to be unavailable', 503),
  throttled: () => new AwsError('RequestThrottled', 'the stand-in is told to throttle', 400),
};

function sdkHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const queryError = headers['x-amzn-query-error'];
  return {
    'content-type': 'application/x-amz-json-1.0',
    ...(typeof queryError === 'string' ? { 'x-amzn-query-error': queryError } : {}),
  };
}

/** The engine names queues under a host that resolves nowhere. */
function withQueueUrls(body: string, host: string): string {
  return body.replace(/"http:\/\/sqs\.[a-z0-9-]+\.localhost(?::\d*)?\/(\d{12}\/[\w.-]+)"/g, `"http://${host}/$1"`);
}

function parseMessages(body: string): readonly { ReceiptHandle: string }[] {
  const { Messages = [] } = JSON.parse(body) as { Messages?: { ReceiptHandle: string }[] };
  return Messages;
}
