import { startDynamodb } from './dynamodb.ts';
import { type EventBridgeStandIn, startEventBridge } from './event-bridge.ts';
import type { StandIn } from './json-service.ts';
import { type LambdaOptions, startLambdaInvoke } from './lambda-invoke.ts';
import type { HttpHandler } from './loopback-server.ts';
import { startS3 } from './s3/s3.ts';
import { startSecretsManager } from './secrets-manager.ts';
import { startSqs } from './sqs.ts';

export interface StandInsOptions {
  readonly region: string;
  /** Where S3's objects lie as files. */
  readonly root: string;
  readonly invoke: LambdaOptions['invoke'];
  /** The stack's clock; DynamoDB, which has no time in what it does here, stays on real time. */
  readonly now?: () => number;
}

export interface StandIns {
  readonly sqs: StandIn;
  readonly dynamodb: StandIn;
  readonly secretsmanager: StandIn;
  readonly s3: StandIn;
  readonly eventBridge: EventBridgeStandIn;
  readonly lambda: StandIn;
  /** By the service's name in a credential scope, as the gateway takes them. */
  readonly handlers: Readonly<Record<'sqs' | 'dynamodb' | 'secretsmanager' | 's3' | 'events' | 'lambda', HttpHandler>>;
  readonly close: () => Promise<void>;
}

/** Starts every stand-in on a free port of 127.0.0.1. */
export async function startStandIns({ region, root, invoke, now = Date.now }: StandInsOptions): Promise<StandIns> {
  const [sqs, dynamodb, secretsmanager, s3, eventBridge, lambda] = await Promise.all([
    startSqs({ region, now }),
    startDynamodb({ region }),
    startSecretsManager({ region, now }),
    startS3({ root, now }),
    startEventBridge({ region, now }),
    startLambdaInvoke({ invoke }),
  ]);
  const all = { sqs, dynamodb, secretsmanager, s3, eventBridge, lambda };
  const handlers = {
    sqs: sqs.handle,
    dynamodb: dynamodb.handle,
    secretsmanager: secretsmanager.handle,
    s3: s3.handle,
    events: eventBridge.handle,
    lambda: lambda.handle,
  };
  return {
    ...all,
    handlers,
    close: async () => void (await Promise.all(Object.values(all).map(({ close }) => close()))),
  };
}
