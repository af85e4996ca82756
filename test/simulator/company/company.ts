import { createHash } from 'node:crypto';
import type { SimulatedReply } from '../api/exchange.ts';
import { createOutbox, type Outbox } from '../webhooks/outbox.ts';
import type { Registration } from '../webhooks/registration.ts';
import type { ChangeRequest } from './change-request.ts';
import { createFaultBox, type FaultBox } from './faults.ts';
import { createFeed, type Feed } from './feed.ts';
import type { SimulatedOrder } from './order.ts';
import { createOrderIndex, type OrderIndex } from './order-index.ts';
import { createRandom, createUuids, type Random } from './random.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import type { RosterEntry } from './roster.ts';
import { defaultSwitches, type Switches } from './switches.ts';
import type { Office, SimulatedUser } from './user.ts';

/** One CubiCasa company: everything behind one API key. No input or output, no clock of its own. */
export interface Company {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly apiKey: string;
  /** Where its files are said to lie, without a slash at the end. */
  readonly assetsUrl: string;
  /** Signs asset links. */
  readonly linkSecret: string;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly uuid: () => string;
  readonly random: Random;
  readonly orders: Map<string, SimulatedOrder>;
  readonly index: OrderIndex;
  readonly users: Map<string, SimulatedUser>;
  readonly offices: Map<string, Office>;
  readonly changeRequests: Map<string, ChangeRequest[]>;
  /** Answers by Idempotency-Key. */
  readonly answers: Map<string, SimulatedReply>;
  readonly faults: FaultBox;
  readonly outbox: Outbox;
  readonly requests: RequestLog;
  readonly feed: Feed;
  /** What the company's own staff system says; no part of the API. */
  roster: readonly RosterEntry[];
  switches: Switches;
  registration: Registration;
  /** Raised by whatever changes how every order shows. */
  displayRevision: number;
  /** Counts reads, for links that change with each. */
  reads: number;
}

export interface CompanyOptions {
  readonly seed: number;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly switches?: Partial<Switches>;
  readonly name?: string;
  readonly assetsUrl?: string;
}

/** An empty company with one office; the same options and the same calls give the same state. */
export function createCompany({
  seed,
  now,
  switches,
  name = 'Harbour Floor Plans',
  assetsUrl,
}: CompanyOptions): Company {
  const purpose = (what: string): string => `${name}:${what}`;
  const uuid = createUuids(createRandom(seed, purpose('ids')));
  const id = uuid();
  const office = { id: uuid(), name: 'Main office' };
  const company: Company = {
    id,
    name,
    email: `desk@${slug(name)}.example`,
    apiKey: secretOf(seed, purpose('api-key')),
    assetsUrl: assetsUrl ?? 'https://files.simulator.example',
    linkSecret: secretOf(seed, purpose('links')),
    now,
    uuid,
    random: createRandom(seed, purpose('chance')),
    orders: new Map(),
    index: createOrderIndex(),
    users: new Map(),
    offices: new Map([[office.id, office]]),
    changeRequests: new Map(),
    answers: new Map(),
    faults: createFaultBox(createRandom(seed, purpose('faults'))),
    outbox: createOutbox(() => tryRules(company.switches)),
    requests: createRequestLog(),
    feed: createFeed(now),
    roster: [],
    switches: { ...defaultSwitches, ...switches },
    registration: { urls: [], triggers: [] },
    displayRevision: 0,
    reads: 0,
  };
  return company;
}

export function setSwitches(company: Company, switches: Partial<Switches>): void {
  company.switches = { ...company.switches, ...switches };
  company.displayRevision++;
}

function tryRules({ webhookTries, webhookSpacingMs, webhookSuccess }: Switches) {
  const isSuccess = (status: number): boolean =>
    webhookSuccess === 'only-200' ? status === 200 : status >= 200 && status < 300;
  return { tries: webhookTries, spacingMs: webhookSpacingMs, isSuccess };
}

function slug(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

function secretOf(seed: number, purpose: string): string {
  return createHash('sha256').update(`${seed}:${purpose}`).digest('hex').slice(0, 40);
}
