import { AwsError } from '../stand-ins/aws-error.ts';
import { identifyS3, listAccess } from './actions/s3.ts';
import { evaluate } from './evaluate.ts';
import type { Access, Denial, Principal } from './policy.ts';
import type { ServiceRequest } from './service-request.ts';
import { SERVICES, type ServiceName } from './services.ts';

export type OnDenied = (denial: Denial) => void;

/** @throws AwsError in the service's own terms for the first access that is not allowed */
export function authorize(
  principal: Principal,
  service: ServiceName,
  request: ServiceRequest,
  onDenied: OnDenied,
): void {
  const accesses = SERVICES[service].mapAccesses(request);
  const unknown = { action: `${service}:?`, resource: request.url.replace(/\?.*$/, '') };
  const refused =
    accesses.length === 0 ? unknown : accesses.find((access) => !isAllowed(principal, access, request.region));
  if (refused !== undefined) throw deny(principal, service, refused, onDenied);
}

/**
 * S3 tells that an object is not there only to whoever may list the bucket; anybody else reads AccessDenied.
 * @throws AwsError AccessDenied instead of the answer
 */
export function authorizeAbsence(
  principal: Principal,
  service: ServiceName,
  request: ServiceRequest,
  onDenied: OnDenied,
): void {
  if (service !== 's3') return;
  const { name, bucket, key } = identifyS3(request);
  const access = listAccess(bucket, key);
  if (!['GetObject', 'HeadObject'].includes(name) || isAllowed(principal, access, request.region)) return;
  throw deny(principal, service, access, onDenied, ', so that an absent object reads as AccessDenied');
}

function isAllowed({ statements }: Principal, access: Access, region: string): boolean {
  const context = { 'aws:securetransport': ['true'], 'aws:requestedregion': [region], ...access.context };
  return evaluate(statements, { ...access, context }) === 'allow';
}

function deny(
  { name }: Principal,
  service: ServiceName,
  { action, resource }: Access,
  onDenied: OnDenied,
  consequence = '',
): AwsError {
  const message = `role ${name} lacks ${action} on ${resource}${consequence}`;
  onDenied({ principal: name, action, resource, message });
  const [code, status] = SERVICES[service].accessDenied;
  return new AwsError(code, message, status);
}
