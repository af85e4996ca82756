import type { SimulatedReply } from '../api/exchange.ts';
import { handleRequest } from '../api/handle-request.ts';
import { serveAsset } from '../assets/serve-asset.ts';
import { type Company, createCompany } from '../company/company.ts';
import { createUser, creatorByEmail } from '../company/create-user.ts';
import { deliver } from '../company/deliver.ts';
import type { Product, SimulatedOrder } from '../company/order.ts';
import { scanHouse } from '../company/scan.ts';
import type { Switches } from '../company/switches.ts';

export const ANA = 'ana@agency.example';
export const START = Date.UTC(2026, 0, 5, 9);

/** A company of one manager whose clock the test moves. */
export interface Driver {
  readonly company: Company;
  readonly clock: { now: number };
  /** `GET /orders?limit=1`; a body makes it JSON. */
  call(line: string, body?: unknown, headers?: Readonly<Record<string, string>>): SimulatedReply;
  /** The JSON of an answer. */
  read<T = Record<string, unknown>>(line: string, body?: unknown): T;
  file(link: string, headers?: Readonly<Record<string, string>>, method?: string): SimulatedReply;
  delivered(wish?: { packageType?: string; addOns?: readonly string[]; product?: Product }): SimulatedOrder;
  /** Sends what is due and has every receiver answer with that status. @returns the bodies. */
  sendWebhooks(status?: number): Record<string, unknown>[];
}

const RECEIVER = 'https://hooks.agency.example/k7Q2';

export function createDriver(switches: Partial<Switches> = {}, seed = 1): Driver {
  const clock = { now: START };
  const company = createCompany({ seed, now: () => clock.now, switches });
  createUser(company, { email: ANA, role: 'Manager', name: 'Ana', emailConfirmed: true });
  company.registration = {
    urls: [RECEIVER],
    triggers: ['moved_to_draft', 'moved_to_pending', 'moved_to_ready', 'moved_to_fixing', 'moved_to_failed'],
  };
  const call: Driver['call'] = (line, body, headers = { 'api-key': company.apiKey }) => {
    const [method = '', target = ''] = line.split(' ');
    const [path = '', query = ''] = target.split('?');
    const text = body === undefined ? undefined : JSON.stringify(body);
    return handleRequest(company, { method, path, query: new URLSearchParams(query), headers, body: text });
  };
  return {
    company,
    clock,
    call,
    read: (line, body) => JSON.parse(String(call(line, body).body)),
    file(link, headers = {}, method = 'GET') {
      const { pathname: path, searchParams: query } = new URL(link);
      return serveAsset(company, { method, path, query, headers });
    },
    delivered({ packageType = 'base', addOns = [], product = 'products_2d' } = {}) {
      const order = scanHouse(company, { scanner: creatorByEmail(company, ANA), packageType, addOns });
      return deliver(company, order.id, product);
    },
    sendWebhooks(status = 200) {
      const due = company.outbox.takeDue(clock.now);
      for (const attempt of due) company.outbox.settle(attempt, { status }, clock.now);
      return due.map(({ webhook }) => JSON.parse(webhook.body));
    },
  };
}

export const DRAFT = {
  street: '12 Harbour Road',
  city: 'Springfield',
  country: 'United States',
  owner_email: ANA,
  external_id: 'JOB-1042',
};
