import { type ClientOptions, type CubiCasaClient, createCubiCasaClient } from '../../shared/cubicasa/index.ts';
import type { Transport, TransportRequest, TransportResponse } from '../../shared/cubicasa/transport.ts';
import { type Company, createCompany } from '../simulator/company/company.ts';
import { createUser, creatorByEmail } from '../simulator/company/create-user.ts';
import { deliver } from '../simulator/company/deliver.ts';
import { createDraft } from '../simulator/company/draft.ts';
import { PRODUCTS } from '../simulator/company/order.ts';
import { requestChange } from '../simulator/company/request-change.ts';
import { scanHouse } from '../simulator/company/scan.ts';
import type { Switches } from '../simulator/company/switches.ts';
import { createSimulatorTransport } from '../simulator/transport.ts';
import type { Exchange } from './check-exchange.ts';

export const BASE_URL = 'https://simulator.example/api/integrate/v3';
const OWNER = 'ana+desk@agency.example';

/** What the calls refer to. */
export interface Known {
  readonly email: string;
  readonly userId: string;
  readonly officeId: string;
  /** Ready, with every product. */
  readonly orderId: string;
  /** Fixing, since a change request was made. */
  readonly fixingId: string;
  readonly changeRequestId: string;
  readonly draftId: string;
}

/** A company with one of everything. */
export function createWorld(switches: Partial<Switches> = {}): { readonly company: Company; readonly known: Known } {
  let now = Date.UTC(2026, 2, 1, 9);
  const company = createCompany({
    seed: 3,
    now: () => {
      now += 250;
      return now;
    },
    switches,
  });
  return { company, known: addKnown(company) };
}

/** One of everything that the calls refer to. */
export function addKnown(company: Company): Known {
  const user = createUser(company, {
    email: OWNER,
    role: 'Manager',
    name: 'Ana',
    surname: 'Bell',
    emailConfirmed: true,
    password: 'a long one',
  });
  const scanner = creatorByEmail(company, OWNER);
  const [orderId = '', fixingId = ''] = [1, 2].map(() => {
    const { id } = scanHouse(company, { scanner, packageType: 'plus', addOns: ['gla'] });
    for (const product of PRODUCTS) deliver(company, id, product);
    return id;
  });
  const change = requestChange(company, fixingId, { description: 'the door opens outwards' });
  const address = { street: '12 Harbour Road', city: 'Springfield', country: 'United States' };
  const draft = createDraft(company, { ...address, owner: scanner, externalId: 'JOB-1042' });
  const [officeId = ''] = company.offices.keys();
  return { email: OWNER, userId: user.id, officeId, orderId, fixingId, changeRequestId: change.id, draftId: draft.id };
}

export interface Recorded {
  readonly client: CubiCasaClient;
  readonly exchanges: Exchange[];
}

export interface Tampering {
  readonly request?: (request: TransportRequest) => TransportRequest;
  readonly response?: (response: TransportResponse) => TransportResponse;
}

/** A client of that company whose calls are kept as they went over the wire, changed on the way where a test says so. */
export function record(company: Company, tampering: Tampering = {}, options: Partial<ClientOptions> = {}): Recorded {
  const exchanges: Exchange[] = [];
  const simulate = createSimulatorTransport({ company, baseUrl: BASE_URL });
  const transport: Transport = async (asked) => {
    const request = tampering.request?.(asked) ?? asked;
    const answered = await simulate(request);
    const response = tampering.response?.(answered) ?? answered;
    exchanges.push({ request, response });
    return response;
  };
  const client = createCubiCasaClient({
    apiKey: company.apiKey,
    baseUrl: BASE_URL,
    transport,
    allowUnverified: true,
    requestsPerSecond: Number.POSITIVE_INFINITY,
    sleep: async () => {},
    ...options,
  });
  return { client, exchanges };
}
