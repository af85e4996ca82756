import type { Company } from '../company/company.ts';
import { setSwitches } from '../company/company.ts';
import { MissingError, StateError } from '../company/keep-orders.ts';
import { parseFault } from '../company/parse-fault.ts';
import { ControlError, parseSwitches } from '../company/parse-switches.ts';
import type { Platform } from '../company/platform.ts';
import { switchTable } from '../company/switches.ts';
import { createDay, type Day } from '../scenarios/day.ts';
import { planDay } from '../scenarios/plan-day.ts';
import { populate } from '../scenarios/populate.ts';
import { act } from './actions.ts';
import { type Fields, optionalNumber, optionalText, readFields, requiredText } from './read-fields.ts';
import { hidePath, showState } from './show-state.ts';

/** What drives a simulator from outside. */
export interface Cockpit {
  readonly platform: Platform;
  readonly seed: number;
  readonly clock: { offsetMs: number };
  readonly days: Map<Company, Day>;
  /** Plays a day's steps, one each `spacingMs`. */
  play(day: Day, spacingMs: number): void;
  shutdown(): void;
}

export interface ControlRequest {
  readonly method: string;
  /** Below the control address, e.g. `/state`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export interface ControlReply {
  readonly status: number;
  readonly value: unknown;
}

interface ControlCall {
  readonly cockpit: Cockpit;
  readonly company: Company;
  readonly fields: Fields;
  readonly body: unknown;
  readonly query: URLSearchParams;
}

const ROUTES: Readonly<Record<string, (call: ControlCall) => unknown>> = {
  'GET /state': ({ company }) => showState(company),
  'GET /switches': ({ company }) => ({ table: switchTable, values: company.switches }),
  'POST /switches': ({ company, body }) => {
    setSwitches(company, parseSwitches(withoutCompany(body)));
    return company.switches;
  },
  'GET /faults': ({ company }) => showFaults(company),
  'POST /faults': ({ company, body }) => {
    if (Array.isArray(body)) company.faults.replace(body.map(parseFault));
    else company.faults.add(parseFault(withoutCompany(body)));
    return showFaults(company);
  },
  'GET /clock': ({ cockpit, company }) => showClock(cockpit, company),
  'POST /clock': ({ cockpit, company, fields }) => {
    cockpit.clock.offsetMs = optionalNumber(fields, 'offsetMs', 0, Number.NEGATIVE_INFINITY);
    return showClock(cockpit, company);
  },
  'POST /actions': ({ company, fields }) => act(company, fields),
  'GET /scenarios/day': ({ cockpit, company }) => dayOf(cockpit, company).report(),
  'POST /scenarios/day': startDay,
  'POST /scenarios/day/steps': playSteps,
  'GET /webhooks': ({ company }) => showWebhooks(company),
  'GET /requests': ({ company }) => company.requests.counts(),
  'GET /events': ({ company, query }) => company.feed.since(Number(query.get('since') ?? 0)),
  'GET /companies': ({ cockpit }) => cockpit.platform.companies().map(({ name, apiKey }) => ({ name, apiKey })),
  'POST /companies': addCompany,
  'POST /shutdown': ({ cockpit }) => {
    cockpit.shutdown();
    return { message: 'the simulator stops' };
  },
};

/** One call of whoever drives the simulator. `company`, in the query or the body, names another than the main one. */
export function handleControl(cockpit: Cockpit, request: ControlRequest): ControlReply {
  const run = ROUTES[`${request.method} ${request.path}`];
  if (run === undefined) return { status: 404, value: { error: 'no such address', known: Object.keys(ROUTES) } };
  try {
    const fields = Array.isArray(request.body) ? {} : readFields(request.body ?? {});
    const company = companyOf(cockpit, request.query.get('company') ?? optionalText(fields, 'company'));
    return { status: 200, value: run({ cockpit, company, fields, body: request.body ?? {}, query: request.query }) };
  } catch (error) {
    return { status: statusOf(error), value: { error: error instanceof Error ? error.message : String(error) } };
  }
}

function statusOf(error: unknown): number {
  if (error instanceof ControlError) return 400;
  if (error instanceof MissingError) return 404;
  if (error instanceof StateError) return 409;
  throw error;
}

function companyOf({ platform }: Cockpit, name: string | undefined): Company {
  const company = name === undefined ? platform.main : platform.byName(name);
  if (company === undefined) throw new MissingError(`There is no company ${name}`);
  return company;
}

function withoutCompany(body: unknown): Fields {
  const { company: _, ...rest } = readFields(body);
  return rest;
}

function startDay({ cockpit, company, fields }: ControlCall): unknown {
  const orders = Math.floor(optionalNumber(fields, 'orders', 14, 1));
  const loseEvery = Math.floor(optionalNumber(fields, 'loseEvery', 5));
  const day = createDay(company, planDay({ seed: cockpit.seed, orders, loseEvery }));
  cockpit.days.set(company, day);
  if (fields.stepwise !== true) cockpit.play(day, optionalNumber(fields, 'spacingMs', 150));
  return day.report();
}

/** The next steps of a day that was started `stepwise`: whoever drives it keeps its pace. */
function playSteps({ cockpit, company, fields }: ControlCall): unknown {
  const day = dayOf(cockpit, company);
  const steps = Math.floor(optionalNumber(fields, 'steps', 1, 1));
  for (let step = 0; step < steps && day.next(); step += 1);
  const { state, webhooks } = day.report();
  return { state, webhooks };
}

function dayOf({ days }: Cockpit, company: Company): Day {
  const day = days.get(company);
  if (day === undefined) throw new MissingError('No day was started');
  return day;
}

function addCompany({ cockpit, fields }: ControlCall): unknown {
  const company = cockpit.platform.add(requiredText(fields, 'name'));
  if (fields.empty !== true) populate(company);
  return { name: company.name, apiKey: company.apiKey };
}

function showClock({ clock }: Cockpit, company: Company): unknown {
  return { offsetMs: clock.offsetMs, now: new Date(company.now()).toISOString() };
}

function showFaults({ faults }: Company): unknown {
  return { armed: faults.list(), struck: Object.fromEntries(faults.struck) };
}

function showWebhooks({ outbox }: Company): unknown {
  const calls = outbox
    .recent()
    .map(({ body, url, ...call }) => ({ ...call, receiver: hidePath(url), body: JSON.parse(body) }));
  return { ...outbox.counts(), calls };
}
