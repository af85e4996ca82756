import type { IncomingHttpHeaders } from 'node:http';
import type { JsonObject } from '../stand-ins/json-object.ts';
import type { Access } from './policy.ts';

/** A request as far as authorization needs it. */
export interface ServiceRequest {
  readonly region: string;
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The operation that `X-Amz-Target` names; empty for REST services. */
  readonly operation: string;
  /** The input of a JSON service; empty for REST services. */
  readonly input: JsonObject;
  /** The body where it had to be read; empty where it streams. */
  readonly body: string;
}

/** Everything a request does; all of it must be allowed. Empty for what is not known, which is refused. */
export type AccessMapper = (request: ServiceRequest) => Access[];
