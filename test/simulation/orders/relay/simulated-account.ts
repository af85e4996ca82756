import type { Company } from '../../../simulator/company/company.ts';

/** One account of the relay and the company behind it. */
export interface SimulatedAccount {
  readonly name: string;
  readonly company: Company;
  /** What Secrets Manager holds; an operator changes it. */
  secret: { apiKey: string; webhookToken: string; previousWebhookToken?: string };
  /** Another company, whose key is in the secret by mistake. */
  stranger?: Company;
  /** While nothing of it can be read: what that led to; reasons of alarms by when they last counted, and those that paged. */
  trouble?: { calls: number; readonly counted: Map<string, number>; readonly pages: string[] } | undefined;
}

export const baseUrlOf = (account: string): string => `https://${account}.cubicasa.example/api/integrate/v3`;

/** As Secrets Manager gives it. */
export function secretText({ name, secret }: SimulatedAccount): string {
  return JSON.stringify({ ...secret, baseUrl: baseUrlOf(name) });
}
