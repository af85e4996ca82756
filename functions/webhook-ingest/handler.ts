import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createSecretStore } from '../../shared/accounts/secret-store.ts';
import { createHandler } from '../../shared/lambda/handler.ts';
import { log } from '../../shared/telemetry/log.ts';
import { metrics } from '../../shared/telemetry/metrics.ts';
import { createSignedSecretReader } from './aws/get-secret.ts';
import { createSignedAccountLister } from './aws/list-accounts.ts';
import { createSignedObjectWriter } from './aws/put-object.ts';
import { createSignedQueue } from './aws/send-message.ts';
import { createSignedCaller } from './aws/signed-call.ts';
import { readWebhookIngestEnvironment } from './config.ts';
import {
  BODY_LIMIT_BYTES,
  type ReceiveWebhookDeps,
  receiveWebhook,
  type WebhookAnswer,
  type WebhookCall,
} from './receive-webhook.ts';
import { reportWebhook } from './report-webhook.ts';

export const handler = createHandler(connect, async (event: APIGatewayProxyEventV2, deps) => {
  const call = toCall(event);
  const answer = await receiveWebhook(call, deps);
  reportWebhook(call, answer, log, metrics);
  return toResult(answer);
});

function connect(): ReceiveWebhookDeps {
  const { env } = process;
  const names = readWebhookIngestEnvironment(env);
  const call = createSignedCaller({ env });
  return {
    secrets: createSecretStore({
      read: createSignedSecretReader(call, env, names.ACCOUNT_SECRET_PREFIX),
      list: createSignedAccountLister(call, env, names.LEDGER_TABLE),
      now: Date.now,
    }),
    orderChanges: createSignedQueue(call, env, names.ORDER_CHANGES_QUEUE_URL),
    park: createSignedObjectWriter(call, env, names.PARKED_BUCKET),
  };
}

function toCall({ pathParameters, body = '', isBase64Encoded, requestContext }: APIGatewayProxyEventV2): WebhookCall {
  return {
    account: pathParameters?.account ?? '',
    token: pathParameters?.token ?? '',
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
    requestId: requestContext.requestId,
    receivedAt: new Date(requestContext.timeEpoch).toISOString(),
  };
}

/** What a caller can mend about its body; every other answer is empty, so that nothing tells a stranger what exists. */
const MENDABLE: Partial<Record<WebhookAnswer['code'], string>> = {
  'not-json': 'the body is no JSON',
  'too-large': `the body is over ${BODY_LIMIT_BYTES} bytes`,
};

function toResult({ status, code }: WebhookAnswer): APIGatewayProxyStructuredResultV2 {
  const message = MENDABLE[code];
  const headers = { 'cache-control': 'no-store' };
  if (message === undefined) return { statusCode: status, headers, body: '' };
  return {
    statusCode: status,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ message }),
  };
}
