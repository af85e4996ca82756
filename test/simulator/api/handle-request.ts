import type { Company } from '../company/company.ts';
import { CALL_FAULTS, type Fault } from '../company/faults.ts';
import { MissingError, StateError } from '../company/keep-orders.ts';
import type { SimulatedReply, SimulatedRequest } from './exchange.ts';
import { failure } from './replies.ts';
import { type Route, route } from './route.ts';
import { failBefore, spoil, tooMany } from './strike-call.ts';

/** One call of the API: routing, key, faults, the operation. Never throws; effects are in the company's state. */
export function handleRequest(company: Company, request: SimulatedRequest): SimulatedReply {
  const found = route(company.switches, request.method, request.path);
  const reply = typeof found === 'string' ? unrouted(company, found) : answer(company, request, found);
  company.requests.count(typeof found === 'string' ? found : found.operation, reply.status);
  return reply;
}

function unrouted(company: Company, why: 'unknown' | 'wrong-method'): SimulatedReply {
  return why === 'unknown' ? failure(company, 404, 'Not found') : failure(company, 405, 'Method not allowed');
}

function answer(company: Company, request: SimulatedRequest, found: Route): SimulatedReply {
  const struck = company.faults.strike(CALL_FAULTS, { operation: found.operation, orderId: found.params.order_id });
  const early = struck.map((fault) => failBefore(company, fault)).find((reply) => reply !== undefined);
  const reply = early ?? admit(company, request, found);
  return spoilAll(reply, early === undefined ? struck : struck.filter(({ kind }) => kind === 'latency'));
}

function spoilAll(reply: SimulatedReply, faults: readonly Fault[]): SimulatedReply {
  return faults.length === 0 ? reply : faults.reduce(spoil, reply);
}

function admit(company: Company, request: SimulatedRequest, found: Route): SimulatedReply {
  const { switches } = company;
  if (!opens(company, request.headers)) return failure(company, Number(switches.refusedStatus), 'API key is not valid');
  if (switches.rateLimitPerSecond > 0 && company.requests.countInSecond(company.now()) > switches.rateLimitPerSecond) {
    return tooMany(company);
  }
  const key = switches.idempotencyKey === 'honoured' ? request.headers['idempotency-key'] : undefined;
  return key === undefined ? run(company, request, found) : runOnce(company, request, found, key);
}

/** Whether the headers carry the company's key. */
function opens({ apiKey, switches }: Company, headers: SimulatedRequest['headers']): boolean {
  if (headers['api-key'] === apiKey) return true;
  return switches.bearerAuth === 'accepted' && headers.authorization === `Bearer ${apiKey}`;
}

function runOnce(company: Company, request: SimulatedRequest, found: Route, key: string): SimulatedReply {
  const name = `${found.operation} ${key}`;
  const kept = company.answers.get(name);
  if (kept !== undefined) return kept;
  const reply = run(company, request, found);
  if (reply.status === 200) company.answers.set(name, reply);
  return reply;
}

function run(company: Company, request: SimulatedRequest, found: Route): SimulatedReply {
  try {
    return found.run({ company, params: found.params, query: request.query, body: request.body });
  } catch (error) {
    if (error instanceof MissingError) return failure(company, 404, error.message);
    if (error instanceof StateError) return failure(company, 409, error.message);
    throw error;
  }
}
