import type { Company } from '../company/company.ts';
import type { SimulatedReply } from './exchange.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

/** @param text JSON. */
export function jsonText(text: string, status = 200): SimulatedReply {
  return { connection: 'answered', status, headers: JSON_TYPE, body: text, delayMs: 0 };
}

export function json(value: unknown, status = 200): SimulatedReply {
  return jsonText(JSON.stringify(value), status);
}

export function message(text: string): SimulatedReply {
  return json({ message: text });
}

export function html(status: number): SimulatedReply {
  const body = `<!doctype html><html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`;
  return { connection: 'answered', status, headers: { 'content-type': 'text/html; charset=utf-8' }, body, delayMs: 0 };
}

export function empty(status: number): SimulatedReply {
  return { connection: 'answered', status, headers: {}, body: '', delayMs: 0 };
}

/** Any failure but a validation failure, in the form that the switch says. */
export function failure({ switches }: Company, status: number, text: string): SimulatedReply {
  if (switches.errorBody === 'html') return html(status);
  if (switches.errorBody === 'empty') return empty(status);
  return json({ [switches.errorBody]: text }, status);
}

/** One violation as pydantic 1 words it. */
export interface Violation {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
}

export function invalid(
  place: 'body_params' | 'query_params' | 'path_params',
  violations: readonly Violation[],
): SimulatedReply {
  return json({ validation_error: { [place]: violations } }, 400);
}
