import type { Company } from '../company/company.ts';
import { type BodyRules, checkFields, type JsonObject, readObject } from './check-body.ts';
import type { SimulatedReply } from './exchange.ts';
import { invalid } from './replies.ts';

/** A call that was routed and whose key was accepted. */
export interface Call {
  readonly company: Company;
  /** By the names of the path template, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: string | undefined;
}

export type Operation = (call: Call) => SimulatedReply;

/** The path parameter of that name; the router only calls operations whose template has it. */
export function param({ params }: Call, name: string): string {
  return params[name] ?? '';
}

/** An operation with a JSON body: it runs only when every field obeys the rules. */
export function withBody(
  rules: BodyRules | ((company: Company) => BodyRules),
  run: (call: Call, body: JsonObject) => SimulatedReply,
): Operation {
  return (call) => {
    const body = readObject(call.body);
    if (body === undefined) return invalid('body_params', [{ loc: [], msg: 'value is not a valid dict' }]);
    const violations = checkFields(body, typeof rules === 'function' ? rules(call.company) : rules);
    return violations.length > 0 ? invalid('body_params', violations) : run(call, body);
  };
}

/** A field that the rules have found to be a text, or nothing. */
export function textOf(body: JsonObject, name: string): string | undefined {
  const value = body[name];
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(body: JsonObject, name: string): number | undefined {
  const value = body[name];
  return typeof value === 'number' ? value : undefined;
}

export function textsOf(body: JsonObject, name: string): readonly string[] | undefined {
  const value = body[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}
