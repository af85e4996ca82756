import type { MovableClock } from './clock/movable-clock.ts';
import { type HttpApi, startHttpApi } from './event-sources/http-api/http-api.ts';
import type { Route } from './event-sources/http-api/read-routes.ts';
import type { Denial } from './gateway/policy.ts';
import type { StackEvent } from './stack-options.ts';

/** The HTTP API with its calls and refusals told as the stack's events. @throws PortInUseError */
export async function openHttpApi(
  port: number | undefined,
  clock: MovableClock,
  onEvent: (event: StackEvent) => void,
): Promise<HttpApi> {
  return startHttpApi({
    clock,
    port,
    onAccess: (access) => onEvent({ type: 'access', ...access }),
    onDenied: (route) => onEvent({ type: 'denied', ...denialOf(route) }),
  });
}

function denialOf({ key, functionArn }: Route): Denial {
  return {
    principal: 'apigateway.amazonaws.com',
    action: 'lambda:InvokeFunction',
    resource: functionArn,
    message: `API Gateway may not call ${functionArn} for ${key}: the template lacks an AWS::Lambda::Permission`,
  };
}
