import type { Company } from '../company/company.ts';
import type { Fault } from '../company/faults.ts';
import type { SimulatedReply } from './exchange.ts';
import { empty, failure, html } from './replies.ts';

/** Faults that come before the operation runs; undefined lets it run. */
export function failBefore(company: Company, fault: Fault): SimulatedReply | undefined {
  switch (fault.kind) {
    case 'throttle':
      return tooMany(company, fault);
    case 'refuse-key':
      return failure(company, Number(company.switches.refusedStatus), 'API key is not valid');
    case 'server-error':
      return fault.applied === true ? undefined : html(fault.status ?? 503);
    case 'hang':
      return { ...empty(0), connection: 'hung' };
    case 'reset-before':
      return { ...empty(0), connection: 'reset' };
    default:
      return undefined;
  }
}

/** Faults that spoil an answer after the operation took effect. */
export function spoil(reply: SimulatedReply, fault: Fault): SimulatedReply {
  switch (fault.kind) {
    case 'latency':
      return { ...reply, delayMs: reply.delayMs + (fault.delayMs ?? 1_000) };
    case 'server-error':
      return html(fault.status ?? 503);
    case 'reset-after':
      return { ...empty(0), connection: 'reset' };
    case 'html':
      return html(reply.status);
    case 'empty':
      return empty(reply.status);
    case 'truncated':
      return { ...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2)) };
    case 'cut-off':
      return { ...reply, connection: 'cut-off' };
    case 'zero-limit':
      return typeof reply.body === 'string'
        ? { ...reply, body: reply.body.replace(/"limit":\d+/, '"limit":0') }
        : reply;
    default:
      return reply;
  }
}

/** 429 with Retry-After in the form that the fault or the switch says. */
export function tooMany(company: Company, fault: Partial<Fault> = {}): SimulatedReply {
  const reply = failure(company, 429, 'Too many requests');
  const seconds = fault.retryAfterSeconds ?? 1;
  const form = fault.retryAfter ?? company.switches.retryAfter;
  if (form === 'none') return reply;
  const at = new Date(company.now() + seconds * 1_000).toUTCString();
  return { ...reply, headers: { ...reply.headers, 'retry-after': form === 'date' ? at : String(seconds) } };
}
