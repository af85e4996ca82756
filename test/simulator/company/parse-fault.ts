import { CALL_FAULTS, type Fault, WEBHOOK_FAULTS } from './faults.ts';
import { ControlError } from './parse-switches.ts';

const TEXTS = ['operation', 'orderId', 'trigger', 'product'] as const;
const NUMBERS = ['probability', 'count', 'burst', 'status', 'delayMs', 'retryAfterSeconds'] as const;
const KINDS: readonly string[] = [...CALL_FAULTS, ...WEBHOOK_FAULTS];
const RETRY_AFTER: readonly unknown[] = ['seconds', 'date', 'none'];

/** @throws ControlError naming the field that is wrong. */
export function parseFault(value: unknown): Fault {
  if (typeof value !== 'object' || value === null) throw new ControlError('a fault must be an object');
  const fields = value as Readonly<Record<string, unknown>>;
  if (!KINDS.includes(String(fields.kind))) throw new ControlError(`kind must be one of ${KINDS.join(', ')}`);
  for (const [name, field] of Object.entries(fields)) {
    if (name !== 'kind' && !isField(name, field)) throw new ControlError(`${name} cannot be ${JSON.stringify(field)}`);
  }
  return value as Fault;
}

function isField(name: string, value: unknown): boolean {
  if (TEXTS.some((text) => text === name)) return typeof value === 'string';
  if (NUMBERS.some((number) => number === name)) return typeof value === 'number' && value >= 0;
  if (name === 'retryAfter') return RETRY_AFTER.includes(value);
  return name === 'applied' && typeof value === 'boolean';
}
