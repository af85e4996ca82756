import type { Amount, Choice, Flag, Names, Texts } from './switch-kinds.ts';
import { type Switches, switchTable } from './switches.ts';

type Entry = Choice<string> | Amount | Flag | Names | Texts;

/** A request of whoever drives the simulator that cannot be carried out. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
}

/** @throws ControlError naming the first switch or value that is wrong. */
export function parseSwitches(value: unknown): Partial<Switches> {
  if (typeof value !== 'object' || value === null) throw new ControlError('switches must be an object');
  for (const [name, setting] of Object.entries(value)) {
    const entry: Entry | undefined = Object.hasOwn(switchTable, name) ? switchTable[name as keyof Switches] : undefined;
    if (entry === undefined) throw new ControlError(`there is no switch ${name}`);
    if (!accepts(entry, setting))
      throw new ControlError(`${name} cannot be ${JSON.stringify(setting)}: ${hint(entry)}`);
  }
  return value as Partial<Switches>;
}

function accepts(entry: Entry, value: unknown): boolean {
  switch (entry.kind) {
    case 'choice':
      return typeof value === 'string' && entry.values.includes(value);
    case 'amount':
      return typeof value === 'number' && Number.isFinite(value) && value >= 0;
    case 'flag':
      return typeof value === 'boolean';
    case 'names':
      return Array.isArray(value) && value.every((name) => typeof name === 'string');
    case 'texts':
      return (
        typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string')
      );
  }
}

function hint(entry: Entry): string {
  return entry.kind === 'choice' ? `one of ${entry.values.join(', ')}` : `expected ${entry.kind}`;
}
