import type { Role } from '../company/user.ts';

/** Somebody who works, or worked, for the company of the scripted day. */
export interface Person {
  readonly name: string;
  readonly surname: string;
  readonly role: Role;
  readonly joinedDaysAgo: number;
  readonly confirmed: boolean;
  /** `left`: on the roster with a last day; `absent`: not on it any more. */
  readonly roster: 'present' | 'left' | 'absent';
  readonly ordersDaysAgo: readonly number[];
}

const staff = { confirmed: true, roster: 'present' } as const;
const photographer = { role: 'Collaborator', ...staff } as const;

export const PEOPLE: readonly Person[] = [
  { name: 'Mara', surname: 'Lindt', role: 'Manager', joinedDaysAgo: 900, ordersDaysAgo: [], ...staff },
  { name: 'Tom', surname: 'Okafor', role: 'Manager', joinedDaysAgo: 700, ordersDaysAgo: [], ...staff },
  { name: 'Ana', surname: 'Prado', role: 'User', joinedDaysAgo: 640, ordersDaysAgo: [21], ...staff },
  { name: 'Bela', surname: 'Horn', role: 'User', joinedDaysAgo: 320, ordersDaysAgo: [], ...staff },
  { name: 'Chris', surname: 'Wade', joinedDaysAgo: 400, ordersDaysAgo: [12, 3], ...photographer },
  { name: 'Dana', surname: 'Roth', joinedDaysAgo: 300, ordersDaysAgo: [9], ...photographer },
  { name: 'Emil', surname: 'Nagy', joinedDaysAgo: 210, ordersDaysAgo: [5], ...photographer },
  { name: 'Fay', surname: 'Quinn', joinedDaysAgo: 190, ordersDaysAgo: [30], ...photographer },
  // Scanned last more than a year ago.
  { name: 'Gus', surname: 'Varga', joinedDaysAgo: 800, ordersDaysAgo: [500, 410], ...photographer },
  // Left yesterday, and the roster says so.
  { name: 'Hana', surname: 'Sato', joinedDaysAgo: 380, ordersDaysAgo: [25], ...photographer, roster: 'left' },
  // Left long ago and is simply gone from the roster.
  { name: 'Ivo', surname: 'Blank', joinedDaysAgo: 500, ordersDaysAgo: [120], ...photographer, roster: 'absent' },
  // Never answered the invitation.
  { name: 'Jo', surname: 'Marsh', joinedDaysAgo: 150, ordersDaysAgo: [], ...photographer, confirmed: false },
];
