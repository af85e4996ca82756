import { setTimeout as delay } from 'node:timers/promises';
import type { Arrivals } from './arrivals.ts';
import type { SimulatedCompany } from './companies.ts';

/** In milliseconds, from the change at CubiCasa to the event at the company's own consumer. */
export interface Window {
  readonly told: number;
  readonly served: number;
  readonly median: number;
  readonly worst: number;
}

interface Told {
  readonly orderId: string;
  readonly status: 'Draft' | 'Pending';
  readonly at: number;
}

export interface WindowOptions {
  readonly companies: readonly SimulatedCompany[];
  readonly arrivals: Arrivals;
  /** Between two companies' drafts. */
  readonly spacingMs: number;
}

/** While the account's first message may still be held by a batch that somebody else keeps. */
const SCANNED_AFTER_MS = 3_000;
const LOOK_EVERY_MS = 100;
const PATIENCE_MS = 60_000;

/** Each company announces a house and scans it soon after; ends once everything came out, or nothing does any more. */
export async function measureWindow({ companies, arrivals, spacingMs }: WindowOptions): Promise<Window> {
  const began = performance.now();
  const told: Told[] = [];
  await Promise.all(companies.map((company, place) => playCompany(company, began + place * spacingMs, told)));
  const isMissing = ({ orderId, status }: Told): boolean => arrivals.find(orderId, status) === undefined;
  const until = performance.now() + PATIENCE_MS;
  while (told.some(isMissing) && performance.now() < until) await delay(LOOK_EVERY_MS);
  return summarize(told, arrivals);
}

async function playCompany(company: SimulatedCompany, startsAt: number, told: Told[]): Promise<void> {
  await delay(Math.max(0, startsAt - performance.now()));
  const drafted = performance.now();
  const orderId = await company.draft();
  told.push({ orderId, status: 'Draft', at: drafted });
  await delay(SCANNED_AFTER_MS);
  told.push({ orderId, status: 'Pending', at: performance.now() });
  await company.scan(orderId);
}

function summarize(told: readonly Told[], arrivals: Arrivals): Window {
  const delays = told.flatMap(({ orderId, status, at }) => {
    const arrivedAt = arrivals.find(orderId, status);
    return arrivedAt === undefined ? [] : [arrivedAt - at];
  });
  const sorted = delays.sort((a, b) => a - b);
  const at = (place: number): number => Math.round(sorted.at(place) ?? 0);
  return { told: told.length, served: sorted.length, median: at(sorted.length >> 1), worst: at(-1) };
}
