import { type ResolvedStack, resourcesOf } from '../../template/resolve-template.ts';
import { TemplateError } from '../../template/template.ts';

export interface Throttle {
  readonly ratePerSecond: number;
  readonly burst: number;
}

/** A route of an HTTP API of the template. */
export interface Route {
  /** `POST /webhooks/{account}/{token}` */
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly apiId: string;
  readonly functionArn: string;
  readonly throttle: Throttle | undefined;
  /** Whether the function's resource policy lets this route call it. */
  readonly permitted: boolean;
}

interface RouteProperties {
  readonly ApiId?: string;
  readonly RouteKey?: string;
  readonly Target?: string;
}

interface IntegrationProperties {
  readonly IntegrationUri?: string;
  readonly PayloadFormatVersion?: string;
}

interface RouteSettings {
  readonly ThrottlingRateLimit?: number;
  readonly ThrottlingBurstLimit?: number;
}

interface StageProperties {
  readonly ApiId?: string;
  readonly DefaultRouteSettings?: RouteSettings;
  readonly RouteSettings?: Readonly<Record<string, RouteSettings>>;
}

interface PermissionProperties {
  readonly Action?: string;
  readonly FunctionName?: string;
  readonly Principal?: string;
  readonly SourceArn?: string;
}

/** @throws TemplateError for a route that leads to no function by payload format 2.0 */
export function readRoutes(stack: ResolvedStack): Route[] {
  return resourcesOf(stack, 'AWS::ApiGatewayV2::Route').map(({ logicalId, properties }) => {
    const { ApiId: apiId = '', RouteKey: key = '', Target = '' } = properties as RouteProperties;
    const integration = resourcesOf(stack, 'AWS::ApiGatewayV2::Integration').find(
      ({ ref }) => Target === `integrations/${ref}`,
    );
    const { IntegrationUri: functionArn, PayloadFormatVersion } = (integration?.properties ??
      {}) as IntegrationProperties;
    if (functionArn === undefined || PayloadFormatVersion !== '2.0') {
      throw new TemplateError(`${logicalId} (${key}) does not lead to a function by payload format 2.0`);
    }
    const [method = '', path = ''] = key.split(' ');
    const source = `arn:aws:execute-api:${stack.place.region}:${stack.place.accountId}:${apiId}/$default/${method}${path}`;
    const permitted = isPermitted(stack, functionArn, source);
    return { key, method, path, apiId, functionArn, permitted, throttle: readThrottle(stack, apiId, key) };
  });
}

function readThrottle(stack: ResolvedStack, apiId: string, key: string): Throttle | undefined {
  const stages = resourcesOf(stack, 'AWS::ApiGatewayV2::Stage').map(({ properties }) => properties as StageProperties);
  const stage = stages.find(({ ApiId }) => ApiId === apiId);
  const { ThrottlingRateLimit, ThrottlingBurstLimit } =
    stage?.RouteSettings?.[key] ?? stage?.DefaultRouteSettings ?? {};
  if (ThrottlingRateLimit === undefined && ThrottlingBurstLimit === undefined) return undefined;
  return { ratePerSecond: ThrottlingRateLimit ?? 10_000, burst: ThrottlingBurstLimit ?? 5_000 };
}

function isPermitted(stack: ResolvedStack, functionArn: string, source: string): boolean {
  const target = resourcesOf(stack, 'AWS::Lambda::Function').find(({ attributes }) => attributes.Arn === functionArn);
  return resourcesOf(stack, 'AWS::Lambda::Permission')
    .map(({ properties }) => properties as PermissionProperties)
    .some(
      ({ Action, FunctionName, Principal, SourceArn }) =>
        Action === 'lambda:InvokeFunction' &&
        Principal === 'apigateway.amazonaws.com' &&
        (FunctionName === functionArn || FunctionName === target?.ref) &&
        (SourceArn === undefined || matchesArn(SourceArn, source)),
    );
}

/** `*` in a source ARN stands for anything. */
function matchesArn(pattern: string, source: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(source);
}
