import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createSecretStore } from '../../shared/accounts/secret-store.ts';
import { createHandler } from '../../shared/lambda/handler.ts';
import { log } from '../../shared/telemetry/log.ts';
import { metrics } from '../../shared/telemetry/metrics.ts';
import { createSignedSecretReader } from './aws/get-secret.ts';
import { createSignedObjectWriter } from './aws/put-object.ts';
import { createSignedQueue } from './aws/send-message.ts';
import { createSignedCaller } from './aws/signed-call.ts';
import { readWebhookIngestEnvironment } from './config.ts';
import { type ReceiveWebhookDeps, receiveWebhook, type WebhookAnswer, type WebhookCall } from './receive-webhook.ts';
import { reportWebhook } from './report-webhook.ts';

export const handler = createHandler(connect, async (event: APIGatewayProxyEventV2, deps) => {
  const call = toCall(event);
  const answer = await receiveWebhook(call, deps);
  reportWebhook(call, answer, log, metrics);
  return toResult(answer);
});

function connect(): ReceiveWebhookDeps {
  const { env } = process;
  const { ACCOUNT_SECRET_PREFIX, ORDER_CHANGES_QUEUE_URL, PARKED_BUCKET } = readWebhookIngestEnvironment(env);
  const call = createSignedCaller({ env });
  return {
    secrets: createSecretStore({ read: createSignedSecretReader(call, env, ACCOUNT_SECRET_PREFIX), now: Date.now }),
    orderChanges: createSignedQueue(call, env, ORDER_CHANGES_QUEUE_URL),
    park: createSignedObjectWriter(call, env, PARKED_BUCKET),
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

/** One empty body for every answer: nothing tells a stranger what exists. */
function toResult({ status }: WebhookAnswer): APIGatewayProxyStructuredResultV2 {
  return { statusCode: status, headers: { 'cache-control': 'no-store' }, body: '' };
}
