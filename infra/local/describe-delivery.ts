import type { Delivered } from './day/delivery-log.ts';

/** One readable line about an event that came out at a destination; ids and states only. */
export function describeDelivery({ destination, type, subject, data }: Delivered): string {
  const what = type.replace(/^cubicasa\./, '');
  const sequence = data.revision === undefined ? '' : ` #${data.revision.sequence}`;
  const status = data.status === undefined ? '' : ` (${data.status})`;
  return `  → ${destination.padEnd(14)} ${what.padEnd(26)} ${data.externalId ?? subject}${sequence}${status}`;
}
