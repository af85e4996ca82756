import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { FilterPattern, LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { MetricName } from '../../shared/telemetry/metric-names.ts';
import type { RelayFunction } from './relay-function.ts';

export interface WebhookApiProps {
  readonly ingest: RelayFunction;
  readonly callsPerSecond: number;
  readonly logsDays: number;
}

/** Neither path nor address of the caller: the token stands in the path. */
const ACCESS_LOG = JSON.stringify({
  time: '$context.requestTimeEpoch',
  requestId: '$context.requestId',
  method: '$context.httpMethod',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
});

/** `POST /webhooks/{account}/{token}` and nothing else, throttled as a ceiling for the bill. */
export class WebhookApi extends Construct {
  /** `https://…/webhooks` */
  readonly baseUrl: string;

  constructor(scope: Construct, id: string, { ingest, callsPerSecond, logsDays }: WebhookApiProps) {
    super(scope, id);
    const api = new HttpApi(this, 'Api', { createDefaultStage: false });
    const [route] = api.addRoutes({
      path: '/webhooks/{account}/{token}',
      methods: [HttpMethod.POST],
      integration: new HttpLambdaIntegration('Ingest', ingest.function),
    });
    const logGroup = new LogGroup(this, 'AccessLog', { retention: logsDays, removalPolicy: RemovalPolicy.DESTROY });
    new HttpStage(this, 'Stage', {
      httpApi: api,
      autoDeploy: true,
      throttle: { rateLimit: callsPerSecond, burstLimit: callsPerSecond * 2 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(ACCESS_LOG),
      },
    });
    countThrottled(this, logGroup);
    Validations.of(route ?? api).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason: 'CubiCasa signs nothing and sends no credentials: the function compares the token in the path',
    });
    this.baseUrl = `${api.apiEndpoint}/webhooks`;
  }
}

/** Throttled calls reach no function, so the access log counts them. */
function countThrottled(scope: Construct, logGroup: LogGroup): void {
  new MetricFilter(scope, 'Throttled', {
    logGroup,
    filterPattern: FilterPattern.stringValue('$.status', '=', '429'),
    metricNamespace: Stack.of(scope).stackName,
    metricName: 'webhook-throttled' satisfies MetricName,
  });
}
